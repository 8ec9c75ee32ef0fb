/** Where somebody is on the wall: a tile, and how far the top of what they see lies below that tile's row. */
export interface WallAnchor {
  key: string;
  offsetPixels: number;
}

export interface WallPlace {
  anchor: WallAnchor | null;
  /** The tile that had the focus. */
  activeKey: string | null;
  /** The moment that the list on the wall began before; null where it began with the newest. */
  listBefore: string | null;
  /** The moment from which a list finds the tile again without all that came after it. */
  anchorBefore: string | null;
  /** Pages that were loaded, so that a list in the order of a hand is read no further than this to find the place. */
  pageCount: number;
  /** They left by opening a result, and so come back to where they were however they come. */
  hasOpened: boolean;
}

/** Each view of a workspace has a place of its own: coming back to all results is not coming back to a search. */
const storageKey = (workspaceId: string, view: string) => `easel-gallery-place:${workspaceId}:${view}`;

export function keepPlace(workspaceId: string, view: string, place: WallPlace): void {
  try {
    sessionStorage.setItem(storageKey(workspaceId, view), JSON.stringify(place));
  } catch {
    // Blocked or full: the wall then opens at its top.
  }
}

export function keptPlace(workspaceId: string, view: string): WallPlace | null {
  try {
    const text = sessionStorage.getItem(storageKey(workspaceId, view));
    return text ? (JSON.parse(text) as WallPlace) : null;
  } catch {
    return null;
  }
}

// Long enough for a slow page to be drawn after Back, short enough that the next link followed is not taken for it.
const backMs = 5_000;
let wentBackAtMs = Number.NEGATIVE_INFINITY;
let isFirstView = true;

if (typeof window !== "undefined")
  window.addEventListener("popstate", () => {
    wentBackAtMs = performance.now();
  });

/** Whether this view of the wall was come to by Back, Forward or a reload. */
export function isReturning(): boolean {
  const [entry] = performance.getEntriesByType("navigation");
  const type = entry instanceof PerformanceNavigationTiming ? entry.type : "navigate";
  const isSameView = isFirstView && type !== "navigate";
  isFirstView = false;
  return isSameView || performance.now() - wentBackAtMs < backMs;
}

"use client";

import { ArrowUp } from "lucide-react";
import { PrefetchKind } from "next/dist/client/components/router-reducer/router-reducer-types";
import { useRouter } from "next/navigation";
import {
  type KeyboardEvent,
  type PointerEvent,
  useCallback,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { classNames } from "@/components/ui/class-names";
import { copying } from "@/components/viewers/copying";
import type { dragResult as DragResult } from "@/components/viewers/drag-result";
import { generationPath, referencePath, settingsPath } from "@/components/viewers/generation-paths";
import { saving } from "@/components/viewers/saving";
import { download } from "@/lib/browser/download";
import { assetPath } from "@/lib/browser/queries";
import { heardElsewhere, useShortcuts } from "@/lib/browser/shortcuts";
import { noteOpening } from "@/lib/browser/wall-behind";
import { assetKind } from "@/lib/domain/asset";
import { dayLabel, monthLabel } from "@/lib/domain/calendar-days";
import {
  type DayGroup,
  dayHeaderPixels,
  type GalleryEntry,
  type GalleryLayout,
  type GalleryStep,
  galleryGapPixels,
  galleryLayout,
  keysBetween,
  rowIndexAt,
  survivor,
  tileBeside,
} from "./gallery-layout";
import { GalleryTile, type TileBox } from "./gallery-tile";
import { isReturning, keepPlace, keptPlace, type WallAnchor, type WallPlace } from "./wall-place";

interface ResultsWallProps {
  workspaceId: string;
  /** Which view this is, so that each has its own place. */
  view: string;
  groups: readonly DayGroup[];
  /** Today in the viewer's time zone. */
  today: string;
  /** What the bar names where there are no days. */
  title: string;
  rowHeightPixels: number;
  pageCount: number;
  /** As many as are held at once; more are asked for where the screen shows most of them. */
  maxPages: number;
  onCrowded: () => void;
  hasMore: boolean;
  /** Newer results than the wall's first can be asked for. */
  hasNewer: boolean;
  isLoading: boolean;
  /** Results that came since somebody went down the wall. */
  waitingCount: number;
  listBefore: string | null;
  selected: ReadonlySet<string>;
  isSelecting: boolean;
  onSelect: (selected: ReadonlySet<string>) => void;
  onNearEnd: () => void;
  onNearStart: () => void;
  isDown: boolean;
  /** Somebody went down the wall, or is at its top again. */
  onDown: (isDown: boolean) => void;
  /** The place to come back to is not on this wall. */
  onReturn: (place: WallPlace) => void;
  /** To the newest result. */
  onTop: () => void;
  onToggleStack: (generationId: string) => void;
  /** What the keyboard decides about: the selection, or the tile in hand. */
  onCull: (key: string | null) => void;
  onHand: (hand: WallInHand) => void;
  /** Stands in the bar that stays in sight, beside the day that is looked at. */
  controls: React.ReactNode;
  /** Stands at the right edge and is told which day is looked at; null where results are not in the order of time. */
  rail: ((day: string | null) => React.ReactNode) | null;
  /** Stands under the bar and scrolls away. */
  below: React.ReactNode;
  /** Lets tiles be put in another place by hand. */
  onMove: ((keys: readonly string[], before: string | null) => void) | null;
}

/** What the keyboard, and who acts for it, can ask of the wall. */
export interface WallInHand {
  /** The tile that was pointed at or moved to last. */
  entry: () => GalleryEntry | undefined;
  /** Gives the keyboard to a tile: this one or its stack, else the one it was on, as far as that is in sight. */
  focus: (key?: string | null) => void;
  /** Told before somebody leaves for what is on it, and so comes back to the same place. */
  leaveOpen: () => void;
}

/** Further down than this, arrivals wait. */
const downPixels = 60;
/** A phone gets at least two squares a row whatever height was chosen; the style below says the same to the browser. */
const widestShare = 0.38;

/** Fetched by the first pointer over a tile, because a drag must be told what it carries within its own event. */
let dragResult: typeof DragResult | null = null;

async function prepareDrag() {
  ({ dragResult } = await import("@/components/viewers/drag-result"));
}

/** How long a tile is in hand before its page is fetched ahead: a pointer that only crosses it asks for nothing. */
const intentMs = 80;

/** What is left above a list that begins in the middle: about three pages of a usual wall. */
const spareOriginPixels = 20_000;

/** Heights of what is seen that are kept ready above and below it. */
const spareHeights = 0.75;

/** Rows are drawn by so many at once: half the work for React as somebody scrolls, for one row more than is needed. */
const rowsAtOnce = 2;

interface Seen {
  first: number;
  last: number;
  /** What the bar names; null before anything is laid out. */
  day: string | null;
}

const steps: Record<string, GalleryStep> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
  Home: "first",
  End: "last",
};

const keyOf = (target: EventTarget | null): string | null =>
  target instanceof Element ? (target.closest<HTMLElement>("[data-entry]")?.dataset.entry ?? null) : null;

/**
 * Every result, newest first, in rows from edge to edge. The first paint is laid out by the browser's own flex box, at
 * any width and before any script; then only the rows near the window are kept, at the very same places.
 */
export function ResultsWall({
  workspaceId,
  view,
  groups,
  today,
  title,
  rowHeightPixels,
  pageCount,
  maxPages,
  onCrowded,
  hasMore,
  hasNewer,
  isLoading,
  waitingCount,
  listBefore,
  selected,
  isSelecting,
  onSelect,
  onNearEnd,
  onNearStart,
  isDown,
  onDown,
  onReturn,
  onTop,
  onToggleStack,
  onCull,
  onHand,
  controls,
  rail,
  below,
  onMove,
}: ResultsWallProps) {
  const router = useRouter();
  const list = useRef<HTMLUListElement>(null);
  const bar = useRef<HTMLDivElement>(null);
  /** The page's main, which is what scrolls. */
  const scroller = useRef<HTMLElement>(null);
  const anchor = useRef<WallAnchor | null>(null);
  const pending = useRef<WallPlace | null>(null);
  const hasAskedToReturn = useRef(false);
  const hasOpened = useRef(false);
  /** The keyboard is on the wall, also while the tile it was on is taken away. */
  const hasFocus = useRef(false);
  /** The tile in hand was moved to by keys: one that merely slides under a resting pointer does not take its place. */
  const isByKeys = useRef(false);
  const pointerAt = useRef("");
  const selectionStart = useRef<string | null>(null);
  const lastLayout = useRef<GalleryLayout | null>(null);
  const [box, setBox] = useState<{ widthPixels: number; topPixels: number; windowWidth: number } | null>(
    null,
  );
  /** Room above the first row for newer results that are not held now, so that scrolling is never corrected for them. */
  const [originPixels, setOriginPixels] = useState(0);
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const [handKey, setHandKey] = useState<string | null>(null);
  const [seen, setSeen] = useState<Seen>({ first: 0, last: 0, day: null });

  const layout = useMemo<GalleryLayout>(
    () =>
      galleryLayout(groups, {
        widthPixels: box?.widthPixels ?? 0,
        rowHeightPixels: Math.min(rowHeightPixels, (box?.windowWidth ?? 0) * widestShare),
      }),
    [groups, box, rowHeightPixels],
  );
  const firstKey = groups[0]?.entries[0]?.key ?? null;
  const isLaidOut = layout.rows.length > 0;

  /** The height of the bar that stays in sight over the wall; a phone's is two lines. */
  const covered = () => bar.current?.offsetHeight ?? 44;

  /** Learns the wall's width from the browser, before the first frame and whenever it changes. */
  const measure = useCallback((element: HTMLUListElement) => {
    list.current = element;
    const main = element.closest("main");
    if (!main) return undefined;
    scroller.current = main;
    const look = () => {
      const rect = element.getBoundingClientRect();
      const topPixels = rect.top - main.getBoundingClientRect().top + main.scrollTop;
      const windowWidth = document.documentElement.clientWidth;
      setBox((last) =>
        last && last.widthPixels === rect.width && last.topPixels === topPixels
          ? last
          : { widthPixels: rect.width, topPixels, windowWidth },
      );
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    // What stands above the wall moves it without changing its size.
    if (element.parentElement) observer.observe(element.parentElement);
    return () => observer.disconnect();
  }, []);

  function entryOf(key: string | null): GalleryEntry | undefined {
    const place = key === null ? undefined : layout.places.get(key);
    const row = place ? layout.rows[place.row] : undefined;
    return row?.kind === "tiles" && place ? row.tiles[place.column]?.entry : undefined;
  }

  const keep = useEffectEvent(() => {
    // A place not reached yet is still the place to come back to.
    if (pending.current) return keepPlace(workspaceId, view, pending.current);
    const held = entryOf(anchor.current?.key ?? null);
    return keepPlace(workspaceId, view, {
      anchor: anchor.current,
      activeKey,
      listBefore,
      // A list that begins before the moment after has the result itself.
      anchorBefore: held ? new Date(Date.parse(held.generation.createdAt) + 1).toISOString() : null,
      pageCount,
      hasOpened: hasOpened.current,
    });
  });

  /** Notes which rows are near the window. Every place is known in figures, so no row is ever measured. */
  const look = useEffectEvent((origin: number) => {
    const main = scroller.current;
    if (!box || !main) return;
    const top = main.scrollTop - box.topPixels - origin;
    const height = main.clientHeight;
    const first = Math.max(0, rowIndexAt(layout, top - height * spareHeights));
    const last = Math.max(0, rowIndexAt(layout, top + height * (1 + spareHeights)));
    const next = {
      first: first - (first % rowsAtOnce),
      last: Math.min(layout.rows.length - 1, last - (last % rowsAtOnce) + rowsAtOnce - 1),
      day: layout.rows[Math.max(0, rowIndexAt(layout, top + covered()))]?.day ?? null,
    };
    setSeen((known) =>
      known.first === next.first && known.last === next.last && known.day === next.day ? known : next,
    );
  });

  /** Notes what is at the top of the window, so that it stays there whatever comes and goes. */
  const noteAnchor = useEffectEvent((origin: number) => {
    const main = scroller.current;
    if (!box || !main) return;
    const offset = main.scrollTop + covered() - box.topPixels - origin;
    // At the top of a list that goes on upwards, what comes above must not push away what is seen.
    const isHeld = main.scrollTop > downPixels || hasNewer;
    const start = Math.max(0, rowIndexAt(layout, offset));
    const row = layout.rows[start]?.kind === "tiles" ? layout.rows[start] : layout.rows[start + 1];
    const first = row?.kind === "tiles" ? row.tiles[0] : undefined;
    anchor.current =
      isHeld && row && first ? { key: first.entry.key, offsetPixels: offset - row.topPixels } : null;
  });

  const onScroll = useEffectEvent(() => {
    const main = scroller.current;
    if (!box || !main || !isLaidOut) return;
    look(originPixels);
    const isDownNow = main.scrollTop > downPixels;
    if (isDown !== isDownNow) onDown(isDownNow);
    if (!pending.current) noteAnchor(originPixels);
  });

  // A layout effect, because the place must be known before the first frame, and kept before the next page scrolls.
  useLayoutEffect(() => {
    const kept = keptPlace(workspaceId, view);
    // Asked in any case, because the answer is about this view of the wall only.
    const isBack = isReturning();
    hasAskedToReturn.current = false;
    anchor.current = null;
    if (kept && (kept.hasOpened || isBack)) {
      pending.current = kept;
      anchor.current = kept.anchor;
    }
    const main = scroller.current;
    const scroll = () => onScroll();
    const leave = () => keep();
    main?.addEventListener("scroll", scroll, { passive: true });
    window.addEventListener("pagehide", leave);
    return () => {
      leave();
      main?.removeEventListener("scroll", scroll);
      window.removeEventListener("pagehide", leave);
    };
  }, [workspaceId, view]);

  /** Whether the kept place is reached, or given up. */
  function isSettled(kept: WallPlace, isKnown: boolean, isThere: boolean): boolean {
    if (isThere || kept.anchor === null) return true;
    if (!isKnown && !hasAskedToReturn.current && (kept.listBefore ?? kept.anchorBefore) !== listBefore) {
      hasAskedToReturn.current = true;
      onReturn(kept);
      return false;
    }
    if (isLoading) return false;
    // A wall that is too short yet does not scroll so far.
    if (hasMore && (isKnown || pageCount < kept.pageCount)) {
      onNearEnd();
      return false;
    }
    return true;
  }

  /** Gives the room above the first row another height at once, before anything is scrolled by it. */
  function resize(origin: number) {
    setOriginPixels(origin);
    if (list.current) list.current.style.height = `${origin + layout.heightPixels}px`;
  }

  const settle = useEffectEvent(() => {
    const main = scroller.current;
    if (!box || !main || !isLaidOut) return;
    const before = lastLayout.current;
    lastLayout.current = layout;
    const held = anchor.current;
    const kept = pending.current;
    // What was at the top of the window may be gone: then what came next is.
    const heldKey = held && !pending.current && before ? survivor(before, layout, held.key) : held?.key;
    const place = heldKey ? layout.places.get(heldKey) : undefined;
    const row = place ? layout.rows[place.row] : undefined;
    let isThere = held === null;
    // At the true top there is nothing to leave room for.
    let origin = hasNewer ? originPixels : 0;
    if (held && row) {
      const fromOrigin = box.topPixels + row.topPixels + held.offsetPixels - covered();
      // Rather the room above changes than where somebody is: a scroll that is corrected under a finger stops.
      if (hasNewer && !kept) origin = main.scrollTop - fromOrigin;
      if (origin < 0) origin = spareOriginPixels;
      if (origin !== originPixels) resize(origin);
      const top = origin + fromOrigin;
      if (Math.abs(main.scrollTop - top) > 1) main.scrollTop = top;
      isThere = Math.abs(main.scrollTop - top) <= 1;
    } else if (origin !== originPixels) resize(origin);
    look(origin);
    if (kept) {
      if (!isSettled(kept, row !== undefined, isThere)) return;
      pending.current = null;
      if (kept.hasOpened && kept.activeKey) focusTile(kept.activeKey);
    }
    noteAnchor(origin);
    // The tile that had the focus may be gone as well; the keyboard goes on from its place.
    if (before && activeKey !== null && !layout.places.has(activeKey)) {
      const next = survivor(before, layout, activeKey);
      if (next !== null && hasFocus.current) focusTile(next);
    }
  });

  // A layout effect, because what is looked at must not be seen to move when a row above it grows, shrinks or arrives.
  // oxlint-disable-next-line react/set-state-in-effect -- Where the page is scrolled to decides which rows are drawn.
  useLayoutEffect(() => settle(), [layout, isLoading]);

  // An effect, because the router scrolls to the top after a page is drawn, also when somebody comes back to a place.
  useEffect(() => {
    const frame = requestAnimationFrame(() => settle());
    return () => cancelAnimationFrame(frame);
  }, []);

  const isNearEnd = isLaidOut && hasMore && seen.last >= layout.rows.length - 1;
  const isNearStart = isLaidOut && hasNewer && seen.first === 0;
  // Pages that are let go while they are in sight would be asked for again at once, and for ever.
  const isCrowded = pageCount >= maxPages && (seen.last - seen.first + 1) * 2 > layout.rows.length;
  const crowded = useEffectEvent(onCrowded);
  const nearEnd = useEffectEvent(onNearEnd);
  const nearStart = useEffectEvent(() => {
    if (!pending.current) onNearStart();
  });
  // An effect, because asking for the next page is a request, and the rows in sight are its reason.
  useEffect(() => {
    if (isCrowded) crowded();
    else if (isNearEnd) nearEnd();
    else if (isNearStart) nearStart();
  }, [isCrowded, isNearEnd, isNearStart, pageCount, isLoading]);

  const tabStop = activeKey !== null && layout.places.has(activeKey) ? activeKey : firstKey;

  function focusTile(key: string) {
    setActiveKey(key);
    // From here on also where the tile goes before it is drawn: then its survivor has the keyboard.
    hasFocus.current = true;
    const place = layout.places.get(key);
    const row = place ? layout.rows[place.row] : undefined;
    const main = scroller.current;
    if (box && main && row) {
      const top = box.topPixels + originPixels + row.topPixels;
      if (top < main.scrollTop + covered()) main.scrollTop = top - covered() - galleryGapPixels;
      else if (top + row.heightPixels > main.scrollTop + main.clientHeight)
        main.scrollTop = top + row.heightPixels + galleryGapPixels - main.clientHeight;
    }
    const drawn = () =>
      list.current?.querySelector<HTMLElement>(`[data-entry="${CSS.escape(key)}"] [data-entry-link]`);
    // At once, so that a next key that comes quickly means this tile.
    drawn()?.focus({ preventScroll: true });
    // And after the row is drawn, which a tile far away is only once it is the tab stop.
    requestAnimationFrame(() => {
      if (hasFocus.current) drawn()?.focus({ preventScroll: true });
    });
  }

  /** Where the keyboard comes in: on the tile it was on, or the first in sight where that is not. */
  function entrance(): string | null {
    const main = scroller.current;
    const own = tabStop === null ? undefined : layout.places.get(tabStop);
    if (!box || !main || !own) return tabStop;
    const top = main.scrollTop + covered() - box.topPixels - originPixels;
    const isSeen = (row: GalleryLayout["rows"][number]) =>
      row.topPixels >= top - 1 && row.topPixels < top + main.clientHeight - covered();
    const row = layout.rows[own.row];
    if (row && isSeen(row)) return tabStop;
    const first = layout.rows.find((other) => other.kind === "tiles" && isSeen(other));
    return first?.kind === "tiles" ? (first.tiles[0]?.entry.key ?? tabStop) : tabStop;
  }

  function focusWall(key: string | null = null) {
    const keys = [...layout.places.keys()];
    const run = key?.split(":")[0];
    const wanted =
      key === null
        ? undefined
        : (keys.find((other) => other === key) ?? keys.find((other) => other.startsWith(`${run}:`)));
    const next = wanted ?? entrance();
    if (next !== null) focusTile(next);
    else scroller.current?.focus();
  }

  function toggle(key: string) {
    const next = new Set(selected);
    if (!next.delete(key)) next.add(key);
    selectionStart.current = key;
    onSelect(next);
  }

  function selectTo(key: string) {
    onSelect(new Set([...selected, ...keysBetween(layout, selectionStart.current ?? key, key)]));
    selectionStart.current ??= key;
  }

  /** One place along on a board, by the keyboard. */
  function moveBy(key: string, step: 1 | -1) {
    const keys = [...layout.places.keys()];
    const to = keys.indexOf(key) + (step === 1 ? 2 : -1);
    if (onMove && to >= 0 && to <= keys.length) onMove([key], keys[to] ?? null);
  }

  function onKeyDown(event: KeyboardEvent<HTMLUListElement>) {
    if (onMove && tabStop && event.altKey && /^Arrow(Left|Right)$/.test(event.key)) {
      // The browser's own meaning is to go back a page.
      event.preventDefault();
      moveBy(tabStop, event.key === "ArrowRight" ? 1 : -1);
      return;
    }
    if (event.metaKey || event.ctrlKey || event.altKey || !tabStop) return;
    if (event.shiftKey && event.key === " ") {
      event.preventDefault();
      toggle(tabStop);
      return;
    }
    if (event.key === " ") {
      event.preventDefault();
      onCull(tabStop);
      return;
    }
    const step = steps[event.key];
    if (!step) return;
    // Home and End in a place that is not a tile belong to the page.
    event.preventDefault();
    const next = tileBeside(layout, tabStop, step);
    if (!next) return;
    if (event.shiftKey) {
      selectionStart.current ??= tabStop;
      onSelect(new Set([...selected, ...keysBetween(layout, tabStop, next)]));
    }
    focusTile(next);
  }

  function entryInHand(): GalleryEntry | undefined {
    const isFocused = list.current?.contains(document.activeElement) ?? false;
    return entryOf(handKey) ?? entryOf(isFocused ? tabStop : null);
  }

  const inHand = entryOf(handKey ?? activeKey);
  const openingHref = inHand ? generationPath(inHand.generation, inHand.position) : null;
  // An effect, because the page of what is in hand is fetched ahead: a press of Enter must not wait for a server.
  useEffect(() => {
    if (openingHref === null) return undefined;
    const timer = setTimeout(() => router.prefetch(openingHref, { kind: PrefetchKind.FULL }), intentMs);
    return () => clearTimeout(timer);
  }, [openingHref, router]);

  const hand = useEffectEvent(entryInHand);
  const focusFromOutside = useEffectEvent(focusWall);
  const tellHand = useEffectEvent(onHand);
  // A layout effect, because who acts on the tile in hand asks for it when a key is pressed, which may be at once.
  useLayoutEffect(
    () =>
      tellHand({
        entry: () => hand(),
        focus: (key) => focusFromOutside(key),
        leaveOpen() {
          hasOpened.current = true;
          noteOpening();
        },
      }),
    [],
  );

  useShortcuts("Gallery", [
    // On a tile they move; from elsewhere the first press leads onto the wall.
    ...Object.keys(steps).map((key) => ({
      keys: key.toLowerCase(),
      label: key.startsWith("Arrow") ? "Move over the results" : "The first, the last that is loaded",
      run: () => focusWall(),
    })),
    ...heardElsewhere("Open the result in hand", "enter"),
    ...heardElsewhere("Decide full screen from here", "space"),
    ...heardElsewhere("Select the result in hand, or not", "shift+space"),
    ...heardElsewhere("Select on the way", ...Object.keys(steps).map((key) => `shift+${key.toLowerCase()}`)),
    ...(onMove
      ? heardElsewhere("Put it one place along on the board", "alt+arrowleft", "alt+arrowright")
      : []),
    {
      keys: "s",
      label: "Use the settings of the result in hand",
      run: () => {
        const entry = entryInHand();
        if (entry) router.push(settingsPath(entry.generation));
      },
    },
    {
      keys: "r",
      label: "Use the result in hand as a reference",
      run: () => {
        const tile = entryInHand()?.tile;
        if (tile?.kind === "asset" && tile.asset.fileId)
          router.push(referencePath(workspaceId, tile.asset.fileId));
      },
    },
    {
      keys: "d",
      label: "Download the result in hand",
      run: () => {
        const entry = entryInHand();
        if (entry?.tile.kind === "asset")
          void saving(download(assetPath(entry.generation, entry.tile.asset.position, true)));
      },
    },
    {
      keys: "shift+c",
      label: "Copy the picture in hand",
      run: () => {
        const entry = entryInHand();
        if (entry?.tile.kind === "asset" && assetKind(entry.tile.asset) === "image")
          void copying(assetPath(entry.generation, entry.tile.asset.position));
      },
    },
    {
      keys: "e",
      label: "Open or close the stack in hand",
      run: () => {
        const entry = entryInHand();
        if (entry && entry.count > 1) onToggleStack(entry.generation.id);
      },
    },
    {
      keys: "mod+a",
      label: "Select everything loaded",
      run: () => onSelect(new Set(layout.places.keys())),
    },
  ]);

  const currentDay = seen.day ?? groups[0]?.day ?? null;
  const tiles = isLaidOut
    ? laidOutTiles(layout, rowsToDraw(seen, layout, tabStop), originPixels)
    : flowingTiles(groups, rowHeightPixels);

  return (
    <>
      <div
        ref={bar}
        className="sticky top-0 z-20 flex min-h-11 items-center gap-2 bg-canvas px-4 max-md:flex-wrap max-md:gap-y-1 max-md:px-3 max-md:py-1.5"
      >
        <h2 className="min-w-0 shrink truncate text-13 font-medium text-text max-md:order-2 max-md:grow">
          {currentDay ? groupLabel(currentDay, today) : title}
        </h2>
        {controls}
        {waitingCount > 0 || (hasNewer && isDown) ? (
          <button
            type="button"
            onClick={() => {
              anchor.current = null;
              onTop();
              if (scroller.current) scroller.current.scrollTop = 0;
            }}
            className="absolute top-full left-1/2 mt-2 inline-flex h-8 -translate-x-1/2 animate-enter items-center gap-1.5 rounded-full bg-text px-3 text-12 font-medium text-canvas shadow-float tabular touch:h-11"
          >
            <ArrowUp size={14} aria-hidden="true" />
            {waitingCount > 0 ? `${waitingCount} new` : "To the newest"}
          </button>
        ) : null}
        <output className="sr-only">
          {waitingCount > 0 ? `${waitingCount} new ${waitingCount === 1 ? "result" : "results"} above` : ""}
        </output>
      </div>
      {rail ? (
        <div className="sticky top-11 z-10 h-0 max-md:hidden">
          {/* As high as what scrolls under the two bars. */}
          <div className="relative ml-auto h-[calc(100dvh-5.5rem)] w-9">{rail(currentDay)}</div>
        </div>
      ) : null}
      {below}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- The links' own events, heard once for thousands of them. */}
      <ul
        ref={measure}
        aria-label="Results"
        aria-busy={isLoading}
        className={classNames("relative ml-1 mr-1", rail && "md:mr-9", !isLaidOut && "flex flex-wrap gap-1")}
        // The browser's own anchoring would add its correction to ours.
        style={{ height: isLaidOut ? originPixels + layout.heightPixels : undefined, overflowAnchor: "none" }}
        onKeyDown={onKeyDown}
        onBlur={(event) => {
          // A tile that is taken away loses the focus without anybody having left.
          if (event.target.isConnected) hasFocus.current = event.currentTarget.contains(event.relatedTarget);
        }}
        onFocus={(event) => {
          hasFocus.current = true;
          const key = keyOf(event.target);
          if (!key) return;
          isByKeys.current = true;
          setActiveKey(key);
          setHandKey(key);
        }}
        onPointerMove={(event: PointerEvent<HTMLUListElement>) => {
          const at = `${event.clientX} ${event.clientY}`;
          // The browser tells of a move as well when only the page has moved.
          const hasMoved = at !== pointerAt.current;
          pointerAt.current = at;
          if (event.pointerType === "touch" || !hasMoved || !isByKeys.current) return;
          isByKeys.current = false;
          setHandKey(keyOf(event.target));
        }}
        onWheel={() => {
          isByKeys.current = false;
        }}
        onPointerOver={(event: PointerEvent<HTMLUListElement>) => {
          if (event.pointerType === "touch" || isByKeys.current) return;
          setHandKey(keyOf(event.target));
          if (!dragResult) void prepareDrag();
        }}
        onPointerLeave={() => {
          if (!isByKeys.current) setHandKey(null);
        }}
        onDragStart={(event) => {
          const key = keyOf(event.target) ?? handKey;
          const entry = entryOf(key);
          if (!key || entry?.tile.kind !== "asset") return event.preventDefault();
          dragResult?.(event.dataTransfer, entry.generation, entry.tile.asset);
          event.dataTransfer.setData("application/x-easel-assets", key);
          return undefined;
        }}
        onDragOver={(event) => {
          if (onMove && event.dataTransfer.types.includes("application/x-easel-assets"))
            event.preventDefault();
        }}
        onDrop={(event) => {
          const key = event.dataTransfer.getData("application/x-easel-assets");
          const before = keyOf(event.target);
          if (!onMove || !key || key === before) return;
          event.preventDefault();
          onMove(
            selected.has(key) ? [...layout.places.keys()].filter((other) => selected.has(other)) : [key],
            before,
          );
        }}
        // Before the link itself hears of it, which would open the result.
        onClickCapture={(event) => {
          const key = keyOf(event.target);
          if (!(event.target instanceof Element) || !key) return;
          if (event.target.closest("[data-entry-stack]")) {
            const entry = entryOf(key);
            if (entry) onToggleStack(entry.generation.id);
            return;
          }
          const isLink = event.target.closest("[data-entry-link]") !== null;
          if (!isLink && !event.target.closest("[data-entry-select]")) return;
          if (isLink && !isSelecting && !event.shiftKey && !event.metaKey && !event.ctrlKey) return;
          event.preventDefault();
          if (event.shiftKey) selectTo(key);
          else toggle(key);
        }}
        onClick={(event) => {
          // With one of these keys a click selects, the first of a selection too.
          if (event.shiftKey || event.metaKey || event.ctrlKey) return;
          if (event.isDefaultPrevented() && isSelecting) return;
          if (!(event.target instanceof Element) || !event.target.closest("[data-entry-link]")) return;
          hasOpened.current = true;
          noteOpening();
        }}
      >
        {tiles.map((item, index) =>
          item.kind === "tile" ? (
            <GalleryTile
              key={item.entry.key}
              entry={item.entry}
              isTabStop={item.entry.key === tabStop}
              // About what a first screen holds.
              isEager={!isLaidOut && index < 6}
              isInHand={item.entry.key === handKey}
              isSelected={selected.has(item.entry.key)}
              isSelecting={isSelecting}
              {...item.box}
              flow={item.flow}
            />
          ) : (
            // Only drawn: each result's own name says enough, and a list holds nothing but its items.
            <li
              key={item.key}
              aria-hidden="true"
              className="flex items-end px-3 pb-2 text-13 font-medium text-text"
              style={item.style}
            >
              {item.day === null ? null : groupLabel(item.day, today)}
            </li>
          ),
        )}
      </ul>
    </>
  );
}

const noBox: TileBox = { topPixels: 0, leftPixels: 0, widthPixels: 0, heightPixels: 0 };

const groupLabel = (day: string, today: string) =>
  day.length === 7 ? monthLabel(day) : dayLabel(day, today);

type WallItem =
  | { kind: "tile"; entry: GalleryEntry; box: TileBox; flow: string | null }
  | { kind: "header"; key: string; day: string | null; style: React.CSSProperties };

/** Before the width is known: the flex box that `justifiedRows` describes. */
function flowingTiles(groups: readonly DayGroup[], rowHeightPixels: number): WallItem[] {
  const height = `min(${rowHeightPixels}px, ${widestShare * 100}vw)`;
  return groups.flatMap(({ day, entries }, index): WallItem[] => [
    ...(index === 0
      ? []
      : [
          {
            kind: "header" as const,
            key: `day:${day}`,
            day,
            style: { flex: "0 0 100%", height: dayHeaderPixels },
          },
        ]),
    ...entries.map((entry) => ({
      kind: "tile" as const,
      entry,
      box: noBox,
      flow: `${entry.tile.aspect} 1 calc(${entry.tile.aspect} * ${height})`,
    })),
    // Takes what is left of a day's last row; the margin makes up for the gap before it.
    {
      kind: "header" as const,
      key: `rest:${day}`,
      day: null,
      style: { flexGrow: 1_000_000, marginLeft: -galleryGapPixels, height: 0, padding: 0 },
    },
  ]);
}

/** The rows near the window and the tab stop's own, as tiles at their places. */
function laidOutTiles(layout: GalleryLayout, rows: readonly number[], originPixels: number): WallItem[] {
  return rows.flatMap((index): WallItem[] => {
    const row = layout.rows[index];
    if (!row) return [];
    if (row.kind === "day")
      return [
        {
          kind: "header",
          key: `day:${row.day}`,
          day: row.day,
          style: {
            position: "absolute",
            top: originPixels + row.topPixels,
            height: row.heightPixels,
            left: 0,
            right: 0,
          },
        },
      ];
    return row.tiles.map(({ entry, leftPixels, widthPixels }) => ({
      kind: "tile",
      entry,
      box: {
        topPixels: originPixels + row.topPixels,
        leftPixels,
        widthPixels,
        heightPixels: row.heightPixels,
      },
      flow: null,
    }));
  });
}

/** The rows near the window, and the tab stop's own wherever it is, so that the keyboard never loses its place. */
function rowsToDraw({ first, last }: Seen, layout: GalleryLayout, tabStop: string | null): number[] {
  const end = Math.min(last, layout.rows.length - 1);
  const rows = Array.from({ length: Math.max(0, end - first + 1) }, (_, index) => first + index);
  const own = tabStop === null ? undefined : layout.places.get(tabStop)?.row;
  return own === undefined || (own >= first && own <= end) ? rows : [...rows, own].toSorted((a, b) => a - b);
}

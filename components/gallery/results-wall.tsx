"use client";

import { ArrowUp } from "lucide-react";
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
import { referencePath, settingsPath } from "@/components/viewers/generation-paths";
import { download } from "@/lib/browser/download";
import { assetPath } from "@/lib/browser/queries";
import { useShortcuts } from "@/lib/browser/shortcuts";
import { dayLabel } from "@/lib/domain/calendar-days";
import type { Generation } from "@/lib/domain/generation";
import {
  type DayGroup,
  dayGroups,
  dayHeaderPixels,
  type GalleryEntry,
  type GalleryLayout,
  type GalleryStep,
  galleryGapPixels,
  galleryLayout,
  heldBack,
  rowIndexAt,
  tileBeside,
} from "./gallery-layout";
import { GalleryTile } from "./gallery-tile";
import {
  isReturning,
  keepPlace,
  keptPlace,
  noteOpening,
  type WallAnchor,
  type WallPlace,
} from "./wall-place";

interface ResultsWallProps {
  workspaceId: string;
  generations: readonly Generation[];
  timeZone: string;
  /** Today in the viewer's time zone. */
  today: string;
  rowHeightPixels: number;
  pageCount: number;
  hasMore: boolean;
  onNearEnd: () => void;
  /** Stands in the bar that stays in sight, beside the day that is looked at. */
  controls: React.ReactNode;
}

/** The bar that stays in sight over the wall. */
const coveredPixels = 44;
/** Further down than this, arrivals wait. */
const downPixels = 60;
/** A phone gets at least two squares a row whatever height was chosen; the style below says the same to the browser. */
const widestShare = 0.38;

/** Heights of what is seen that are kept ready above and below it. */
const spareHeights = 0.75;

interface Seen {
  first: number;
  last: number;
  dayRow: number;
}

const steps: Record<string, GalleryStep> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
  Home: "first",
  End: "last",
};

/**
 * Every result, newest first, in rows from edge to edge. The first paint is laid out by the browser's own flex box, at
 * any width and before any script; then only the rows near the window are kept, at the very same places.
 */
export function ResultsWall({
  workspaceId,
  generations,
  timeZone,
  today,
  rowHeightPixels,
  pageCount,
  hasMore,
  onNearEnd,
  controls,
}: ResultsWallProps) {
  const router = useRouter();
  const list = useRef<HTMLUListElement>(null);
  /** The page's main, which is what scrolls. */
  const scroller = useRef<HTMLElement>(null);
  const anchor = useRef<WallAnchor | null>(null);
  const pending = useRef<WallPlace | null>(null);
  const hovered = useRef<string | null>(null);
  const hasOpened = useRef(false);
  const [box, setBox] = useState<{ widthPixels: number; topPixels: number; windowWidth: number } | null>(
    null,
  );
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const [newestId, setNewestId] = useState<string | null>(null);
  const [seen, setSeen] = useState<Seen>({ first: 0, last: 0, dayRow: 0 });

  const { shown, waitingCount } = useMemo(() => heldBack(generations, newestId), [generations, newestId]);
  const groups = useMemo(() => dayGroups(shown, timeZone), [shown, timeZone]);
  const layout = useMemo<GalleryLayout>(
    () =>
      galleryLayout(groups, {
        widthPixels: box?.widthPixels ?? 0,
        rowHeightPixels: Math.min(rowHeightPixels, (box?.windowWidth ?? 0) * widestShare),
      }),
    [groups, box, rowHeightPixels],
  );
  const entries = useMemo(() => groups.flatMap((group) => group.entries), [groups]);
  const isLaidOut = layout.rows.length > 0;

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
    return () => observer.disconnect();
  }, []);

  const keep = useEffectEvent(() => {
    // A place not reached yet is still the place to come back to.
    if (pending.current) return keepPlace(workspaceId, pending.current);
    return keepPlace(workspaceId, {
      anchor: anchor.current,
      activeKey,
      pageCount,
      hasOpened: hasOpened.current,
    });
  });

  /** Notes which rows are near the window. Every place is known in figures, so no row is ever measured. */
  const look = useEffectEvent(() => {
    const main = scroller.current;
    if (!box || !main) return;
    const top = main.scrollTop - box.topPixels;
    const next = {
      first: Math.max(0, rowIndexAt(layout, top - main.clientHeight * spareHeights)),
      last: rowIndexAt(layout, top + main.clientHeight * (1 + spareHeights)),
      dayRow: Math.max(0, rowIndexAt(layout, top + coveredPixels)),
    };
    setSeen((last) =>
      last.first === next.first && last.last === next.last && last.dayRow === next.dayRow ? last : next,
    );
  });

  const onScroll = useEffectEvent(() => {
    const main = scroller.current;
    if (!box || !main || !isLaidOut) return;
    look();
    const isDown = main.scrollTop > downPixels;
    if (isDown && newestId === null) setNewestId(generations[0]?.id ?? null);
    if (!isDown && newestId !== null) setNewestId(null);
    if (pending.current) return;
    const offset = main.scrollTop + coveredPixels - box.topPixels;
    const tiles = layout.rows
      .slice(Math.max(0, rowIndexAt(layout, offset)))
      .find((row) => row.kind === "tiles");
    const first = tiles?.kind === "tiles" ? tiles.tiles[0] : undefined;
    anchor.current =
      isDown && tiles && first ? { key: first.entry.key, offsetPixels: offset - tiles.topPixels } : null;
  });

  // A layout effect, because the place must be known before the first frame, and kept before the next page scrolls.
  useLayoutEffect(() => {
    const kept = keptPlace(workspaceId);
    // Asked in any case, because the answer is about this view of the wall only.
    const isBack = isReturning();
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
  }, [workspaceId]);

  const settle = useEffectEvent(() => {
    const main = scroller.current;
    if (!box || !main || !isLaidOut) return;
    const held = anchor.current;
    const place = held ? layout.places.get(held.key) : undefined;
    const row = place ? layout.rows[place.row] : undefined;
    let isThere = held === null;
    if (held && row) {
      const top = box.topPixels + row.topPixels + held.offsetPixels - coveredPixels;
      if (Math.abs(main.scrollTop - top) > 1) main.scrollTop = top;
      // A wall that is too short yet does not scroll so far.
      isThere = Math.abs(main.scrollTop - top) <= 1;
    }
    look();
    const kept = pending.current;
    if (!kept) return;
    if (!isThere && hasMore && pageCount < kept.pageCount) {
      onNearEnd();
      return;
    }
    pending.current = null;
    if (kept.hasOpened && kept.activeKey) focusTile(kept.activeKey);
  });

  // A layout effect, because what is looked at must not be seen to move when a row above it grows, shrinks or arrives.
  // oxlint-disable-next-line react/set-state-in-effect -- Where the page is scrolled to decides which rows are drawn.
  useLayoutEffect(() => settle(), [layout]);

  // An effect, because the router scrolls to the top after a page is drawn, also when somebody comes back to a place.
  useEffect(() => {
    const frame = requestAnimationFrame(() => settle());
    return () => cancelAnimationFrame(frame);
  }, []);

  const isNearEnd = isLaidOut && hasMore && seen.last >= layout.rows.length - 1;
  const nearEnd = useEffectEvent(onNearEnd);
  // An effect, because asking for the next page is a request, and the rows in sight are its reason.
  useEffect(() => {
    if (isNearEnd) nearEnd();
  }, [isNearEnd, pageCount]);

  const tabStop = activeKey !== null && layout.places.has(activeKey) ? activeKey : (entries[0]?.key ?? null);

  function focusTile(key: string) {
    setActiveKey(key);
    const place = layout.places.get(key);
    const row = place ? layout.rows[place.row] : undefined;
    const main = scroller.current;
    if (box && main && row) {
      const top = box.topPixels + row.topPixels;
      if (top < main.scrollTop + coveredPixels) main.scrollTop = top - coveredPixels - galleryGapPixels;
      else if (top + row.heightPixels > main.scrollTop + main.clientHeight)
        main.scrollTop = top + row.heightPixels + galleryGapPixels - main.clientHeight;
    }
    // After the row is drawn, which a tile far away is only once it is the tab stop.
    requestAnimationFrame(() => {
      list.current
        ?.querySelector<HTMLElement>(`[data-entry="${CSS.escape(key)}"] [data-entry-link]`)
        ?.focus({ preventScroll: true });
    });
  }

  function onKeyDown(event: KeyboardEvent<HTMLUListElement>) {
    if (event.metaKey || event.ctrlKey || event.altKey || event.shiftKey || !tabStop) return;
    const step = steps[event.key];
    if (!step) return;
    // Home and End in a place that is not a tile belong to the page.
    event.preventDefault();
    const next = tileBeside(layout, tabStop, step);
    if (next) focusTile(next);
  }

  function entryInHand(): GalleryEntry | undefined {
    const focused = list.current?.contains(document.activeElement) ? tabStop : null;
    const key = focused ?? hovered.current;
    return entries.find((entry) => entry.key === key);
  }

  useShortcuts("Gallery", [
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
          download(assetPath(entry.generation, entry.tile.asset.position, true));
      },
    },
  ]);

  const currentDay = layout.rows[seen.dayRow]?.day ?? groups[0]?.day ?? null;
  const tiles = isLaidOut
    ? laidOutTiles(layout, rowsToDraw(seen, layout, tabStop))
    : flowingTiles(groups, rowHeightPixels);

  return (
    <>
      <div className="sticky top-0 z-20 flex h-11 items-center gap-3 bg-canvas px-4 max-md:px-3">
        <h2 className="min-w-0 grow truncate text-13 font-medium text-text">
          {currentDay ? dayLabel(currentDay, today) : ""}
        </h2>
        {controls}
        {waitingCount > 0 ? (
          <button
            type="button"
            onClick={() => {
              anchor.current = null;
              setNewestId(null);
              if (scroller.current) scroller.current.scrollTop = 0;
              const first = generations[0];
              if (first) setActiveKey(`${first.id}:0`);
            }}
            className="absolute top-full left-1/2 mt-2 inline-flex h-8 -translate-x-1/2 animate-enter items-center gap-1.5 rounded-full bg-text px-3 text-12 font-medium text-canvas shadow-float tabular touch:h-11"
          >
            <ArrowUp size={14} aria-hidden="true" />
            {waitingCount} new
          </button>
        ) : null}
        <output className="sr-only">
          {waitingCount > 0 ? `${waitingCount} new ${waitingCount === 1 ? "result" : "results"} above` : ""}
        </output>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- The links' own events, heard once for thousands of them. */}
      <ul
        ref={measure}
        aria-label="Results"
        className={isLaidOut ? "relative mx-1" : "relative mx-1 flex flex-wrap gap-1"}
        // The browser's own anchoring would add its correction to ours.
        style={{ height: isLaidOut ? layout.heightPixels : undefined, overflowAnchor: "none" }}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          const key = event.target.closest<HTMLElement>("[data-entry]")?.dataset.entry;
          if (key) setActiveKey(key);
        }}
        onPointerOver={(event: PointerEvent<HTMLUListElement>) => {
          const tile =
            event.target instanceof Element ? event.target.closest<HTMLElement>("[data-entry]") : null;
          hovered.current = tile?.dataset.entry ?? null;
        }}
        onPointerLeave={() => {
          hovered.current = null;
        }}
        onClick={(event) => {
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
              style={item.style}
            />
          ) : (
            // Only drawn: each result's own name says enough, and a list holds nothing but its items.
            <li
              key={item.key}
              aria-hidden="true"
              className="flex items-end px-3 pb-2 text-13 font-medium text-text"
              style={item.style}
            >
              {item.day === null ? null : dayLabel(item.day, today)}
            </li>
          ),
        )}
      </ul>
    </>
  );
}

type WallItem =
  | { kind: "tile"; entry: GalleryEntry; style: React.CSSProperties }
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
      style: {
        flex: `${entry.tile.aspect} 1 calc(${entry.tile.aspect} * ${height})`,
        aspectRatio: entry.tile.aspect,
      },
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
function laidOutTiles(layout: GalleryLayout, rows: readonly number[]): WallItem[] {
  return rows.flatMap((index): WallItem[] => {
    const row = layout.rows[index];
    if (!row) return [];
    const place = { position: "absolute", top: row.topPixels, height: row.heightPixels } as const;
    if (row.kind === "day")
      return [
        {
          kind: "header",
          key: `day:${row.day}`,
          day: row.day,
          style: { ...place, left: 0, right: 0 },
        },
      ];
    return row.tiles.map(({ entry, leftPixels, widthPixels }) => ({
      kind: "tile",
      entry,
      style: { ...place, left: leftPixels, width: widthPixels },
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

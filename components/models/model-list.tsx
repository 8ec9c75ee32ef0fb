"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, startTransition, useEffect, useRef, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { Skeleton } from "@/components/ui/skeleton";
import type { ModelSummary } from "@/lib/domain/model";
import type { ModelResults } from "@/lib/domain/model-result";
import { ModelItem, type ModelView, modelColumns } from "./model-item";

interface ModelListProps {
  workspaceId: string;
  models: readonly ModelSummary[];
  totalCount: number | null;
  favouriteIds: ReadonlySet<string>;
  results: ModelResults;
  view: ModelView;
  /** What the server draws, and the browser until it has measured the list: about a screen of them. */
  drawnUnmeasured: number;
  /** True while older answers stand in for what was just asked. */
  isStandIn: boolean;
  hasMore: boolean;
  isLoadingMore: boolean;
  onNearEnd: () => Promise<unknown>;
}

/** As the style sheet lays it out in this window, in pixels. */
interface Layout {
  columns: number;
  offsetTop: number;
  rowHeight: number;
  gap: number;
}

// Rows before the end at which more are fetched: about two screens of cards.
const nearEndRows = 10;

/** One list of links that draws only what is on the screen. The same grid lays it out on the server and here. */
export function ModelList({
  workspaceId,
  models,
  totalCount,
  favouriteIds,
  results,
  view,
  drawnUnmeasured,
  isStandIn,
  hasMore,
  isLoadingMore,
  onNearEnd,
}: ModelListProps) {
  const list = useRef<HTMLUListElement>(null);
  const focusWanted = useRef<number | null>(null);
  const [layout, setLayout] = useState<Layout | null>(null);
  const columns = layout?.columns ?? 1;
  const rowHeight = (layout?.rowHeight ?? 0) + (layout?.gap ?? 0);
  const rowCount = Math.ceil(models.length / columns);
  const virtualizer = useVirtualizer({
    count: rowCount,
    getScrollElement: () => document.getElementById("main"),
    estimateSize: () => rowHeight,
    overscan: 4,
    scrollMargin: layout?.offsetTop ?? 0,
    enabled: layout !== null,
    // It scrolls to where it believes to be; after Back that is where the shell has already put the page.
    initialOffset: () => document.getElementById("main")?.scrollTop ?? 0,
  });

  // An effect, because how many columns fit is known only to the browser. The same grid has already laid out what is on
  // the screen, so the news may wait for whatever is more urgent: drawn at once, it kept a slow phone busy for 140 ms.
  useEffect(() => {
    const element = list.current;
    const main = document.getElementById("main");
    if (!element || !main) return undefined;
    const measure = () => {
      const style = getComputedStyle(element);
      const next: Layout = {
        columns: style.gridTemplateColumns.split(" ").length,
        rowHeight: Number.parseFloat(style.gridAutoRows),
        gap: Number.parseFloat(style.rowGap) || 0,
        offsetTop: Math.round(
          element.getBoundingClientRect().top - main.getBoundingClientRect().top + main.scrollTop,
        ),
      };
      startTransition(() => setLayout((last) => (last && isSameLayout(last, next) ? last : next)));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    // What stands above it moves it without changing its size.
    if (element.parentElement) observer.observe(element.parentElement);
    return () => observer.disconnect();
  }, [view]);

  // An effect, because a changed height has to be told to the virtualizer, which keeps what it measured.
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);

  const rows = virtualizer.getVirtualItems();
  const firstRow = rows[0];
  const lastRow = rows.at(-1);
  const isNearEnd = layout !== null && hasMore && (lastRow?.index ?? 0) >= rowCount - nearEndRows;
  // An effect, because scrolling happens outside React and asks for more by where it arrives.
  useEffect(() => {
    if (isNearEnd && !isLoadingMore && !isStandIn) void onNearEnd();
  }, [isNearEnd, isLoadingMore, isStandIn, onNearEnd]);

  // An effect, because an item that was scrolled to by the keyboard can take the focus only once it is drawn.
  useEffect(() => {
    if (focusWanted.current === null) return;
    const link = list.current?.querySelector<HTMLElement>(`[data-model-link="${focusWanted.current}"]`);
    if (!link) return;
    focusWanted.current = null;
    link.focus({ preventScroll: true });
  });

  function moveFocus(event: KeyboardEvent<HTMLUListElement>) {
    const from = (event.target as HTMLElement).closest("li")?.querySelector("[data-model-link]");
    if (!(from instanceof HTMLElement) || event.metaKey || event.ctrlKey || event.altKey) return;
    const at = Number(from.dataset.modelLink);
    const to = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      ArrowDown: at + columns,
      ArrowUp: at - columns,
      Home: 0,
      End: models.length - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    if (to < 0 || to >= models.length) return;
    virtualizer.scrollToIndex(Math.floor(to / columns), { align: "auto" });
    const link = list.current?.querySelector<HTMLElement>(`[data-model-link="${to}"]`);
    if (link) link.focus({ preventScroll: true });
    else focusWanted.current = to;
  }

  const from = layout && firstRow ? firstRow.index * columns : 0;
  const to = layout && lastRow ? (lastRow.index + 1) * columns : drawnUnmeasured;
  const margin = layout?.offsetTop ?? 0;
  return (
    <>
      {view === "table" ? (
        <div
          aria-hidden="true"
          className={classNames(modelColumns, "h-7 border-b border-line px-2 text-11 text-muted")}
        >
          <span />
          <span>Name</span>
          <span className="max-lg:hidden">Family</span>
          <span className="max-xl:hidden">Description</span>
          <span className="text-right max-sm:hidden">Usually</span>
          <span className="text-right">One result</span>
          <span />
        </div>
      ) : null}
      <ul
        ref={list}
        aria-label="Models"
        aria-busy={isStandIn}
        onKeyDown={moveFocus}
        className={classNames(
          "grid",
          view === "cards"
            ? "auto-rows-[132px] grid-cols-[repeat(auto-fill,minmax(min(17rem,100%),1fr))] gap-3"
            : "auto-rows-[36px] grid-cols-1 touch:auto-rows-[44px]",
        )}
        style={
          layout && firstRow && lastRow
            ? {
                paddingTop: firstRow.start - margin,
                paddingBottom: Math.max(0, virtualizer.getTotalSize() - (lastRow.end - margin)),
              }
            : undefined
        }
      >
        {models.slice(from, to).map((model, offset) => (
          <ModelItem
            key={model.id}
            workspaceId={workspaceId}
            model={model}
            view={view}
            index={from + offset}
            setSize={totalCount ?? -1}
            isFavourite={favouriteIds.has(model.id)}
            isPriced={layout !== null}
            results={results[model.id]}
          />
        ))}
      </ul>
      {hasMore ? (
        <div aria-hidden="true" className={view === "cards" ? "pt-3" : "flex h-9 items-center px-2"}>
          <Skeleton className={view === "cards" ? "h-33 rounded-tile" : "h-3 w-1/3"} />
        </div>
      ) : null}
    </>
  );
}

function isSameLayout(a: Layout, b: Layout): boolean {
  return (
    a.columns === b.columns && a.offsetTop === b.offsetTop && a.rowHeight === b.rowHeight && a.gap === b.gap
  );
}

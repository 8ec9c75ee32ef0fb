"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import {
  Ban,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  GripVertical,
  LoaderCircle,
  RotateCcw,
  X,
} from "lucide-react";
import Link from "next/link";
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { Cost } from "@/components/ui/cost";
import { IconButton } from "@/components/ui/icon-button";
import { heardElsewhere, useShortcuts } from "@/lib/browser/shortcuts";
import type { Batch, BatchChange, BatchRow } from "@/lib/domain/batch";
import { type RowWords, rowActions, rowWords } from "./batch-words";
import { type Place, placeAfterDrag, placeAfterStep } from "./row-places";

interface BatchRowsProps {
  batch: Batch;
  rows: readonly BatchRow[];
  canMove: boolean;
  onChange: (change: BatchChange) => void;
  onRetry: (row: BatchRow) => void;
}

/** Pixels; the style sheet gives a row as much. Under a finger its parts need two lines. */
const rowHeights = { mouse: 40, touch: 92 } as const;

const icons = {
  neutral: CircleDashed,
  accent: LoaderCircle,
  success: CircleCheck,
  warning: CircleHelp,
  danger: CircleAlert,
} as const;

const tones: Record<RowWords["tone"], string> = {
  neutral: "text-muted",
  accent: "text-accent-text",
  success: "text-success",
  warning: "text-warning",
  danger: "text-danger",
};

function isTouch(): boolean {
  return matchMedia("(pointer: coarse), (width < 40rem)").matches;
}

/** Rows in the order of sending; only what is on the screen is drawn. */
export function BatchRows({ batch, rows, canMove, onChange, onRetry }: BatchRowsProps) {
  const list = useRef<HTMLOListElement>(null);
  const [layout, setLayout] = useState<{ offsetTop: number; rowHeight: number } | null>(null);
  const [drag, setDrag] = useState<{ id: string; startY: number; y: number } | null>(null);
  const [said, setSaid] = useState("");
  const rowHeight = layout?.rowHeight ?? rowHeights.mouse;
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => document.getElementById("main"),
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollMargin: layout?.offsetTop ?? 0,
    enabled: layout !== null,
    initialOffset: () => document.getElementById("main")?.scrollTop ?? 0,
  });

  // An effect, because where the list begins is known only to the browser, and moves with what stands above it.
  useEffect(() => {
    const element = list.current;
    const main = document.getElementById("main");
    if (!element || !main) return undefined;
    const measure = () => {
      const top = element.getBoundingClientRect().top - main.getBoundingClientRect().top + main.scrollTop;
      const next = {
        offsetTop: Math.round(top),
        rowHeight: isTouch() ? rowHeights.touch : rowHeights.mouse,
      };
      setLayout((last) =>
        last?.offsetTop === next.offsetTop && last.rowHeight === next.rowHeight ? last : next,
      );
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(main);
    if (element.parentElement) observer.observe(element.parentElement);
    return () => observer.disconnect();
  }, []);

  // An effect, because the virtualizer keeps what it measured until it is told.
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);

  const waiting = batch.rows.filter(({ state }) => state === "waiting").map(({ id }) => id);

  const shown = rows.map(({ id, state }) => ({ id, isWaiting: state === "waiting" }));

  function move(id: string, place: Place | null) {
    if (!place) return;
    onChange({ change: "move", rowId: id, beforeRowId: place.beforeId });
    setSaid(`Moved to ${place.index + 1} of ${waiting.length} waiting rows.`);
  }

  function onHandleKey(event: KeyboardEvent, id: string) {
    const step = { ArrowUp: -1, ArrowDown: 1, Home: -waiting.length, End: waiting.length }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    move(id, placeAfterStep(waiting, id, step));
  }

  useShortcuts(
    "Rows that can be moved",
    canMove ? heardElsewhere("On a handle: another place", "arrowup", "arrowdown", "home", "end") : [],
  );

  const handleOf = (row: BatchRow) => ({
    onKeyDown: (event: KeyboardEvent) => onHandleKey(event, row.id),
    onPointerDown: (event: PointerEvent<HTMLButtonElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      setDrag({ id: row.id, startY: event.clientY, y: event.clientY });
    },
    onPointerMove: (event: PointerEvent) => {
      if (drag?.id === row.id) setDrag({ ...drag, y: event.clientY });
    },
    onPointerUp: (event: PointerEvent) => {
      // Where it was let go, not where it was drawn last.
      if (drag?.id === row.id)
        move(row.id, placeAfterDrag(shown, row.id, Math.round((event.clientY - drag.startY) / rowHeight)));
      setDrag(null);
    },
    onPointerCancel: () => setDrag(null),
  });

  const drawn = layout ? virtualizer.getVirtualItems() : [];
  if (rows.length === 0) return <p className="px-1 py-8 text-center text-13 text-muted">No such rows.</p>;
  return (
    <>
      <ol
        ref={list}
        aria-label="Rows"
        className="relative rounded-tile bg-panel"
        style={{ height: rows.length * rowHeight }}
      >
        {drawn.map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          const isDragged = drag?.id === row.id;
          const shiftY = item.start - (layout?.offsetTop ?? 0) + (isDragged ? drag.y - drag.startY : 0);
          return (
            <li
              key={row.id}
              aria-setsize={rows.length}
              aria-posinset={item.index + 1}
              className={classNames(
                "absolute inset-x-0 top-0 border-b border-line",
                isDragged && "z-10 rounded-control bg-float shadow-float",
              )}
              style={{ height: rowHeight, transform: `translateY(${shiftY}px)` }}
            >
              <Row
                batch={batch}
                row={row}
                isDragged={isDragged}
                handle={canMove && rowActions(row).canMove ? handleOf(row) : null}
                onChange={onChange}
                onRetry={onRetry}
              />
            </li>
          );
        })}
      </ol>
      <span className="sr-only" aria-live="polite">
        {said}
      </span>
    </>
  );
}

interface RowProps {
  batch: Batch;
  row: BatchRow;
  isDragged: boolean;
  handle: object | null;
  onChange: (change: BatchChange) => void;
  onRetry: (row: BatchRow) => void;
}

function Row({ batch, row, isDragged, handle, onChange, onRetry }: RowProps) {
  const words = rowWords(row);
  const { canCancel, retry } = rowActions(row);
  const Icon = row.state === "cancelled" ? Ban : icons[words.tone];
  const label = (
    <>
      <span className="truncate text-13 text-text">{row.label}</span>
      {row.attempt > 1 ? <span className="shrink-0 text-11 text-muted">try {row.attempt}</span> : null}
    </>
  );
  return (
    <div className="flex h-full items-center gap-2 px-2 touch:flex-wrap touch:content-center touch:gap-y-0 max-sm:flex-wrap max-sm:content-center max-sm:gap-y-0">
      {handle ? (
        <button
          type="button"
          aria-label={`Reorder ${row.label}: arrow keys move it`}
          className={classNames(
            "flex size-7 shrink-0 touch-none items-center justify-center rounded-control text-faint hover:bg-hover hover:text-text touch:size-11",
            isDragged ? "cursor-grabbing" : "cursor-grab",
          )}
          {...handle}
        >
          <GripVertical size={14} aria-hidden="true" />
        </button>
      ) : (
        <Icon
          size={14}
          aria-hidden="true"
          className={classNames(
            "mx-1.75 shrink-0 touch:mx-3.75",
            tones[words.tone],
            row.state === "sending" && "animate-spin motion-reduce:animate-none",
          )}
        />
      )}
      {row.generation ? (
        <Link
          href={`/w/${batch.workspaceId}/gallery/${row.generation.id}`}
          prefetch={false}
          className="flex min-w-0 grow basis-0 items-baseline gap-2 rounded-control hover:underline touch:min-h-11 touch:items-center"
        >
          {label}
        </Link>
      ) : (
        <span className="flex min-w-0 grow basis-0 items-baseline gap-2">{label}</span>
      )}
      <span
        className={classNames(
          "min-w-0 max-w-[45%] truncate text-12 touch:order-last touch:max-w-full touch:basis-full touch:pl-13 max-sm:order-last max-sm:max-w-full max-sm:basis-full max-sm:pointer-fine:pl-9",
          tones[words.tone],
        )}
        title={words.reason ?? undefined}
      >
        {words.text}
        {words.reason ? <span className="text-muted"> · {words.reason}</span> : null}
      </span>
      <Cost
        creativeUnits={row.generation?.chargeCreativeUnits ?? row.estimateCreativeUnits}
        className="w-16 shrink-0 text-right text-12 text-muted"
      />
      <span className="flex w-8 shrink-0 justify-end touch:w-11">
        {batch.isMine && canCancel ? (
          <IconButton
            label={`Cancel ${row.label}`}
            icon={<X size={14} />}
            size="s"
            ignoresDoubleClick
            onClick={() => onChange({ change: "cancel", rowIds: [row.id] })}
          />
        ) : null}
        {batch.isMine && retry ? (
          <IconButton
            label={`${retry}: ${row.label}`}
            icon={<RotateCcw size={14} />}
            size="s"
            ignoresDoubleClick
            onClick={() => onRetry(row)}
          />
        ) : null}
      </span>
    </div>
  );
}

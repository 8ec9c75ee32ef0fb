"use client";

import { useRef } from "react";
import { heardElsewhere, useShortcuts } from "@/lib/browser/shortcuts";

interface ColumnHandleProps {
  label: string;
  widthPixels: number;
  min: number;
  max: number;
  /** 1 where dragging to the right widens the column, -1 where it narrows it. */
  direction: 1 | -1;
  onResize: (widthPixels: number) => void;
  /** The width it was left at. */
  onSettle: (widthPixels: number) => void;
}

// One press of an arrow; enough to see, small enough to aim.
const stepPixels = 16;

/** The edge between two columns: dragged, or moved with the arrows. */
export function ColumnHandle({
  label,
  widthPixels,
  min,
  max,
  direction,
  onResize,
  onSettle,
}: ColumnHandleProps) {
  useShortcuts("Columns", heardElsewhere("On an edge: wider, narrower", "arrowleft", "arrowright"));
  const grip = useRef<{ startX: number; startWidth: number } | null>(null);
  const allowed = (width: number) => Math.round(Math.min(Math.max(width, min), max));
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a separator that can be moved is a widget
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={widthPixels}
      aria-valuemin={min}
      aria-valuemax={max}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the same
      tabIndex={0}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        grip.current = { startX: event.clientX, startWidth: widthPixels };
      }}
      onPointerMove={(event) => {
        if (grip.current)
          onResize(allowed(grip.current.startWidth + direction * (event.clientX - grip.current.startX)));
      }}
      onPointerUp={() => {
        grip.current = null;
        onSettle(widthPixels);
      }}
      onKeyDown={(event) => {
        const by = event.key === "ArrowRight" ? stepPixels : event.key === "ArrowLeft" ? -stepPixels : 0;
        if (by === 0) return;
        event.preventDefault();
        const next = allowed(widthPixels + direction * by);
        onResize(next);
        onSettle(next);
      }}
      className="group relative z-10 -mx-1 hidden w-2 shrink-0 cursor-col-resize touch-none outline-none lg:block"
    >
      <span className="absolute inset-y-0 left-1/2 w-px -translate-x-1/2 bg-line transition-colors group-hover:bg-edge group-focus-visible:w-0.5 group-focus-visible:bg-accent-text" />
    </div>
  );
}

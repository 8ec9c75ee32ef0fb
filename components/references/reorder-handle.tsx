"use client";

import { GripVertical } from "lucide-react";
import type { RefObject } from "react";
import { Tooltip } from "@/components/ui/tooltip";
import { heardElsewhere, useShortcuts } from "@/lib/browser/shortcuts";
import { placeAt } from "./reordered";

interface ReorderHandleProps {
  name: string;
  place: number;
  count: number;
  list: RefObject<HTMLUListElement | null>;
  onMove: (to: number) => void;
}

/** Puts a row before or after another: dragged by pointer or finger, or moved with the arrows. */
export function ReorderHandle({ name, place, count, list, onMove }: ReorderHandleProps) {
  useShortcuts(
    "Rows that can be moved",
    heardElsewhere("On a handle: another place", "arrowup", "arrowdown", "home", "end"),
  );
  return (
    <Tooltip label="Drag, or press ↑ and ↓">
      <button
        type="button"
        aria-label={`Move ${name}, ${place + 1} of ${count}`}
        onKeyDown={(event) => {
          const to = { ArrowUp: place - 1, ArrowDown: place + 1, Home: 0, End: count - 1 }[event.key];
          if (to === undefined) return;
          event.preventDefault();
          onMove(to);
        }}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={(event) => {
          if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
          const own = event.currentTarget.closest("li");
          const others = [...(list.current?.children ?? [])].filter((row) => row !== own);
          const to = placeAt(
            event.clientY,
            others.map((row) => row.getBoundingClientRect()),
          );
          if (to !== place) onMove(to);
        }}
        className="-mx-1 flex w-4 shrink-0 cursor-grab touch-none items-center justify-center self-stretch rounded-control text-muted hover:text-text active:cursor-grabbing touch:w-11"
      >
        <GripVertical size={14} aria-hidden="true" />
      </button>
    </Tooltip>
  );
}

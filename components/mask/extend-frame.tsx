"use client";

import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { classNames } from "@/components/ui/class-names";
import { extendedSize, extensionStepPixels, heldMargins, type MarginSide } from "./extension";
import type { Margins } from "./mask-plane";
import type { Size } from "./mask-view";

interface ExtendFrameProps {
  /** Where the picture lies, in the page's pixels, and how many of those a picture pixel takes. */
  box: { left: number; top: number; scale: number };
  picture: Size;
  margins: Margins;
  onChange: (margins: Margins) => void;
}

interface Handle {
  label: string;
  sides: readonly MarginSide[];
  className: string;
}

const handles: readonly Handle[] = [
  { label: "Left edge", sides: ["left"], className: "top-1/2 left-0 -translate-1/2 cursor-ew-resize" },
  {
    label: "Right edge",
    sides: ["right"],
    className: "top-1/2 right-0 translate-x-1/2 -translate-y-1/2 cursor-ew-resize",
  },
  { label: "Top edge", sides: ["top"], className: "top-0 left-1/2 -translate-1/2 cursor-ns-resize" },
  {
    label: "Bottom edge",
    sides: ["bottom"],
    className: "bottom-0 left-1/2 -translate-x-1/2 translate-y-1/2 cursor-ns-resize",
  },
  {
    label: "Top left corner",
    sides: ["left", "top"],
    className: "top-0 left-0 -translate-1/2 cursor-nwse-resize",
  },
  {
    label: "Top right corner",
    sides: ["right", "top"],
    className: "top-0 right-0 translate-x-1/2 -translate-y-1/2 cursor-nesw-resize",
  },
  {
    label: "Bottom left corner",
    sides: ["left", "bottom"],
    className: "bottom-0 left-0 -translate-x-1/2 translate-y-1/2 cursor-nesw-resize",
  },
  {
    label: "Bottom right corner",
    sides: ["right", "bottom"],
    className: "right-0 bottom-0 translate-1/2 cursor-nwse-resize",
  },
];

// Outwards is more, whichever edge is moved.
const outwards: Record<MarginSide, readonly [number, number]> = {
  left: [-1, 0],
  right: [1, 0],
  top: [0, -1],
  bottom: [0, 1],
};

const keySteps: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The edges of the canvas, to be drawn outwards. */
export function ExtendFrame({ box, picture, margins, onChange }: ExtendFrameProps) {
  const drag = useRef<{ x: number; y: number; margins: Margins } | null>(null);
  const size = extendedSize(picture, margins);

  const moved = (from: Margins, sides: readonly MarginSide[], byX: number, byY: number) => {
    const next = { ...from };
    for (const side of sides) next[side] += byX * outwards[side][0] + byY * outwards[side][1];
    onChange(heldMargins(next, picture));
  };
  const begin = (event: PointerEvent) => {
    event.preventDefault();
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, y: event.clientY, margins };
  };
  const follow = (event: PointerEvent, { sides }: Handle) => {
    const { current } = drag;
    if (!current) return;
    event.stopPropagation();
    moved(
      current.margins,
      sides,
      (event.clientX - current.x) / box.scale,
      (event.clientY - current.y) / box.scale,
    );
  };
  const press = (event: KeyboardEvent, { sides }: Handle) => {
    const step = keySteps[event.key];
    if (!step || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    event.stopPropagation();
    const pixels = extensionStepPixels * (event.shiftKey ? 8 : 1);
    moved(margins, sides, step[0] * pixels, step[1] * pixels);
  };

  return (
    <div
      className="pointer-events-none absolute outline-1 outline-white outline-dashed shadow-[0_0_0_1px_rgb(0_0_0/0.6)]"
      style={{
        left: box.left - margins.left * box.scale,
        top: box.top - margins.top * box.scale,
        width: size.width * box.scale,
        height: size.height * box.scale,
      }}
    >
      {handles.map((handle) => (
        <button
          key={handle.label}
          type="button"
          aria-label={`${handle.label}: ${handle.sides.map((side) => `${side} ${margins[side]} pixels`).join(", ")}`}
          onPointerDown={begin}
          onPointerMove={(event) => follow(event, handle)}
          onPointerUp={() => {
            drag.current = null;
          }}
          onPointerCancel={() => {
            drag.current = null;
          }}
          onKeyDown={(event) => press(event, handle)}
          className={classNames(
            "pointer-events-auto absolute flex size-6 touch-none items-center justify-center touch:size-11",
            handle.className,
          )}
        >
          <span className="size-3 rounded-full border border-black/50 bg-white touch:size-5" />
        </button>
      ))}
    </div>
  );
}

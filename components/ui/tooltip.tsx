"use client";

import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";
import { Kbd } from "./kbd";

export interface TooltipContent {
  label: ReactNode;
  /** Key names as Kbd takes them, such as "mod+k". */
  shortcut?: string;
  side?: "top" | "right" | "bottom" | "left";
}

// One popup serves every trigger on the page: a grid of hundreds of tiles would otherwise mount hundreds of them.
export const tooltipHandle = Base.createHandle<TooltipContent>();

/** Mounted once, in the root layout. */
export function TooltipHost() {
  return (
    <Base.Provider delay={450} closeDelay={0}>
      <Base.Root
        handle={tooltipHandle}
        onOpenChange={(isOpen, details) => {
          // Escape belongs to what the button stands in: one press closes the dialog, not only the hint above it.
          if (!isOpen) details.allowPropagation();
        }}
      >
        {({ payload }) => (
          <Base.Portal>
            <Base.Positioner
              side={payload?.side ?? "top"}
              sideOffset={6}
              collisionPadding={8}
              className="z-50"
            >
              <Base.Popup className="flex max-w-72 items-center gap-2 rounded-control bg-float px-2 py-1 text-12 text-text shadow-float transition-opacity duration-120 data-ending-style:opacity-0 data-instant:transition-none data-starting-style:opacity-0">
                <span>{payload?.label}</span>
                {payload?.shortcut ? <Kbd keys={payload.shortcut} /> : null}
              </Base.Popup>
            </Base.Positioner>
          </Base.Portal>
        )}
      </Base.Root>
    </Base.Provider>
  );
}

interface TooltipProps extends TooltipContent {
  /** A single element that can hold a ref; it keeps its own accessible name. */
  children: ReactElement;
}

export function Tooltip({ children, ...content }: TooltipProps) {
  return <Base.Trigger handle={tooltipHandle} payload={content} delay={450} render={children} />;
}

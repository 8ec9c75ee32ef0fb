"use client";

import { Popover as Base } from "@base-ui/react/popover";
import type { ReactElement, ReactNode } from "react";
import { classNames } from "./class-names";
import { popupClasses } from "./menu";

interface PopoverProps {
  trigger: ReactElement;
  /** What a screen reader calls the panel. */
  label: string;
  children: ReactNode;
  side?: "top" | "right" | "bottom" | "left";
  align?: "start" | "center" | "end";
  className?: string;
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
}

/** A small panel beside its button, for what is neither a list of commands nor worth stopping for. */
export function Popover({
  trigger,
  label,
  children,
  side = "bottom",
  align = "start",
  className,
  ...state
}: PopoverProps) {
  return (
    <Base.Root
      {...(state.isOpen === undefined ? {} : { open: state.isOpen })}
      {...(state.onOpenChange === undefined ? {} : { onOpenChange: state.onOpenChange })}
    >
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={6} collisionPadding={8} className="z-40">
          <Base.Popup
            aria-label={label}
            className={classNames(popupClasses, "max-h-(--available-height) overflow-y-auto", className)}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

"use client";

import { Popover as Base } from "@base-ui/react/popover";
import type { ReactElement, ReactNode } from "react";
import { classNames } from "./class-names";
import { popupClasses } from "./popup-classes";

export interface PopoverProps {
  /** A button element; the panel wires it. */
  trigger: ReactElement<Record<string, unknown>>;
  /** What a screen reader calls the panel. */
  label: string;
  children: ReactNode;
  side?: "top" | "right" | "bottom" | "left";
  align?: "start" | "center" | "end";
  className?: string;
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
}

/** A panel that is open from the start: its script was fetched by the press that opened it. */
export function PopoverRoot({
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
      {...(state.isOpen === undefined ? { defaultOpen: true } : { open: state.isOpen })}
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

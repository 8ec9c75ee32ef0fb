"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { classNames } from "./class-names";
import { IconButton } from "./icon-button";

interface DialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: string;
  description?: ReactNode;
  /** Hides the title's line but keeps its name, for a dialog that is one control, such as the palette. */
  isTitleHidden?: boolean;
  /** Buttons, the one that acts last. */
  actions?: ReactNode;
  size?: "s" | "m" | "l";
  /** Where it hangs: a palette sits above the middle, so that its list can grow downwards. */
  position?: "middle" | "top";
  children?: ReactNode;
}

const widths = { s: "max-w-sm", m: "max-w-lg", l: "max-w-3xl" } as const;

/** A modal question. Load what it holds lazily: it is part of no page's first paint. */
export function Dialog({
  isOpen,
  onOpenChange,
  title,
  description,
  isTitleHidden = false,
  actions,
  size = "m",
  position = "middle",
  children,
}: DialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  const opener = useRef<Element | null>(null);
  return (
    <Base.Root open={isOpen} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-200 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Viewport
          className={classNames(
            "fixed inset-0 z-40 flex justify-center overflow-y-auto p-4",
            position === "middle" ? "items-center" : "items-start pt-[12dvh]",
          )}
        >
          <Base.Popup
            ref={popup}
            data-modal
            // The first field, or else the dialog itself: never its Close button, whose hint would cover the title.
            initialFocus={() => {
              if (!popup.current?.contains(document.activeElement)) opener.current = document.activeElement;
              return (
                popup.current?.querySelector<HTMLElement>("input, textarea, select, [data-autofocus]") ??
                popup.current
              );
            }}
            finalFocus={() => {
              const from = opener.current;
              if (!(from instanceof HTMLElement) || from === document.body || from.tabIndex >= 0) return true;
              // A page's part or a window that had the keys itself: the library would go on to the first control in it.
              queueMicrotask(() => from.focus({ preventScroll: true }));
              return false;
            }}
            className={classNames(
              "flex max-h-full w-full flex-col overflow-hidden rounded-dialog bg-float shadow-float transition-[opacity,transform] duration-200 outline-none data-ending-style:scale-[0.98] data-ending-style:opacity-0 data-starting-style:scale-[0.98] data-starting-style:opacity-0",
              widths[size],
            )}
          >
            <div className={isTitleHidden ? "sr-only" : "flex items-start justify-between gap-4 p-4 pb-2"}>
              <div className="flex flex-col gap-1">
                <Base.Title className="text-16 font-semibold">{title}</Base.Title>
                {description ? (
                  <Base.Description className="text-13 text-muted">{description}</Base.Description>
                ) : null}
              </div>
              {isTitleHidden ? null : (
                <Base.Close
                  render={<IconButton label="Close" shortcut="escape" icon={<X size={16} />} size="s" />}
                />
              )}
            </div>
            <div className={classNames("min-h-0 overflow-y-auto", !isTitleHidden && "px-4 pb-4")}>
              {children}
            </div>
            {actions ? (
              <div className="flex justify-end gap-2 border-t border-line px-4 py-3">{actions}</div>
            ) : null}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

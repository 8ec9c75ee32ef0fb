"use client";

import { lazy, Suspense, useEffect } from "react";
import type { PopoverProps } from "./popover-root";
import { useLazyPopup } from "./use-lazy-popup";

const loadRoot = () => import("./popover-root");

const PopoverRoot = lazy(() => loadRoot().then((module) => ({ default: module.PopoverRoot })));

/** A small panel beside its button, for what is neither a list of commands nor worth stopping for. */
export function Popover(props: PopoverProps) {
  const { isWanted, closedTrigger } = useLazyPopup(props.trigger, "dialog", loadRoot);
  const { onOpenChange } = props;
  // An effect, because an owner that keeps the state learns of the opening press only here, once the panel can be drawn.
  useEffect(() => {
    if (isWanted) onOpenChange?.(true);
    // The press that fetched the script, and no later one: those the panel tells itself.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [isWanted]);
  if (!isWanted && props.isOpen !== true) return closedTrigger;
  return (
    <Suspense fallback={closedTrigger}>
      <PopoverRoot {...props} />
    </Suspense>
  );
}

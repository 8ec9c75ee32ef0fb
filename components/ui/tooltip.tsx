"use client";

import { cloneElement, type ReactElement, useEffect, useLayoutEffect, useRef, useState } from "react";
import { Kbd } from "./kbd";

type Side = "top" | "right" | "bottom" | "left";

export interface TooltipContent {
  label: string;
  /** Key names as Kbd takes them, such as "mod+k". */
  shortcut?: string;
  side?: Side;
}

/** What makes an element show a tooltip: plain attributes, so that a grid of hundreds of buttons pays nothing for them. */
export function tooltipAttributes({
  label,
  shortcut,
  side,
}: TooltipContent): Record<string, string | undefined> {
  return { "data-tooltip": label, "data-tooltip-keys": shortcut, "data-tooltip-side": side };
}

interface TooltipProps extends TooltipContent {
  /** A single element that passes its attributes on; it keeps its own accessible name. */
  children: ReactElement<Record<string, unknown>>;
}

export function Tooltip({ children, ...content }: TooltipProps) {
  return cloneElement(children, tooltipAttributes(content));
}

interface Shown extends TooltipContent {
  side: Side;
  anchor: Element;
}

const openDelayMs = 450;
// Moving along a toolbar, the next hint comes at once.
const groupMs = 300;
const gapPixels = 6;
const marginPixels = 8;

const isSide = (text: string | undefined): text is Side =>
  text === "top" || text === "right" || text === "bottom" || text === "left";

function contentOf(anchor: HTMLElement): Shown | null {
  const { tooltip, tooltipKeys, tooltipSide } = anchor.dataset;
  if (!tooltip || !anchor.isConnected) return null;
  return {
    anchor,
    label: tooltip,
    side: isSide(tooltipSide) ? tooltipSide : "top",
    ...(tooltipKeys ? { shortcut: tooltipKeys } : {}),
  };
}

/** Where the popup goes: on its side, or the opposite one where that has no room, and inside the window. */
export function placeTooltip(
  anchor: Pick<DOMRect, "left" | "top" | "right" | "bottom" | "width" | "height">,
  popup: { width: number; height: number },
  wanted: Side,
  window: { width: number; height: number },
): { left: number; top: number } {
  const room: Record<Side, boolean> = {
    top: anchor.top - gapPixels - popup.height >= marginPixels,
    bottom: anchor.bottom + gapPixels + popup.height <= window.height - marginPixels,
    left: anchor.left - gapPixels - popup.width >= marginPixels,
    right: anchor.right + gapPixels + popup.width <= window.width - marginPixels,
  };
  const opposite: Record<Side, Side> = { top: "bottom", bottom: "top", left: "right", right: "left" };
  const side = !room[wanted] && room[opposite[wanted]] ? opposite[wanted] : wanted;
  const centred = {
    left: anchor.left + anchor.width / 2 - popup.width / 2,
    top: anchor.top + anchor.height / 2 - popup.height / 2,
  };
  const at = {
    top: { left: centred.left, top: anchor.top - gapPixels - popup.height },
    bottom: { left: centred.left, top: anchor.bottom + gapPixels },
    left: { left: anchor.left - gapPixels - popup.width, top: centred.top },
    right: { left: anchor.right + gapPixels, top: centred.top },
  }[side];
  const within = (value: number, size: number, whole: number) =>
    Math.max(marginPixels, Math.min(value, whole - size - marginPixels));
  return {
    left: Math.round(within(at.left, popup.width, window.width)),
    top: Math.round(within(at.top, popup.height, window.height)),
  };
}

/** The one tooltip of the page; mounted once, in the root layout. */
export function TooltipHost() {
  const [shown, setShown] = useState<Shown | null>(null);
  const popup = useRef<HTMLDivElement>(null);

  // An effect, because one set of listeners on the document serves every element that carries the attributes.
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let anchor: Element | null = null;
    let closedAtMs = Number.NEGATIVE_INFINITY;
    const anchorOf = (target: EventTarget | null) =>
      target instanceof Element ? target.closest<HTMLElement>("[data-tooltip]") : null;
    const close = () => {
      clearTimeout(timer);
      if (anchor) closedAtMs = performance.now();
      anchor = null;
      setShown(null);
    };
    const open = (element: HTMLElement, delayMs: number) => {
      clearTimeout(timer);
      anchor = element;
      timer = setTimeout(() => setShown(contentOf(element)), delayMs);
    };
    const onOver = (event: PointerEvent) => {
      if (event.pointerType !== "mouse" || event.buttons !== 0) return;
      const element = anchorOf(event.target);
      if (element === anchor) return;
      close();
      if (element) open(element, performance.now() - closedAtMs < groupMs ? 0 : openDelayMs);
    };
    const onFocus = (event: FocusEvent) => {
      const element = anchorOf(event.target);
      // What has the focus may be a field inside what the hint is about.
      if (element && event.target instanceof Element && event.target.matches(":focus-visible"))
        open(element, openDelayMs);
    };
    const listeners = [
      ["pointerover", onOver],
      ["focusin", onFocus],
      ["focusout", close],
      ["pointerdown", close],
      ["keydown", close],
      ["scroll", close],
      ["blur", close],
    ] as const;
    for (const [type, listener] of listeners)
      window.addEventListener(type, listener as EventListener, { capture: true, passive: true });
    return () => {
      clearTimeout(timer);
      for (const [type, listener] of listeners)
        window.removeEventListener(type, listener as EventListener, { capture: true });
    };
  }, []);

  // A layout effect, because the popup's place depends on its size, and should be right before it is painted.
  useLayoutEffect(() => {
    const element = popup.current;
    if (!shown || !element) return;
    const place = placeTooltip(
      shown.anchor.getBoundingClientRect(),
      element.getBoundingClientRect(),
      shown.side,
      {
        width: window.innerWidth,
        height: window.innerHeight,
      },
    );
    element.style.transform = `translate(${place.left}px, ${place.top}px)`;
  }, [shown]);

  if (!shown) return null;
  return (
    <div
      ref={popup}
      // The element's own name and description already say this to a screen reader.
      aria-hidden="true"
      className="pointer-events-none fixed top-0 left-0 z-60 flex w-max max-w-72 items-center gap-2 rounded-control bg-float px-2 py-1 text-12 text-text shadow-float"
    >
      <span>{shown.label}</span>
      {shown.shortcut ? <Kbd keys={shown.shortcut} /> : null}
    </div>
  );
}

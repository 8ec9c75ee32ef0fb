"use client";

import { type PointerEvent, type ReactNode, type RefObject, useEffect, useEffectEvent, useRef } from "react";
import { classNames } from "@/components/ui/class-names";
import { useShortcuts } from "@/lib/browser/shortcuts";
import { boundsOf, pannedBy, trueSizeToggled, type Zoom, type ZoomBounds, zoomedAt, zoomKeys } from "./zoom";

interface ZoomFrameProps {
  frame: RefObject<HTMLDivElement | null>;
  /** Of the picture it frames. */
  widthPixels: number;
  heightPixels: number;
  zoom: Zoom;
  onZoom: (next: (last: Zoom) => Zoom) => void;
  /** The keys of the page zoom and move this one. */
  hasKeys: boolean;
  className?: string;
  children: ReactNode;
}

/** How a picture of these pixels lies in the frame as it stands now. */
export function boundsIn(frame: HTMLElement | null, widthPixels: number, heightPixels: number): ZoomBounds {
  const box = frame?.getBoundingClientRect();
  return boundsOf(
    { width: box?.width || 1, height: box?.height || 1 },
    { width: widthPixels, height: heightPixels },
  );
}

/** Where pictures are looked at: the wheel, a pinch or a double click goes closer, dragging moves. */
export function ZoomFrame({
  frame,
  widthPixels,
  heightPixels,
  zoom,
  onZoom,
  hasKeys,
  className,
  children,
}: ZoomFrameProps) {
  const pointers = useRef(new Map<number, { x: number; y: number }>());
  const boundsNow = () => boundsIn(frame.current, widthPixels, heightPixels);

  useShortcuts(
    "Picture",
    hasKeys
      ? zoomKeys.map(({ change, ...key }) => ({
          ...key,
          run: () => {
            const bounds = boundsNow();
            onZoom((last) => change(last, bounds));
          },
        }))
      : [],
  );

  function fromMiddle(clientX: number, clientY: number) {
    const box = frame.current?.getBoundingClientRect();
    if (!box) return { x: 0, y: 0 };
    return { x: clientX - box.left - box.width / 2, y: clientY - box.top - box.height / 2 };
  }

  const onWheel = useEffectEvent((event: WheelEvent) => {
    event.preventDefault();
    const point = fromMiddle(event.clientX, event.clientY);
    const step = Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002));
    const bounds = boundsNow();
    onZoom((last) => zoomedAt(last, last.scale * step, point.x, point.y, bounds));
  });
  // An effect, because React's wheel listener is passive and the page would scroll too.
  useEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    const wheel = (event: WheelEvent) => onWheel(event);
    element.addEventListener("wheel", wheel, { passive: false });
    return () => element.removeEventListener("wheel", wheel);
  }, [frame]);

  function onPointerMove(event: PointerEvent<HTMLDivElement>) {
    const before = pointers.current.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...pointers.current.entries()].find(([id]) => id !== event.pointerId)?.[1];
    pointers.current.set(event.pointerId, now);
    const bounds = boundsNow();
    if (!other) return onZoom((last) => pannedBy(last, now.x - before.x, now.y - before.y, bounds));
    const distance = (point: { x: number; y: number }) =>
      Math.hypot(point.x - other.x, point.y - other.y) || 1;
    const middle = fromMiddle((now.x + other.x) / 2, (now.y + other.y) / 2);
    onZoom((last) =>
      zoomedAt(last, (last.scale * distance(now)) / distance(before), middle.x, middle.y, bounds),
    );
  }

  return (
    <div
      ref={frame}
      style={{ containerType: "size" }}
      className={classNames(
        "relative flex size-full touch-none items-center justify-center overflow-hidden select-none",
        zoom.scale > 1.001 ? "cursor-grab active:cursor-grabbing" : "cursor-zoom-in",
        className,
      )}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
      }}
      onPointerMove={onPointerMove}
      onPointerUp={(event) => pointers.current.delete(event.pointerId)}
      onPointerCancel={(event) => pointers.current.delete(event.pointerId)}
      onDoubleClick={(event) => {
        const point = fromMiddle(event.clientX, event.clientY);
        const bounds = boundsNow();
        onZoom((last) => trueSizeToggled(last, point.x, point.y, bounds));
      }}
    >
      {children}
    </div>
  );
}

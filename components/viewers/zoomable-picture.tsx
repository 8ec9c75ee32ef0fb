"use client";

import { type PointerEvent, useEffect, useEffectEvent, useRef, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { BrokenMedia } from "./broken-media";
import { fitted, withinBounds, type Zoom, type ZoomBounds, zoomedAt } from "./zoom";

interface ZoomablePictureProps {
  src: string;
  /** Shown at once while the original is on its way. */
  previewSrc: string | null;
  alt: string;
  widthPixels: number | null;
  heightPixels: number | null;
}

interface Loaded {
  src: string;
  width: number;
  height: number;
}

/** A picture that fits its frame; the wheel, a pinch, a double click or Z goes closer, dragging moves it. */
export function ZoomablePicture({ src, previewSrc, alt, widthPixels, heightPixels }: ZoomablePictureProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState<Zoom>(fitted);
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [brokenSrc, setBrokenSrc] = useState<string | null>(null);
  const pointers = useRef(new Map<number, { x: number; y: number }>());

  const width = loaded?.src === src ? loaded.width : (widthPixels ?? 1024);
  const height = loaded?.src === src ? loaded.height : (heightPixels ?? 1024);

  function boundsNow(): ZoomBounds {
    const box = frame.current?.getBoundingClientRect();
    const frameWidth = box?.width ?? 1;
    const frameHeight = box?.height ?? 1;
    const fit = Math.min(frameWidth / width, frameHeight / height, 1);
    // Four screen pixels a picture pixel: enough to judge an edge, not yet mush.
    return {
      frameWidth,
      frameHeight,
      fitWidth: width * fit,
      fitHeight: height * fit,
      maxScale: Math.max(4 / fit, 4),
    };
  }

  function fromMiddle(clientX: number, clientY: number) {
    const box = frame.current?.getBoundingClientRect();
    if (!box) return { x: 0, y: 0 };
    return { x: clientX - box.left - box.width / 2, y: clientY - box.top - box.height / 2 };
  }

  /** From fitted to one picture pixel a screen pixel, and back. */
  function toggleTrueSize(pointX: number, pointY: number) {
    setZoom((last) => {
      if (last.scale > 1) return fitted;
      const bounds = boundsNow();
      const trueScale = width / bounds.fitWidth;
      return zoomedAt(last, trueScale > 1.05 ? trueScale : 2, pointX, pointY, bounds);
    });
  }

  const onWheel = useEffectEvent((event: WheelEvent) => {
    event.preventDefault();
    const point = fromMiddle(event.clientX, event.clientY);
    const step = Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002));
    const bounds = boundsNow();
    setZoom((last) => zoomedAt(last, last.scale * step, point.x, point.y, bounds));
  });
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== "z" || event.metaKey || event.ctrlKey || event.altKey) return;
    if (
      event.target instanceof HTMLElement &&
      event.target.closest("input,textarea,select,[contenteditable]")
    )
      return;
    toggleTrueSize(0, 0);
  });

  // An effect, because React's wheel listener is passive and the page would scroll too; and because Z is pressed anywhere.
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const wheel = (event: WheelEvent) => onWheel(event);
    const key = (event: KeyboardEvent) => onKey(event);
    element.addEventListener("wheel", wheel, { passive: false });
    window.addEventListener("keydown", key);
    return () => {
      element.removeEventListener("wheel", wheel);
      window.removeEventListener("keydown", key);
    };
  }, []);

  function onPointerMove(event: PointerEvent<HTMLDivElement>) {
    const before = pointers.current.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...pointers.current.entries()].find(([id]) => id !== event.pointerId)?.[1];
    pointers.current.set(event.pointerId, now);
    const bounds = boundsNow();
    if (other) {
      const distance = (point: { x: number; y: number }) =>
        Math.hypot(point.x - other.x, point.y - other.y) || 1;
      const middle = fromMiddle((now.x + other.x) / 2, (now.y + other.y) / 2);
      setZoom((last) =>
        zoomedAt(last, (last.scale * distance(now)) / distance(before), middle.x, middle.y, bounds),
      );
      return;
    }
    setZoom((last) =>
      withinBounds(
        { ...last, xPixels: last.xPixels + now.x - before.x, yPixels: last.yPixels + now.y - before.y },
        bounds,
      ),
    );
  }

  if (brokenSrc === src) return <BrokenMedia noun="picture" />;
  const isClose = zoom.scale > 1;
  const isLoaded = loaded?.src === src;
  return (
    <div
      ref={frame}
      style={{ containerType: "size" }}
      className={classNames(
        "relative flex size-full touch-none items-center justify-center overflow-hidden select-none",
        isClose ? "cursor-grab active:cursor-grabbing" : "cursor-zoom-in",
      )}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
      }}
      onPointerMove={onPointerMove}
      onPointerUp={(event) => pointers.current.delete(event.pointerId)}
      onPointerCancel={(event) => pointers.current.delete(event.pointerId)}
      onDoubleClick={(event) => {
        const point = fromMiddle(event.clientX, event.clientY);
        toggleTrueSize(point.x, point.y);
      }}
    >
      <img
        key={src}
        ref={(image) => {
          // A picture out of the cache, or one that failed before React was there, has fired its event unheard.
          if (!image?.complete) return;
          if (image.naturalWidth === 0 && image.naturalHeight === 0) setBrokenSrc(src);
          else if (image.naturalWidth > 0 && loaded?.src !== src)
            setLoaded({ src, width: image.naturalWidth, height: image.naturalHeight });
        }}
        src={src}
        alt={alt}
        width={width}
        height={height}
        decoding="async"
        draggable={false}
        onLoad={(event) =>
          setLoaded({
            src,
            width: event.currentTarget.naturalWidth,
            height: event.currentTarget.naturalHeight,
          })
        }
        onError={() => setBrokenSrc(src)}
        className={classNames("shrink-0 will-change-transform", isLoaded && "bg-viewer-chequer")}
        style={{
          // As large as the frame allows and never above its own pixels; the frame is measured by the browser.
          width: `min(100cqw, 100cqh * ${width / height}, ${width}px)`,
          height: "auto",
          aspectRatio: `${width} / ${height}`,
          transform: `translate(${zoom.xPixels}px, ${zoom.yPixels}px) scale(${zoom.scale})`,
          imageRendering: zoom.scale > 3 ? "pixelated" : "auto",
          ...(isLoaded || !previewSrc
            ? {}
            : { backgroundImage: `url(${JSON.stringify(previewSrc)})`, backgroundSize: "cover" }),
        }}
      />
    </div>
  );
}

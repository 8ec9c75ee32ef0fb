"use client";

import { type CSSProperties, useRef, useState } from "react";
import { PictureLayer } from "@/components/viewers/picture-layer";
import type { Zoom } from "@/components/viewers/zoom";
import { ZoomFrame } from "@/components/viewers/zoom-frame";
import { shownPath, thumbnailOf } from "@/lib/browser/queries";
import { isHugeAsset, isVectorAsset } from "@/lib/domain/asset";
import type { Compared } from "./compared";

export type PairMode = "slider" | "blink" | "difference";

interface PicturePairProps {
  mode: PairMode;
  first: Compared;
  second: Compared;
  zoom: Zoom;
  onZoom: (next: (last: Zoom) => Zoom) => void;
  /** In the slider, how much of the second is uncovered, from 0 to 1. */
  divide: number;
  onDivide: (divide: number) => void;
  /** While blinking by hand, whether the second is shown; null blinks by itself. */
  showsSecond: boolean | null;
  /** How many times stronger differences are drawn. */
  gain: number;
}

const pixelsOf = ({ asset }: Compared) => ({
  width: asset.widthPixels ?? 1024,
  height: asset.heightPixels ?? 1024,
});

/** Two pictures in one place. The second is drawn at the first's size, so that the same part lies over the same part. */
export function PicturePair({
  mode,
  first,
  second,
  zoom,
  onZoom,
  divide,
  onDivide,
  showsSecond,
  gain,
}: PicturePairProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState(pixelsOf(first));
  const layer = (item: Compared, name: string, isHidden: boolean) => (
    <PictureLayer
      src={shownPath(item.generation, item.asset)}
      previewSrc={thumbnailOf(item.generation, item.asset, 640)}
      alt={name}
      widthPixels={size.width}
      heightPixels={size.height}
      zoom={zoom}
      isVector={isVectorAsset(item.asset)}
      isHidden={isHidden}
      onSize={(width, height) => {
        if (item === first && !isHugeAsset(item.asset) && (width !== size.width || height !== size.height))
          setSize({ width, height });
      }}
    />
  );
  const above: CSSProperties =
    mode === "slider"
      ? { clipPath: `inset(0 0 0 ${divide * 100}%)` }
      : mode === "difference"
        ? { mixBlendMode: "difference" }
        : { opacity: showsSecond === false ? 0 : 1 };
  return (
    <div
      className="relative size-full isolate"
      style={mode === "difference" ? { background: "#000", filter: `brightness(${gain})` } : undefined}
    >
      <ZoomFrame
        frame={frame}
        widthPixels={size.width}
        heightPixels={size.height}
        zoom={zoom}
        onZoom={onZoom}
        hasKeys
      >
        {layer(first, "A", mode === "blink" && showsSecond === true)}
        <div
          style={{ ...above, containerType: "size" }}
          className={`absolute inset-0 flex items-center justify-center ${mode === "blink" && showsSecond === null ? "animate-blink" : ""}`}
        >
          {layer(second, "B", mode === "blink" && showsSecond === false)}
        </div>
      </ZoomFrame>
      {mode === "slider" ? (
        <div
          className="absolute inset-y-0 w-11 -translate-x-1/2 cursor-ew-resize touch-none"
          style={{ left: `${divide * 100}%` }}
          onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={(event) => {
            const box = event.currentTarget.parentElement?.getBoundingClientRect();
            if (!box || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
            onDivide(Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1));
          }}
        >
          <span className="absolute inset-y-0 left-1/2 w-0.5 -translate-x-1/2 bg-white shadow-[0_0_0_1px_rgb(0_0_0/0.5)]" />
          <span className="absolute top-1/2 left-1/2 size-7 -translate-1/2 rounded-full bg-white shadow-[0_0_0_1px_rgb(0_0_0/0.5)]" />
        </div>
      ) : null}
    </div>
  );
}

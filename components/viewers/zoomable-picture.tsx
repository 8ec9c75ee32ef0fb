"use client";

import { Maximize, Minus, Plus } from "lucide-react";
import { type CSSProperties, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { PictureLayer } from "./picture-layer";
import { useFrameSize } from "./use-frame-size";
import { boundsOf, fitted, pixelScale, trueSizeToggled, type Zoom, zoomedAt, zoomStep } from "./zoom";
import { boundsIn, ZoomFrame } from "./zoom-frame";

interface ZoomablePictureProps {
  src: string;
  /** Shown at once while the original is on its way. */
  previewSrc: string | null;
  /** Shown in the original's place where that has more pixels than most browsers can show; null for every other. */
  copySrc: string | null;
  alt: string;
  widthPixels: number | null;
  heightPixels: number | null;
  isVector: boolean;
}

/** A picture that fits its frame and is looked at as closely as its own pixels go. */
export function ZoomablePicture({
  src,
  previewSrc,
  copySrc,
  alt,
  widthPixels,
  heightPixels,
  isVector,
}: ZoomablePictureProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState<Zoom>(fitted);
  const [size, setSize] = useState({ width: widthPixels ?? 1024, height: heightPixels ?? 1024 });
  const frameSize = useFrameSize(frame);
  const [wantsOriginal, setWantsOriginal] = useState(false);

  const boundsNow = () => boundsIn(frame.current, size.width, size.height);
  const toggleTrueSize = () => {
    const bounds = boundsNow();
    setZoom((last) => trueSizeToggled(last, 0, 0, bounds));
  };
  const zoomBy = (factor: number) => {
    const bounds = boundsNow();
    setZoom((last) => zoomedAt(last, last.scale * factor, 0, 0, bounds));
  };

  const pixels = frameSize ? pixelScale(zoom, boundsOf(frameSize, size)) : null;
  const showsCopy = copySrc !== null && !wantsOriginal;
  return (
    <div
      className="relative size-full"
      // Past twice its size every pixel is a square: smoothing would hide what is being judged.
      style={{ "--pixels": pixels !== null && pixels >= 2 ? "pixelated" : "auto" } as CSSProperties}
    >
      <ZoomFrame
        frame={frame}
        widthPixels={size.width}
        heightPixels={size.height}
        zoom={zoom}
        onZoom={setZoom}
        hasKeys
      >
        <PictureLayer
          src={showsCopy ? copySrc : src}
          previewSrc={previewSrc}
          alt={alt}
          widthPixels={size.width}
          heightPixels={size.height}
          zoom={zoom}
          isVector={isVector}
          onSize={(width, height) => {
            if (!showsCopy && (width !== size.width || height !== size.height)) setSize({ width, height });
          }}
        />
      </ZoomFrame>
      {showsCopy ? (
        <div className="absolute inset-x-2 top-2 flex flex-wrap items-center justify-center gap-2 text-12">
          <p className="rounded-control bg-black/70 px-2 py-1 text-white">
            {size.width} × {size.height} pixels are more than most browsers can show; this is a smaller copy.
          </p>
          <Button size="s" onClick={() => setWantsOriginal(true)}>
            Show the original
          </Button>
        </div>
      ) : null}
      <div className="absolute bottom-2 left-2 flex items-center gap-0.5 rounded-control bg-black/55 text-white backdrop-blur-sm">
        <IconButton
          label="Farther"
          shortcut="-"
          size="s"
          variant="overlay"
          className="bg-transparent!"
          icon={<Minus size={14} />}
          onClick={() => zoomBy(1 / zoomStep)}
        />
        <button
          type="button"
          onClick={toggleTrueSize}
          aria-keyshortcuts="Z"
          aria-label={`Zoom, ${pixels === null ? 100 : Math.round(pixels * 100)} percent`}
          className="min-w-12 rounded-control px-1 text-center text-12 tabular hover:bg-black/60 touch:h-11"
        >
          {pixels === null ? "–" : `${Math.round(pixels * 100)} %`}
        </button>
        <IconButton
          label="Closer"
          shortcut="="
          size="s"
          variant="overlay"
          className="bg-transparent!"
          icon={<Plus size={14} />}
          onClick={() => zoomBy(zoomStep)}
        />
        <IconButton
          label="Fit"
          size="s"
          variant="overlay"
          className="bg-transparent!"
          icon={<Maximize size={13} />}
          onClick={() => setZoom(fitted)}
        />
      </div>
    </div>
  );
}

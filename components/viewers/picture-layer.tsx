"use client";

import { type CSSProperties, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { BrokenMedia } from "./broken-media";
import type { Zoom } from "./zoom";

interface PictureLayerProps {
  src: string;
  /** Shown at once while the original is on its way. */
  previewSrc: string | null;
  alt: string;
  widthPixels: number;
  heightPixels: number;
  zoom: Zoom;
  isVector: boolean;
  onSize: (width: number, height: number) => void;
  isHidden?: boolean;
  style?: CSSProperties;
}

/** A picture as large as its frame allows, looked at as `zoom` says. Its frame is a container to the browser. */
export function PictureLayer({
  src,
  previewSrc,
  alt,
  widthPixels,
  heightPixels,
  zoom,
  isVector,
  onSize,
  isHidden = false,
  style,
}: PictureLayerProps) {
  const [loadedSrc, setLoadedSrc] = useState<string | null>(null);
  const [brokenSrc, setBrokenSrc] = useState<string | null>(null);
  if (brokenSrc === src) return <BrokenMedia noun="picture" src={src} />;
  const isLoaded = loadedSrc === src;
  const settle = (image: HTMLImageElement) => {
    if (image.naturalWidth === 0 && image.naturalHeight === 0) return setBrokenSrc(src);
    setLoadedSrc(src);
    if (image.naturalWidth > 0) onSize(image.naturalWidth, image.naturalHeight);
  };
  const aspect = widthPixels / heightPixels;
  return (
    <img
      key={src}
      ref={(image) => {
        // A picture out of the cache, or one that failed before React was there, has fired its event unheard.
        if (image?.complete && !isLoaded) settle(image);
      }}
      src={src}
      alt={alt}
      width={widthPixels}
      height={heightPixels}
      decoding="async"
      draggable={false}
      aria-hidden={isHidden || undefined}
      onLoad={(event) => settle(event.currentTarget)}
      onError={() => setBrokenSrc(src)}
      className={classNames(
        "absolute shrink-0",
        !isVector && "will-change-transform",
        isLoaded && "[[data-ground=chequer]_&]:bg-viewer-chequer",
      )}
      style={{
        // As large as the frame allows and never above its own pixels; the frame is measured by the browser.
        width: `min(100cqw, 100cqh * ${aspect}, ${widthPixels}px)`,
        height: "auto",
        aspectRatio: `${widthPixels} / ${heightPixels}`,
        maxWidth: "none",
        transform: `scale(${zoom.scale}) translate(${(0.5 - zoom.centreX) * 100}%, ${(0.5 - zoom.centreY) * 100}%)`,
        imageRendering:
          zoom.scale > 1.001 && !isVector
            ? ("var(--pixels, auto)" as CSSProperties["imageRendering"])
            : "auto",
        ...(isLoaded || !previewSrc
          ? {}
          : { backgroundImage: `url(${JSON.stringify(previewSrc)})`, backgroundSize: "cover" }),
        ...style,
      }}
    />
  );
}

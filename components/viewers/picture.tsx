"use client";

import { type ReactNode, type SyntheticEvent, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { BrokenMedia } from "./broken-media";

interface PictureProps {
  src: string | null;
  /** The same picture in several widths, where there are. */
  srcSet?: string | undefined;
  /** A path under our own roof: shown where `src` is not to be had, and asked why where it is not either. */
  fallbackSrc?: string;
  /** Stands in the place of one that cannot be shown; else the reason does. */
  instead?: ReactNode;
  alt: string;
  widthPixels: number | null;
  heightPixels: number | null;
  /** Types with transparency get the chequer behind them once they are drawn. */
  contentType: string;
  /** Fetched at once, for what is seen first; others wait until they come near. */
  isEager?: boolean;
  className?: string;
}

const transparentTypes = /png|webp|gif|svg|avif/i;

// A picture that came before React did has fired its events already; its state is read off the element instead.
function settle(image: HTMLImageElement, hasTransparency: boolean, onBroken: () => void) {
  if (!image.complete) return;
  if (image.naturalWidth === 0 && image.naturalHeight === 0) onBroken();
  else if (hasTransparency) image.dataset.loaded = "";
}

/** One picture in the room it is given, with its pixels named so that nothing moves when it arrives. */
export function Picture({
  src: wantedSrc,
  srcSet,
  fallbackSrc = wantedSrc ?? "",
  instead,
  alt,
  widthPixels,
  heightPixels,
  contentType,
  isEager = false,
  className,
}: PictureProps) {
  const [broken, setBroken] = useState<readonly string[]>([]);
  const src = wantedSrc === null || broken.includes(wantedSrc) ? fallbackSrc : wantedSrc;
  if (broken.includes(src) && instead !== undefined) return instead;
  if (broken.includes(src)) return <BrokenMedia noun="picture" src={fallbackSrc} />;
  const setBrokenSrc = (next: string) => setBroken((last) => [...last, next]);
  // Room made for this very picture is filled to its edges; room that was guessed would cut it.
  const isSizeTold = Boolean(widthPixels && heightPixels);
  // The chequer lies behind the whole room: bars of it beside a picture would pass for its transparency.
  const hasTransparency = isSizeTold && transparentTypes.test(contentType);
  return (
    <img
      // An image whose address changes would show the old picture under the new name until the new one arrives.
      key={src}
      ref={(image) => {
        if (image) settle(image, hasTransparency, () => setBrokenSrc(src));
      }}
      // Before the address, which would else be fetched once by itself.
      srcSet={src === wantedSrc ? srcSet : undefined}
      // About a wall's tile. A truer width would change with the window, and each change be another fetch.
      sizes={srcSet === undefined ? undefined : "420px"}
      src={src}
      alt={alt}
      width={widthPixels ?? undefined}
      height={heightPixels ?? undefined}
      loading={isEager ? "eager" : "lazy"}
      fetchPriority={isEager ? "high" : "auto"}
      decoding="async"
      draggable={false}
      onLoad={(event: SyntheticEvent<HTMLImageElement>) =>
        settle(event.currentTarget, hasTransparency, () => undefined)
      }
      onError={() => setBrokenSrc(src)}
      className={classNames(
        "size-full data-loaded:bg-viewer-chequer",
        isSizeTold ? "object-cover" : "object-contain",
        className,
      )}
    />
  );
}

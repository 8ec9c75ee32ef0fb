"use client";

import { Play } from "lucide-react";
import { type PointerEvent, type ReactNode, useRef, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { assetPath } from "@/lib/browser/queries";
import type { Asset } from "@/lib/domain/asset";
import type { AssetOwner } from "./asset-owner";
import { BrokenMedia } from "./broken-media";
import { KindMark } from "./kind-mark";
import { clockWords } from "./time-words";

interface VideoTileProps {
  generation: AssetOwner;
  asset: Asset;
  alt: string;
  children?: ReactNode;
}

/** A silent clip that is scrubbed by moving the pointer across its tile. Nothing but its poster is fetched before. */
export function VideoTile({ generation, asset, alt, children }: VideoTileProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [share, setShare] = useState<number | null>(null);
  const [isBroken, setIsBroken] = useState(false);
  const source = assetPath(generation, asset.position);

  function scrub(event: PointerEvent<HTMLDivElement>) {
    if (event.pointerType === "touch") return;
    const box = event.currentTarget.getBoundingClientRect();
    const next = Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1);
    setShare(next);
    const element = video.current;
    // A seek asked for during a seek only queues work; the pointer's next move asks again.
    if (!element || element.seeking || !Number.isFinite(element.duration)) return;
    element.currentTime = next * element.duration;
  }

  const isScrubbed = share !== null;
  return (
    <div
      className="relative size-full overflow-hidden bg-raised"
      onPointerEnter={scrub}
      onPointerMove={scrub}
      onPointerLeave={() => setShare(null)}
    >
      {isBroken ? (
        <BrokenMedia noun="video" src={source} />
      ) : (
        // Without a source of sound there is nothing to caption; the tile is silent by design.
        <video
          key={isScrubbed || !asset.previewUrl ? "clip" : "poster"}
          ref={(element) => {
            video.current = element;
            // A clip that failed before React was there has fired its event already.
            if (element?.error && element.getAttribute("src")) setIsBroken(true);
          }}
          src={isScrubbed ? source : asset.previewUrl ? undefined : `${source}#t=0.1`}
          poster={asset.previewUrl ?? undefined}
          aria-label={alt}
          muted
          playsInline
          preload={isScrubbed ? "auto" : asset.previewUrl ? "none" : "metadata"}
          width={asset.widthPixels ?? undefined}
          height={asset.heightPixels ?? undefined}
          onError={(event) => {
            if (event.currentTarget.getAttribute("src")) setIsBroken(true);
          }}
          // Room made for this very clip is filled to its edges; room that was guessed would cut it.
          className={classNames(
            "size-full",
            asset.widthPixels && asset.heightPixels ? "object-cover" : "object-contain",
          )}
        />
      )}
      <KindMark>
        <span className="inline-flex items-center gap-1">
          <Play size={10} aria-hidden="true" className="fill-current" />
          {asset.durationSeconds === null ? "Video" : clockWords(asset.durationSeconds)}
        </span>
      </KindMark>
      {children}
      {isScrubbed ? (
        <span
          aria-hidden="true"
          className="pointer-events-none absolute inset-x-0 bottom-0 h-0.5 origin-left bg-white/90"
          style={{ transform: `scaleX(${share})` }}
        />
      ) : null}
    </div>
  );
}

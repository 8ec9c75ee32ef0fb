"use client";

import { AudioLines, Box, FileText, Film, Shapes } from "lucide-react";
import { useState } from "react";
import { thumbnailOf } from "@/lib/browser/queries";
import { type Asset, assetKind } from "@/lib/domain/asset";
import type { Generation } from "@/lib/domain/generation";

interface ThumbnailProps {
  generation: Pick<Generation, "id" | "workspaceId">;
  asset: Asset;
}

const icons = { video: Film, audio: AudioLines, mesh: Box, text: FileText, other: Shapes, image: Shapes };

/** An asset too small for words: its picture, or the sign of its kind. Whoever holds it says what it is. */
export function Thumbnail({ generation, asset }: ThumbnailProps) {
  const kind = assetKind(asset);
  const src = thumbnailOf(generation, asset);
  const [brokenSrc, setBrokenSrc] = useState<string | null>(null);
  const Icon = icons[kind];
  if (!src || src === brokenSrc)
    return (
      <span className="flex size-full items-center justify-center bg-raised text-muted">
        <Icon size={18} strokeWidth={1.5} aria-hidden="true" />
      </span>
    );
  return (
    <>
      <img
        // A picture that failed before React was there has fired its event already.
        ref={(image) => {
          if (image?.complete && image.naturalWidth === 0) setBrokenSrc(src);
        }}
        src={src}
        alt=""
        loading="lazy"
        decoding="async"
        draggable={false}
        onError={() => setBrokenSrc(src)}
        className="size-full object-cover"
      />
      {kind === "image" ? null : (
        <span className="absolute right-1 bottom-1 rounded-control bg-black/60 p-0.5 text-white">
          <Icon size={11} aria-hidden="true" />
        </span>
      )}
    </>
  );
}

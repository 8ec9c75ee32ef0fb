"use client";

import { useState } from "react";
import { resultPicture } from "@/lib/browser/queries";
import type { ModelResult } from "@/lib/domain/model-result";

interface ResultStripProps {
  workspaceId: string;
  results: readonly ModelResult[];
  heightPixels: number;
}

/** A line of pictures at their own shapes, as many as fit; one whose file is gone leaves the line. */
export function ResultStrip({ workspaceId, results, heightPixels }: ResultStripProps) {
  const [gone, setGone] = useState<readonly string[]>([]);
  return (
    <div
      aria-hidden="true"
      className="flex gap-0.5 overflow-hidden rounded-control"
      style={{ height: heightPixels }}
    >
      {results
        .map((result) => ({ ...result, src: resultPicture(workspaceId, result) }))
        .filter(({ src }) => !gone.includes(src))
        .map(({ src, ...size }) => (
          <img
            key={src}
            src={src}
            alt=""
            width={stripWidth(size, heightPixels)}
            height={heightPixels}
            loading="lazy"
            decoding="async"
            draggable={false}
            onError={() => setGone((last) => [...last, src])}
            className="h-full shrink-0 bg-raised object-cover"
          />
        ))}
    </div>
  );
}

/** How wide a picture stands in a line of this height: its own shape, neither a sliver nor the whole line. */
function stripWidth(
  { widthPixels, heightPixels }: Pick<ModelResult, "widthPixels" | "heightPixels">,
  lineHeightPixels: number,
): number {
  const aspect = widthPixels && heightPixels ? widthPixels / heightPixels : 1;
  return Math.round(lineHeightPixels * Math.min(Math.max(aspect, 0.6), 2));
}

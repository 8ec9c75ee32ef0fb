"use client";

import { useState } from "react";
import type { ModelResult } from "@/lib/domain/model-result";

/** A line of pictures at their own shapes, as many as fit; one whose file is gone leaves the line. */
export function ResultStrip({ results, heightPixels }: { results: ModelResult[]; heightPixels: number }) {
  const [gone, setGone] = useState<readonly string[]>([]);
  return (
    <div
      aria-hidden="true"
      className="flex gap-0.5 overflow-hidden rounded-control"
      style={{ height: heightPixels }}
    >
      {results
        .filter(({ url }) => !gone.includes(url))
        .map(({ generationId, position, url, ...size }) => (
          <img
            key={`${generationId}/${position}`}
            src={url}
            alt=""
            width={stripWidth(size, heightPixels)}
            height={heightPixels}
            loading="lazy"
            decoding="async"
            draggable={false}
            onError={() => setGone((last) => [...last, url])}
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

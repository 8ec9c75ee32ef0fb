"use client";

import type { ModelResult } from "@/lib/domain/model-result";
import { useShownResults } from "./use-shown-results";

interface ResultStripProps {
  workspaceId: string;
  results: readonly ModelResult[];
  heightPixels: number;
}

/** A line of pictures at their own shapes, as many as fit. */
export function ResultStrip({ workspaceId, results, heightPixels }: ResultStripProps) {
  const shown = useShownResults(workspaceId, results);
  return (
    <div
      aria-hidden="true"
      className="flex gap-0.5 overflow-hidden rounded-control"
      style={{ height: heightPixels }}
    >
      {shown.map(({ src, picture, ...size }) => (
        <img
          key={src}
          {...picture}
          alt=""
          width={stripWidth(size, heightPixels)}
          height={heightPixels}
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

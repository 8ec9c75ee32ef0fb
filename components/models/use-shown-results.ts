"use client";
import { useState } from "react";
import { resultPicture } from "@/lib/browser/queries";
import type { ModelResult } from "@/lib/domain/model-result";

/** What a model made here, as far as its pictures can be had: one whose file is gone is left out. */
export function useShownResults(workspaceId: string, results: readonly ModelResult[]) {
  const [gone, setGone] = useState<readonly string[]>([]);
  const leave = (src: string) => setGone((last) => (last.includes(src) ? last : [...last, src]));
  const pictureOf = (src: string) => ({
    src,
    loading: "lazy" as const,
    decoding: "async" as const,
    draggable: false,
    // A picture that failed before React was there has fired its event already.
    ref: (image: HTMLImageElement | null) => {
      if (image?.complete && image.naturalWidth === 0) leave(src);
    },
    onError: () => leave(src),
  });
  return results
    .map((result) => ({ ...result, src: resultPicture(workspaceId, result) }))
    .filter(({ src }) => !gone.includes(src))
    .map((result) => ({ ...result, picture: pictureOf(result.src) }));
}

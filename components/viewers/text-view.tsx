"use client";

import { useQuery } from "@tanstack/react-query";
import { assetTextQuery } from "@/lib/browser/asset-text";
import { BrokenMedia } from "./broken-media";

/** A text result to read and to select from. */
export function TextView({ src }: { src: string }) {
  const { data, isError } = useQuery(assetTextQuery(src));
  if (isError) return <BrokenMedia noun="text" src={src} />;
  return (
    <div className="size-full overflow-auto p-6 touch:p-4">
      <div className="mx-auto max-w-2xl rounded-tile bg-panel p-6 text-14 wrap-anywhere whitespace-pre-wrap text-text">
        {data ? data.text : "Loading the text"}
        {data?.isCut ? (
          <p className="mt-4 text-12 text-muted">The rest is in the file; download it to read on.</p>
        ) : null}
      </div>
    </div>
  );
}

"use client";

import Link from "next/link";
import { useState } from "react";
import { generationPath } from "@/components/viewers/generation-paths";
import { resultPicture } from "@/lib/browser/queries";
import type { ModelResult } from "@/lib/domain/model-result";

/** What a model made here, each a way to where it is shown large; one whose file is gone is left out. */
export function ResultGrid({
  workspaceId,
  results,
}: {
  workspaceId: string;
  results: readonly ModelResult[];
}) {
  const [gone, setGone] = useState<readonly string[]>([]);
  return (
    <ul aria-label="Made with it here" className="grid grid-cols-[repeat(auto-fill,minmax(7rem,1fr))] gap-1">
      {results
        .map((result) => ({ ...result, src: resultPicture(workspaceId, result) }))
        .filter(({ src }) => !gone.includes(src))
        .map(({ generationId, position, src, prompt }) => (
          <li key={src}>
            <Link
              href={generationPath({ id: generationId, workspaceId }, position)}
              prefetch={false}
              className="block overflow-hidden rounded-control bg-raised"
            >
              <img
                src={src}
                alt={prompt ?? "A result without a prompt"}
                loading="lazy"
                decoding="async"
                draggable={false}
                onError={() => setGone((last) => [...last, src])}
                className="aspect-square w-full object-cover transition-opacity hover:opacity-85"
              />
            </Link>
          </li>
        ))}
    </ul>
  );
}

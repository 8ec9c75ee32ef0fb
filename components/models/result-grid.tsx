"use client";

import Link from "next/link";
import { useState } from "react";
import { generationPath } from "@/components/viewers/generation-paths";
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
        .filter(({ url }) => !gone.includes(url))
        .map(({ generationId, position, url, prompt }) => (
          <li key={`${generationId}/${position}`}>
            <Link
              href={generationPath({ id: generationId, workspaceId }, position)}
              prefetch={false}
              className="block overflow-hidden rounded-control bg-raised"
            >
              <img
                src={url}
                alt={prompt ?? "A result without a prompt"}
                loading="lazy"
                decoding="async"
                draggable={false}
                onError={() => setGone((last) => [...last, url])}
                className="aspect-square w-full object-cover transition-opacity hover:opacity-85"
              />
            </Link>
          </li>
        ))}
    </ul>
  );
}

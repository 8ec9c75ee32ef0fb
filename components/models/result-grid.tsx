"use client";

import Link from "next/link";
import { generationPath } from "@/components/viewers/generation-paths";
import type { ModelResult } from "@/lib/domain/model-result";
import { useShownResults } from "./use-shown-results";

interface ResultGridProps {
  workspaceId: string;
  results: readonly ModelResult[];
}

/** What a model made here, each a way to where it is shown large. */
export function ResultGrid({ workspaceId, results }: ResultGridProps) {
  const shown = useShownResults(workspaceId, results);
  return (
    <ul aria-label="Made with it here" className="grid grid-cols-[repeat(auto-fill,minmax(7rem,1fr))] gap-1">
      {shown.map(({ generationId, position, src, prompt, picture }) => (
        <li key={src}>
          <Link
            href={generationPath({ id: generationId, workspaceId }, position)}
            prefetch={false}
            className="block overflow-hidden rounded-control bg-raised"
          >
            <img
              {...picture}
              alt={prompt ?? "A result without a prompt"}
              className="aspect-square w-full object-cover transition-opacity hover:opacity-85"
            />
          </Link>
        </li>
      ))}
    </ul>
  );
}

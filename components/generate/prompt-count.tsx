"use client";

import Link from "next/link";
import { useDeferredValue, useMemo } from "react";
import { promptListsOf } from "@/lib/browser/plan-lists";
import { promptListStore, useStored } from "@/lib/browser/plan-store";
import { maxBatchRows } from "@/lib/domain/batch";
import { expandPrompt } from "@/lib/domain/expansion";
import { groupedDigits } from "@/lib/domain/grouped-digits";

interface PromptCountProps {
  workspaceId: string;
  modelId: string;
  prompt: string;
}

/** How many prompts the choices within braces make, and the way to price and make them. */
export function PromptCount({ workspaceId, modelId, prompt }: PromptCountProps) {
  const lists = useStored(promptListStore, workspaceId);
  const settled = useDeferredValue(prompt);
  const { prompts, total, isTooMany } = useMemo(
    () => expandPrompt(settled, { lists: promptListsOf(lists ?? []), limit: maxBatchRows }),
    [settled, lists],
  );
  const count = isTooMany ? total : prompts.length;
  if (count < 2) return null;
  return (
    <p className="-mt-2 text-12 text-muted tabular">
      Makes {groupedDigits(count)} prompts ·{" "}
      <Link
        href={`/w/${workspaceId}/generate/plan?model=${modelId}&start=prompts`}
        className="inline-flex items-center text-accent-text underline touch:min-h-11"
      >
        see them
      </Link>
      . Generate sends the text as it is written.
    </p>
  );
}

"use client";

import { TriangleAlert } from "lucide-react";
import { classNames } from "@/components/ui/class-names";
import { useNow } from "@/components/ui/elapsed-time";
import { ProgressBar } from "@/components/ui/progress-bar";
import type { BatchSummary } from "@/lib/domain/batch";
import { endedFraction, progressWords, sendingWords } from "./batch-words";

/** How far a plan is, and what keeps it where something does. */
export function BatchProgress({ batch, isWhole = false }: { batch: BatchSummary; isWhole?: boolean }) {
  const now = useNow();
  const words = sendingWords(batch, now);
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <ProgressBar
        label={`Progress of ${batch.name}`}
        fraction={endedFraction(batch)}
        tone={batch.pause ? "neutral" : "accent"}
      />
      <p className={classNames("text-12 text-muted tabular", !isWhole && "truncate")}>
        {progressWords(batch)}
      </p>
      {words ? (
        <p className={classNames("text-12", words.tone === "warning" ? "text-warning" : "text-soft")}>
          {words.tone === "warning" ? (
            <TriangleAlert size={12} aria-hidden="true" className="mr-1 inline align-[-1px]" />
          ) : null}
          {words.title}
          {isWhole && words.detail ? <span className="text-muted"> · {words.detail}</span> : null}
        </p>
      ) : null}
    </div>
  );
}

"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useEffect, useRef, useState } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import { generationPath } from "@/components/viewers/generation-paths";
import { GenerationTiles } from "@/components/viewers/generation-tiles";
import { problemFrom } from "@/lib/browser/api";
import { generationQuery, generationsQuery } from "@/lib/browser/queries";
import type { BatchRow } from "@/lib/domain/batch";
import { generationTitle } from "@/lib/domain/generation";
import { creativeUnits } from "@/lib/domain/money";
import { problemWords } from "@/lib/domain/problem";

interface BatchCellProps {
  workspaceId: string;
  row: BatchRow;
  rowHeightPixels: number;
  isLabelled: boolean;
}

const stateWords: Record<BatchRow["state"], string> = {
  waiting: "Waiting to be sent",
  sending: "Being sent",
  sent: "Sent",
  refused: "Declined, nothing was charged",
  unknown: "Layer may have started this",
  cancelled: "Taken off, not sent",
};

/** One row of a plan where its results stand, in whatever state it is. */
export function BatchCell({ workspaceId, row, rowHeightPixels, isLabelled }: BatchCellProps) {
  const box = useRef<HTMLDivElement>(null);
  const [isNear, setIsNear] = useState(false);
  // An effect, because only the browser knows what is near the screen: a plan of 500 must not ask for all at once.
  useEffect(() => {
    if (!box.current) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setIsNear(true);
      },
      { rootMargin: "600px" },
    );
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  const client = useQueryClient();
  const generationId = row.generation?.id ?? "";
  const query = useQuery({
    ...generationQuery(workspaceId, generationId),
    enabled: isNear && generationId !== "",
    // What the page's list knows already is not asked for again.
    initialData: () =>
      client
        .getQueryData(generationsQuery(workspaceId).queryKey)
        ?.pages.flatMap(({ generations }) => generations)
        .find(({ id }) => id === generationId),
  });
  const generation = query.data ?? null;
  const charge = row.generation?.chargeCreativeUnits ?? null;
  const problem = row.problem ? problemWords[row.problem.code].title : null;
  return (
    <div ref={box} className="flex min-w-0 flex-col gap-1">
      {generation ? (
        <GenerationTiles
          generation={generation}
          rowHeightPixels={rowHeightPixels}
          overlay={(asset) => (
            <Link
              href={generationPath(generation, asset.position)}
              aria-label={`${generationTitle(generation)}, ${row.label}`}
              className="absolute inset-0 rounded-tile focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-accent-text"
            />
          )}
        />
      ) : row.state === "sent" || row.state === "sending" ? (
        query.error ? (
          <p className="rounded-tile bg-warning-soft p-2 text-12">
            {problemWords[problemFrom(query.error).code].title}
          </p>
        ) : (
          <Skeleton className="rounded-tile" style={{ height: rowHeightPixels }} />
        )
      ) : (
        <div
          className="flex flex-col items-center justify-center gap-1 rounded-tile bg-panel p-2 text-center text-12 text-muted"
          style={{ minHeight: rowHeightPixels }}
        >
          <p className={row.state === "refused" || row.state === "unknown" ? "text-warning" : undefined}>
            {stateWords[row.state]}
          </p>
          {problem ? <p>{problem}</p> : null}
        </div>
      )}
      <p className="flex items-baseline justify-between gap-2 text-12 text-muted">
        <span className="min-w-0 truncate" title={row.label}>
          {isLabelled ? row.label : ""}
        </span>
        <span className="shrink-0 tabular">
          {charge !== null
            ? creativeUnits(charge)
            : row.estimateCreativeUnits !== null
              ? `about ${creativeUnits(row.estimateCreativeUnits)}`
              : ""}
        </span>
      </p>
    </div>
  );
}

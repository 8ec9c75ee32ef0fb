"use client";

import { useQuery } from "@tanstack/react-query";
import { ListOrdered } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { buttonClasses } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { problemFrom } from "@/lib/browser/api";
import { batchesQuery, batchQuery } from "@/lib/browser/batches";
import { type BatchSummary, openCount } from "@/lib/domain/batch";
import { BatchDetail } from "./batch-detail";
import { BatchProgress } from "./batch-progress";

interface QueueScreenProps {
  workspaceId: string;
  initialBatches: BatchSummary[];
}

/** Every plan of the workspace on one side, the rows of one on the other. Which one is in the address. */
export function QueueScreen({ workspaceId, initialBatches }: QueueScreenProps) {
  const { data: batches } = useQuery({ ...batchesQuery(workspaceId), initialData: initialBatches });
  const asked = useSearchParams().get("batch");
  const chosen =
    batches.find(({ id }) => id === asked) ??
    batches.find(({ isMine, counts }) => isMine && openCount(counts) > 0) ??
    batches[0];
  if (!chosen)
    return (
      <div className="p-4 md:p-6">
        <h1 className="text-20 font-semibold">Queue</h1>
        <EmptyState
          icon={<ListOrdered size={28} strokeWidth={1.5} />}
          title="Nothing is queued"
          action={
            <Link href={`/w/${workspaceId}/generate`} className={buttonClasses("primary")}>
              Go to Generate
            </Link>
          }
        >
          Several models, a sweep or a sheet of rows are approved at once on Generate, and sent one after
          another from here.
        </EmptyState>
      </div>
    );
  return (
    <div className="mx-auto flex w-full max-w-7xl flex-col gap-4 p-4 md:p-6 lg:grid lg:grid-cols-[18rem_minmax(0,1fr)] lg:items-start lg:gap-6">
      <div className="flex flex-col gap-3 lg:sticky lg:top-6">
        <h1 className="text-20 font-semibold">Queue</h1>
        <ul aria-label="Plans" className="flex flex-col gap-1 max-lg:max-h-56 max-lg:overflow-y-auto">
          {batches.map((batch) => (
            <li key={batch.id}>
              <Link
                href={`/w/${workspaceId}/queue?batch=${batch.id}`}
                prefetch={false}
                scroll={false}
                replace
                aria-current={batch.id === chosen.id ? "true" : undefined}
                className={classNames(
                  "flex flex-col gap-1 rounded-tile px-3 py-2 transition-colors hover:bg-hover",
                  "aria-[current=true]:bg-press",
                )}
              >
                <span className="flex items-baseline gap-2">
                  <span className="min-w-0 grow truncate text-13 font-medium text-text">{batch.name}</span>
                  {batch.isMine ? null : (
                    <span className="shrink-0 text-11 text-muted">{batch.personName}</span>
                  )}
                </span>
                <BatchProgress batch={batch} />
              </Link>
            </li>
          ))}
        </ul>
      </div>
      <ChosenBatch key={chosen.id} summary={chosen} />
    </div>
  );
}

function ChosenBatch({ summary }: { summary: BatchSummary }) {
  const { data, error, refetch } = useQuery(batchQuery(summary.workspaceId, summary.id));
  if (data) return <BatchDetail batch={data} />;
  if (error)
    return (
      <ProblemNotice
        problem={problemFrom(error)}
        tone="warning"
        onRetry={() => void refetch()}
        isLive={false}
      />
    );
  return (
    <div className="flex flex-col gap-3">
      <Skeleton className="h-7 w-48" />
      <Skeleton className="h-96 w-full" />
    </div>
  );
}

"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, CircleSlash, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { QueueTray } from "@/components/queue/queue-tray";
import { ElapsedTime, useNow } from "@/components/ui/elapsed-time";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { ProgressBar } from "@/components/ui/progress-bar";
import { problemFrom } from "@/lib/browser/api";
import { generationsQuery } from "@/lib/browser/queries";
import { type Generation, generationTitle, isActive } from "@/lib/domain/generation";
import { JobTraySkeleton } from "./job-tray-skeleton";
import { jobWords } from "./job-words";

interface JobTrayProps {
  workspaceId: string;
  onNavigate: () => void;
}

// The tray answers "what about the thing I just started"; the gallery has the rest.
const finishedShown = 6;

export function JobTray({ workspaceId, onNavigate }: JobTrayProps) {
  const { data, error, isPending, refetch } = useInfiniteQuery(generationsQuery(workspaceId));
  const generations = data?.pages.flatMap((page) => page.generations) ?? [];
  const active = generations.filter(isActive);
  const finished = generations.filter((generation) => !isActive(generation)).slice(0, finishedShown);
  if (isPending) return <JobTraySkeleton />;
  if (error && !data)
    return (
      <div className="p-2">
        <ProblemNotice problem={problemFrom(error)} tone="warning" onRetry={() => void refetch()} />
      </div>
    );
  if (generations.length === 0)
    return (
      <>
        <QueueTray workspaceId={workspaceId} onNavigate={onNavigate} />
        <EmptyState title="Nothing has run yet">What you generate shows its life here.</EmptyState>
      </>
    );
  return (
    <div className="flex flex-col">
      <QueueTray workspaceId={workspaceId} onNavigate={onNavigate} />
      {active.length > 0 ? (
        <JobList title="Running" generations={active} onNavigate={onNavigate} />
      ) : (
        <p className="px-3 pt-3 pb-1 text-13 text-muted">Nothing is running.</p>
      )}
      {finished.length > 0 ? (
        <JobList title="Just finished" generations={finished} onNavigate={onNavigate} />
      ) : null}
      <Link
        href={`/w/${workspaceId}/gallery`}
        prefetch={false}
        onClick={onNavigate}
        className="border-t border-line px-3 py-2.5 text-13 font-medium text-soft hover:bg-hover hover:text-text"
      >
        Open the gallery
      </Link>
    </div>
  );
}

interface JobListProps {
  title: string;
  generations: readonly Generation[];
  onNavigate: () => void;
}

function JobList({ title, generations, onNavigate }: JobListProps) {
  return (
    <section className="p-1">
      <h2 className="px-2 pt-2 pb-1 text-11 font-medium text-muted">{title}</h2>
      <ul aria-label={title}>
        {generations.map((generation) => (
          <li key={generation.id}>
            <Job generation={generation} onNavigate={onNavigate} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Job({ generation, onNavigate }: { generation: Generation; onNavigate: () => void }) {
  return (
    <Link
      href={`/w/${generation.workspaceId}/gallery/${generation.id}`}
      prefetch={false}
      onClick={onNavigate}
      className="flex flex-col gap-1 rounded-control px-2 py-1.5 outline-offset-0 hover:bg-hover"
    >
      <span className="flex items-center gap-2">
        <JobIcon generation={generation} />
        <span className="min-w-0 grow truncate text-13 text-text">{generationTitle(generation)}</span>
        {isActive(generation) ? (
          <ElapsedTime
            since={generation.status === "running" ? generation.startedAt : generation.createdAt}
            className="text-12 text-soft"
          />
        ) : null}
      </span>
      <span className="truncate text-12 text-muted">
        {generation.source.name} · {jobWords(generation)}
      </span>
      {isActive(generation) ? <JobProgress generation={generation} /> : null}
    </Link>
  );
}

function JobIcon({ generation }: { generation: Generation }) {
  if (generation.status === "complete")
    return <CircleCheck size={14} aria-hidden="true" className="shrink-0 text-success" />;
  if (generation.status === "failed" || generation.status === "refused")
    return <CircleAlert size={14} aria-hidden="true" className="shrink-0 text-danger" />;
  if (generation.status === "unknown")
    return <TriangleAlert size={14} aria-hidden="true" className="shrink-0 text-warning" />;
  if (isActive(generation)) return null;
  return <CircleSlash size={14} aria-hidden="true" className="shrink-0 text-muted" />;
}

/** A share of the usual time, never full: only Layer knows when it is done. */
function JobProgress({ generation }: { generation: Generation }) {
  const now = useNow();
  const usual = generation.status === "running" ? generation.usualSeconds : null;
  const since = generation.status === "running" ? generation.startedAt : generation.createdAt;
  const fraction =
    usual === null || now === null ? null : Math.min((now - Date.parse(since)) / 1_000 / usual, 0.95);
  return (
    <ProgressBar label={`Progress of ${generationTitle(generation)}`} fraction={fraction} tone="accent" />
  );
}

"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Search, Workflow as WorkflowIcon } from "lucide-react";
import Link from "next/link";
import { useEffect, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { TextField } from "@/components/ui/text-field";
import { ToggleChip } from "@/components/ui/toggle-chip";
import { problemFrom } from "@/lib/browser/api";
import { workflowsQuery } from "@/lib/browser/queries";
import { useSettled } from "@/lib/browser/settled";
import { modalities, modalityLabel } from "@/lib/domain/modality";
import type { Workflow, WorkflowPage } from "@/lib/domain/workflow";
import { WorkflowDiagram } from "./workflow-diagram";
import { WorkflowPrice } from "./workflow-price";

interface WorkflowListProps {
  workspaceId: string;
  search: string;
  firstPage: WorkflowPage;
}

// A pause in typing, not a gap between two keys.
const pauseMs = 250;

const countWords = (count: number) => (count === 1 ? "1 workflow" : `${count} workflows`);

/** Changes the address in place, so that Back does not undo letters. */
function writeSearch(search: string) {
  const address = new URL(window.location.href);
  if ((address.searchParams.get("q") ?? "") === search) return;
  if (search) address.searchParams.set("q", search);
  else address.searchParams.delete("q");
  window.history.replaceState(null, "", address);
}

/** The workspace's published workflows. */
export function WorkflowList({ workspaceId, search, firstPage }: WorkflowListProps) {
  const [typed, setTyped] = useState(search);
  const wanted = useSettled(typed, pauseMs).trim();
  const query = useInfiniteQuery({
    ...workflowsQuery(workspaceId, wanted),
    ...(wanted === search ? { initialData: { pages: [firstPage], pageParams: [null] } } : {}),
  });
  // An effect, because the address is outside React.
  useEffect(() => writeSearch(wanted), [wanted]);

  const [modality, setModality] = useState<string | null>(null);
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  // An effect, because Layer filters workflows by text alone: to choose among all of them, all are asked for.
  useEffect(() => {
    if (modality !== null && hasNextPage && !isFetchingNextPage && !isFetchNextPageError)
      void fetchNextPage();
  }, [modality, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);

  const found = query.data?.pages.flatMap((page) => page.workflows) ?? [];
  const known = modalities.filter((each) => found.some((workflow) => workflow.modality === each));
  const workflows = found.filter((workflow) => modality === null || workflow.modality === modality);
  const total = query.data?.pages[0]?.totalCount ?? null;
  const isOld = query.isPlaceholderData || wanted !== typed.trim();
  return (
    <div className="mx-auto flex w-full max-w-6xl flex-col gap-4 p-4 md:p-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-20 font-semibold">Workflows</h1>
        <TextField
          type="search"
          label="Search workflows"
          isLabelHidden
          placeholder="Search workflows"
          icon={<Search size={14} aria-hidden="true" />}
          className="w-72 max-md:w-full"
          value={typed}
          maxLength={200}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      {known.length > 1 || modality !== null ? (
        <fieldset aria-label="Modality" className="-mx-1 flex gap-1.5 overflow-x-auto px-1 py-0.5">
          {known.map((each) => (
            <ToggleChip
              key={each}
              isOn={modality === each}
              onToggle={(isOn) => setModality(isOn ? each : null)}
            >
              {modalityLabel(each)}
            </ToggleChip>
          ))}
        </fieldset>
      ) : null}
      <output className="sr-only">
        {isOld || query.isPending
          ? ""
          : countWords(modality === null ? (total ?? workflows.length) : workflows.length)}
      </output>
      {query.error && workflows.length === 0 ? (
        <ProblemNotice problem={problemFrom(query.error)} onRetry={() => void query.refetch()} />
      ) : query.isPending ? (
        <div className="grid grid-cols-[repeat(auto-fill,minmax(19rem,1fr))] gap-3" aria-hidden="true">
          {["a", "b", "c", "d", "e", "f"].map((key) => (
            <Skeleton key={key} className="h-56 rounded-tile" />
          ))}
        </div>
      ) : workflows.length === 0 ? (
        modality !== null ? (
          <EmptyState
            icon={<Search size={28} strokeWidth={1.25} aria-hidden="true" />}
            title={`No ${modalityLabel(modality).toLowerCase()} workflow is here`}
            action={<Button onClick={() => setModality(null)}>Show all</Button>}
          />
        ) : wanted ? (
          <EmptyState
            icon={<Search size={28} strokeWidth={1.25} aria-hidden="true" />}
            title={`No workflow matches “${wanted}”`}
            action={<Button onClick={() => setTyped("")}>Clear the search</Button>}
          />
        ) : (
          <EmptyState
            icon={<WorkflowIcon size={28} strokeWidth={1.25} aria-hidden="true" />}
            title="No workflows are published here yet"
            action={
              <Button onClick={() => void query.refetch()} aria-busy={query.isFetching || undefined}>
                Look again
              </Button>
            }
          >
            Workflows are built in Layer. Once one is published to this workspace, its form appears here.
          </EmptyState>
        )
      ) : (
        <>
          <ul
            aria-label="Workflows"
            // Written before a link is followed: written after a pause, it would call the navigation back.
            onClickCapture={() => writeSearch(typed.trim())}
            className={classNames(
              "grid grid-cols-[repeat(auto-fill,minmax(min(19rem,100%),1fr))] gap-3 transition-opacity",
              isOld && "opacity-60",
            )}
          >
            {workflows.map((workflow) => (
              <WorkflowCard key={workflow.id} workspaceId={workspaceId} workflow={workflow} />
            ))}
          </ul>
          {query.isFetchNextPageError ? (
            <ProblemNotice problem={problemFrom(query.error)} onRetry={() => void query.fetchNextPage()} />
          ) : query.hasNextPage ? (
            <Button
              className="self-center"
              aria-busy={query.isFetchingNextPage || undefined}
              onClick={() => void query.fetchNextPage()}
            >
              Show more
            </Button>
          ) : null}
        </>
      )}
    </div>
  );
}

function WorkflowCard({ workspaceId, workflow }: { workspaceId: string; workflow: Workflow }) {
  return (
    <li className="group relative flex min-w-0 flex-col gap-2.5 rounded-tile bg-panel p-3.5 shadow-[inset_0_0_0_1px_var(--line)] transition-colors hover:bg-raised has-focus-visible:outline-2 has-focus-visible:outline-accent-text">
      <div className="flex items-start justify-between gap-3">
        <h2 className="min-w-0 text-14 font-medium">
          <Link
            href={`/w/${workspaceId}/workflows/${workflow.id}`}
            prefetch={false}
            className="outline-none after:absolute after:inset-0"
          >
            {workflow.name}
          </Link>
        </h2>
        {workflow.modality ? <Badge>{modalityLabel(workflow.modality)}</Badge> : null}
      </div>
      <p className="line-clamp-2 min-h-10 text-13 text-muted">{workflow.description}</p>
      <WorkflowDiagram workflow={workflow} />
      <div className="mt-auto flex min-h-4 items-baseline justify-between gap-3">
        <p className="text-12 text-muted tabular">
          {workflow.publishedAt ? `Published ${publishedWords(workflow.publishedAt)}` : ""}
        </p>
        <WorkflowPrice workspaceId={workspaceId} workflow={workflow} />
      </div>
    </li>
  );
}

// A day either way does not matter here, and the same zone on both sides draws the same words.
function publishedWords(at: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone: "UTC",
    day: "numeric",
    month: "short",
    year: "numeric",
  }).format(new Date(at));
}

"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Check } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Cost } from "@/components/ui/cost";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { SearchList } from "@/components/ui/search-list";
import { problemFrom } from "@/lib/browser/api";
import { workspacesQuery } from "@/lib/browser/queries";
import { studioPlaces } from "./studio-places";

interface WorkspaceListProps {
  workspaceId: string;
  onDone: () => void;
}

/** The same kind of page in another workspace: what is open there is another matter. */
export function pathInWorkspace(pathname: string, workspaceId: string): string {
  const section = pathname.split("/")[3];
  const place = studioPlaces.find(({ path }) => path === section) ?? studioPlaces[0];
  return `/w/${workspaceId}/${place?.path ?? "generate"}`;
}

export function WorkspaceList({ workspaceId, onDone }: WorkspaceListProps) {
  const router = useRouter();
  const pathname = usePathname();
  const [query, setQuery] = useState("");
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } =
    useInfiniteQuery(workspacesQuery());
  // An effect, because Layer cannot search workspaces: all pages are fetched while the list is open, one after another.
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !error) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, error, fetchNextPage]);
  if (error && !data)
    return (
      <div className="p-2">
        <ProblemNotice problem={problemFrom(error)} tone="warning" onRetry={() => void refetch()} />
      </div>
    );
  const wanted = query.trim().toLowerCase();
  const workspaces = (data?.pages.flatMap((page) => page.workspaces) ?? []).filter(({ name, slug }) =>
    `${name} ${slug}`.toLowerCase().includes(wanted),
  );
  return (
    <SearchList
      label="Search workspaces"
      placeholder="Search workspaces"
      query={query}
      onQueryChange={setQuery}
      emptyText="No workspace matches."
      isLoading={isPending || isFetchingNextPage}
      className="max-h-96"
      onChoose={(id) => {
        onDone();
        router.push(pathInWorkspace(pathname, id));
      }}
      groups={[
        {
          title: "Workspaces",
          options: workspaces.map((workspace) => ({
            id: workspace.id,
            label: workspace.name,
            icon:
              workspace.id === workspaceId ? (
                <Check size={14} aria-label="Current" />
              ) : (
                <span className="block w-3.5" />
              ),
            trailing: (
              <Cost creativeUnits={workspace.availableCreativeUnits} className="text-12 text-muted" />
            ),
          })),
        },
      ]}
    />
  );
}

import { type InfiniteData, type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { GalleryPage } from "../domain/gallery";
import {
  type Generation,
  type GenerationChanges,
  type GenerationPage,
  type GenerationStatus,
  isActive,
} from "../domain/generation";
import { type ProblemCode, ProblemError } from "../domain/problem";
import { changeLists } from "./change-lists";
import { galleriesKey, replaceInGalleries } from "./gallery-live";
import {
  changesQuery,
  estimatesKey,
  type GenerationsData,
  generationKey,
  generationQuery,
  generationsQuery,
  usageKey,
  workspaceQuery,
} from "./queries";

/**
 * Merges changed generations into pages that are newest first: a known one is replaced where it stands, a new one
 * goes to the front, and an older copy never overwrites a newer one. Returns the same pages when nothing differs.
 */
export function mergeGenerations(pages: GenerationPage[], changed: readonly Generation[]): GenerationPage[] {
  const latest = new Map(changed.map((generation) => [generation.id, generation]));
  let isDifferent = false;
  const merged = pages.map((page) => ({
    ...page,
    generations: page.generations.map((generation) => {
      const next = latest.get(generation.id);
      latest.delete(generation.id);
      if (!next || next.revision <= generation.revision) return generation;
      isDifferent = true;
      return next;
    }),
  }));
  const [first, ...rest] = merged;
  if (!first) return pages;
  // What is older than the loaded pages belongs to a page not loaded yet.
  const oldest = merged.at(-1)?.nextCursor ? (merged.at(-1)?.generations.at(-1)?.createdAt ?? "") : "";
  const added = [...latest.values()].filter((generation) => generation.createdAt > oldest);
  if (added.length === 0) return isDifferent ? merged : pages;
  const front = [...added, ...first.generations].toSorted((a, b) =>
    a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0,
  );
  return [{ ...first, generations: front }, ...rest];
}

/** The state of every generation that this tab has seen. */
function knownStatuses(client: QueryClient, workspaceId: string): Map<string, GenerationStatus> {
  const statuses = new Map<string, GenerationStatus>();
  const note = ({ id, status }: Generation) => statuses.set(id, status);
  client
    .getQueryData(generationsQuery(workspaceId).queryKey)
    ?.pages.forEach((page) => page.generations.forEach(note));
  for (const [, gallery] of client.getQueriesData<InfiniteData<GalleryPage>>({
    queryKey: galleriesKey(workspaceId),
  }))
    gallery?.pages.forEach((page) => page.items.forEach(({ generation }) => note(generation)));
  for (const [, generation] of client.getQueriesData<Generation>({ queryKey: generationKey(workspaceId) }))
    if (generation) note(generation);
  return statuses;
}

/** Puts changed generations wherever the page shows them, and refreshes the balance when money may have moved. */
export function applyChanges(client: QueryClient, workspaceId: string, changed: readonly Generation[]): void {
  if (changed.length === 0) return;
  const statuses = knownStatuses(client, workspaceId);
  let isNews = false;
  changeLists<GenerationsData>(client, generationsQuery(workspaceId).queryKey, (data) => {
    const pages = mergeGenerations(data.pages, changed);
    isNews ||= pages !== data.pages;
    return pages === data.pages ? data : { ...data, pages };
  });
  replaceInGalleries(client, workspaceId, changed);
  const byId = new Map(changed.map((generation) => [generation.id, generation]));
  changeLists<Generation>(client, generationKey(workspaceId), (known) => {
    const newer = byId.get(known.id);
    if (!newer || newer.revision <= known.revision) return known;
    isNews = true;
    return newer;
  });
  for (const generation of changed) {
    const { queryKey } = generationQuery(workspaceId, generation.id);
    if (client.getQueryData<Generation>(queryKey)) continue;
    client.setQueryData<Generation>(queryKey, generation);
    isNews = true;
  }
  // A rating is a change as well, and moves no money: with a hundred of them the balance would be asked for as often.
  const mayMoveMoney = changed.some(({ id, status }) => statuses.get(id) !== status);
  if (!isNews || !mayMoveMoney) return;
  void client.invalidateQueries({ queryKey: workspaceQuery(workspaceId).queryKey });
  // The balance in the price on the form: only an end settles what was reserved, and every asking costs Layer a call.
  if (changed.some((generation) => !isActive(generation)))
    void client.invalidateQueries({ queryKey: estimatesKey(workspaceId) });
  // Read again only where it is on the page; elsewhere it is marked as old.
  void client.invalidateQueries({ queryKey: usageKey(workspaceId) });
}

const lostCodes: ReadonlySet<ProblemCode> = new Set(["not_found", "forbidden"]);

/**
 * Keeps every generation on the page current with one poll for the whole tab. Mounted once, in the shell; others read
 * the queries it fills. Returns the newest answer, and whether Layer says by now that the workspace is not this person's.
 */
export function useLiveGenerations(workspaceId: string): {
  changes: GenerationChanges | undefined;
  isLost: boolean;
} {
  const client = useQueryClient();
  const query = changesQuery(workspaceId);
  const { data, error } = useQuery({
    ...query,
    // While something runs, also where nobody looks: its end is what a hidden tab has to tell.
    refetchIntervalInBackground: (client.getQueryData(query.queryKey)?.activeCount ?? 0) > 0,
  });
  const isLost = error instanceof ProblemError && lostCodes.has(error.problem.code);
  // An effect, because the answer of one query is written into the caches of others.
  useEffect(() => {
    if (data) applyChanges(client, workspaceId, data.generations);
  }, [client, workspaceId, data]);
  // An effect, because what was read of the workspace lies in a cache outside React, and must not stay there.
  useEffect(() => {
    if (isLost)
      client.removeQueries({
        predicate: ({ queryKey: [noun, owner] }) => owner === workspaceId && noun !== "changes",
      });
  }, [client, workspaceId, isLost]);
  return { changes: data, isLost };
}

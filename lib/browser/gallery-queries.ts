import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type {
  AssetComment,
  Board,
  Family,
  GalleryDay,
  GalleryFacets,
  GalleryPage,
  SavedSearch,
} from "../domain/gallery";
import { type GalleryFilter, galleryFilterParameters, noFilter } from "../domain/gallery-filter";
import { api, workspacePath } from "./api";
import { type GalleryPlace, galleriesKey } from "./gallery-live";

/** What a wall of results looks through, and in whose days. */
export interface GalleryView {
  filter: GalleryFilter;
  timeZone: string;
}

/** The parameters by which the server knows a view. */
function viewParameters({ filter, timeZone }: GalleryView): URLSearchParams {
  const parameters = galleryFilterParameters(filter);
  // Only days have a time zone: without them the same view is the same question everywhere.
  if (filter.fromDay || filter.toDay) parameters.set("timeZone", timeZone);
  return parameters;
}

const withText = (path: string, parameters: URLSearchParams) => {
  const text = parameters.toString();
  return text ? `${path}?${text}` : path;
};

/**
 * Pages a wall holds at once on a usual screen, about a thousand results: what lies further off is asked for again when
 * somebody comes back to it. Without an end ten thousand results took 2.4 times the memory of a thousand.
 */
export const usualPages = 6;

export function galleryQuery(
  workspaceId: string,
  view: GalleryView,
  before: string | null,
  maxPages = usualPages,
  /** Waited for before a choice of results is read. */
  ready: () => Promise<void> = async () => undefined,
) {
  const start: GalleryPlace = { cursor: null, direction: "older", before };
  return infiniteQueryOptions({
    queryKey: [...galleriesKey(workspaceId), viewParameters(view).toString(), before],
    queryFn: async ({ pageParam, signal }) => {
      const parameters = viewParameters(view);
      if (parameters.size > 0) await ready();
      parameters.set("limit", "40");
      if (pageParam.cursor) parameters.set("cursor", pageParam.cursor);
      if (pageParam.before) parameters.set("before", pageParam.before);
      if (pageParam.direction === "newer") parameters.set("direction", "newer");
      return api<GalleryPage>(withText(workspacePath(workspaceId, "gallery"), parameters), { signal });
    },
    initialPageParam: start,
    getNextPageParam: (page): GalleryPlace | null =>
      page.olderCursor === null ? null : { cursor: page.olderCursor, direction: "older", before: null },
    getPreviousPageParam: (page): GalleryPlace | null =>
      page.hasNewer && page.newerCursor !== null
        ? { cursor: page.newerCursor, direction: "newer", before: null }
        : null,
    maxPages,
    meta: { galleryView: { view, before } },
    // Changes arrive through the one poll for changes; asking for the pages again would only repeat it.
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The newest generations that some words find, wherever in the history they are; nothing is looked for without words. */
export function foundGenerationsQuery(workspaceId: string, search: string, count: number) {
  const parameters = galleryFilterParameters({ ...noFilter, text: search });
  parameters.set("limit", String(count));
  return queryOptions({
    queryKey: ["found-generations", workspaceId, parameters.toString()],
    queryFn: async ({ signal }) => {
      const page = await api<GalleryPage>(withText(workspacePath(workspaceId, "gallery"), parameters), {
        signal,
      });
      return page.items.map(({ generation }) => generation);
    },
    enabled: search !== "",
    placeholderData: keepPreviousData,
    staleTime: 15_000,
  });
}

interface GalleryMeta {
  view: GalleryView;
  before: string | null;
}

/** What a wall's query was asked with, so that others can go on with the same list. */
export const galleryViewOf = (meta: Record<string, unknown> | undefined): GalleryMeta | undefined =>
  meta?.galleryView as GalleryMeta | undefined;

/** Those of some generations that fit a view, to be put where they belong in it. */
export async function itemsAmong(
  workspaceId: string,
  view: GalleryView,
  ids: readonly string[],
): Promise<GalleryPage> {
  const parameters = viewParameters(view);
  for (const id of ids) parameters.append("among", id);
  parameters.set("limit", "100");
  return await api<GalleryPage>(withText(workspacePath(workspaceId, "gallery"), parameters));
}

export function galleryDaysQuery(workspaceId: string, view: GalleryView) {
  const parameters = viewParameters(view);
  parameters.set("timeZone", view.timeZone);
  return queryOptions({
    queryKey: ["gallery-days", workspaceId, parameters.toString()],
    queryFn: ({ signal }) =>
      api<{ days: GalleryDay[] }>(withText(workspacePath(workspaceId, "gallery", "days"), parameters), {
        signal,
      }),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
}

export function galleryFacetsQuery(workspaceId: string) {
  return queryOptions({
    queryKey: ["gallery-facets", workspaceId],
    queryFn: ({ signal }) => api<GalleryFacets>(workspacePath(workspaceId, "gallery", "facets"), { signal }),
    staleTime: 60_000,
  });
}

export function boardsQuery(workspaceId: string) {
  return queryOptions({
    queryKey: ["boards", workspaceId],
    queryFn: ({ signal }) => api<{ boards: Board[] }>(workspacePath(workspaceId, "boards"), { signal }),
    staleTime: 30_000,
  });
}

export function searchesQuery(workspaceId: string) {
  return queryOptions({
    queryKey: ["searches", workspaceId],
    queryFn: ({ signal }) =>
      api<{ searches: SavedSearch[] }>(workspacePath(workspaceId, "searches"), { signal }),
    staleTime: 60_000,
  });
}
export function commentsQuery(workspaceId: string, generationId: string, position: number) {
  return queryOptions({
    queryKey: ["comments", workspaceId, generationId, position],
    queryFn: ({ signal }) =>
      api<{ comments: AssetComment[] }>(
        workspacePath(workspaceId, "generations", generationId, "assets", String(position), "comments"),
        { signal },
      ),
    staleTime: 15_000,
  });
}

export function assetBoardsQuery(workspaceId: string, generationId: string, position: number) {
  return queryOptions({
    queryKey: ["asset-boards", workspaceId, generationId, position],
    queryFn: ({ signal }) =>
      api<{ boardIds: string[] }>(
        workspacePath(workspaceId, "generations", generationId, "assets", String(position), "boards"),
        { signal },
      ),
    staleTime: 15_000,
  });
}

export function familyQuery(workspaceId: string, generationId: string) {
  return queryOptions({
    queryKey: ["family", workspaceId, generationId],
    queryFn: ({ signal }) =>
      api<Family>(workspacePath(workspaceId, "generations", generationId, "family"), { signal }),
    staleTime: 30_000,
  });
}

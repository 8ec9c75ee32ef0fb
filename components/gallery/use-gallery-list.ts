import { type InfiniteData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import { changeLists } from "@/lib/browser/change-lists";
import { changedSince, type GalleryData, type GalleryPlace, insertedInto } from "@/lib/browser/gallery-live";
import { type GalleryView, galleryQuery, itemsAmong } from "@/lib/browser/gallery-queries";
import { decisionsSent } from "@/lib/browser/marks";
import { changesQuery } from "@/lib/browser/queries";
import type { GalleryItem, GalleryPage } from "@/lib/domain/gallery";
import { type GalleryFilter, galleryFilterParameters } from "@/lib/domain/gallery-filter";
import type { Generation } from "@/lib/domain/generation";

/** A page that was drawn on the server, and the view it is of. */
export interface FirstPage {
  view: string;
  page: GalleryPage;
}

/** The text by which a view is told from others. */
export const viewTextOf = (filter: GalleryFilter) => galleryFilterParameters(filter).toString();

/** When each wall was left, by the page's clock. */
const leftAtMs = new Map<string, number>();
/** As many as the server is asked about at once. */
const maxAmong = 100;

/** Started while this page was open, give or take the clocks. */
const openedAt = Date.now();
const isRecent = ({ createdAt }: Generation) => Date.parse(createdAt) > openedAt - 60_000;

/** The results of a view, in both directions from where it begins, kept current by the tab's one poll. */
export function useGalleryList(
  workspaceId: string,
  view: GalleryView,
  before: string | null,
  firstPage: FirstPage,
  maxPages: number,
) {
  const client = useQueryClient();
  const options = galleryQuery(workspaceId, view, before, maxPages, decisionsSent);
  const viewText = viewTextOf(view.filter);
  const isFirst = before === null && viewText === firstPage.view;
  const query = useInfiniteQuery({
    ...options,
    ...(isFirst
      ? {
          initialData: {
            pages: [firstPage.page],
            pageParams: [{ cursor: null, direction: "older" as const, before: null }],
          },
        }
      : {}),
    // What was on the wall stays while the next results come; empty would look like "nothing found".
    placeholderData: (previous: InfiniteData<GalleryPage, GalleryPlace> | undefined) => previous,
    // What was loaded stays for the way back; an old first page must never take its place.
    gcTime: Number.POSITIVE_INFINITY,
  });
  const isByHand = view.filter.boardId !== null && !view.filter.isTrash;

  function insert(items: readonly GalleryItem[]) {
    changeLists<GalleryData>(client, options.queryKey, (data) => {
      const pages = insertedInto(data.pages, items);
      return pages === data.pages ? data : { ...data, pages };
    });
  }

  /** Came while the wall does not hold its newest page. */
  const [arrivals, setArrivals] = useState<{ view: string; ids: ReadonlySet<string> }>({
    view: "",
    ids: new Set(),
  });

  function noteArrivals(items: readonly GalleryItem[]) {
    const top = query.data?.pages[0];
    const newest = top?.items[0]?.generation.createdAt ?? "";
    // What is old and only changed did not arrive.
    const ids = items.filter(({ generation }) => isRecent(generation) && generation.createdAt > newest);
    if (!top?.hasNewer || ids.length === 0) return;
    setArrivals((last) => ({
      view: viewText,
      ids: new Set([
        ...(last.view === viewText ? last.ids : []),
        ...ids.map(({ generation }) => generation.id),
      ]),
    }));
  }

  const arrive = useEffectEvent(async (changed: readonly Generation[]) => {
    // A board changes by hand only; a wall that is not there yet will be read with everything in it.
    if (isByHand || !query.data || query.isPlaceholderData || changed.length === 0) return;
    if (viewText === "") {
      const items = changed.map((generation) => ({ generation, positions: null }));
      noteArrivals(items);
      insert(items);
      return;
    }
    const known = new Map(
      query.data.pages.flatMap(({ items }) =>
        items.map(({ generation }) => [generation.id, generation.status] as const),
      ),
    );
    const asked = changed.filter(({ id, status }) => known.get(id) !== status).map(({ id }) => id);
    if (asked.length === 0) return;
    // Whether they fit only the server knows; where it does not answer, a reload finds them.
    const page = await itemsAmong(workspaceId, view, asked.slice(0, maxAmong)).catch(() => null);
    if (!page) return;
    noteArrivals(page.items);
    insert(page.items);
  });

  // The shell's poll fills it; asking here as well would double it.
  const { data: changes } = useQuery({ ...changesQuery(workspaceId), enabled: false });
  // An effect, because the answer of one query is written into the cache of another.
  useEffect(() => {
    // oxlint-disable-next-line react/set-state-in-effect -- What arrived is counted as it is heard of, from outside.
    if (changes) void arrive(changes.generations);
  }, [changes]);

  const catchUp = useEffectEvent(async () => {
    // A list that has let go of its beginning reads what came when somebody goes back up to it.
    const [top] = query.data?.pages ?? [];
    if (before !== null || isByHand || !query.data || !top || top.hasNewer || top === firstPage.page) return;
    const fresh = await client
      .fetchInfiniteQuery({ ...options, queryKey: [...options.queryKey, "newest"], gcTime: 0, staleTime: 0 })
      .catch(() => null);
    if (!fresh) return;
    const known = new Set(
      query.data.pages.flatMap(({ items }) => items.map(({ generation }) => generation.id)),
    );
    const items = fresh.pages.flatMap((page) => page.items);
    // More came than one page holds: what was left has a hole, so it is begun anew.
    if (items.length > 0 && items.every(({ generation }) => !known.has(generation.id)))
      changeLists<GalleryData>(client, options.queryKey, () => fresh);
    else insert(items);
  });
  // An effect, because a wall that was left is not kept current, and what came meanwhile has to be asked for.
  useEffect(() => {
    void catchUp();
  }, [workspaceId]);

  const viewKey = `${workspaceId} ${viewText} ${before}`;
  const askWhatChanged = useEffectEvent(async () => {
    const leftMs = leftAtMs.get(viewKey);
    if (leftMs === undefined || viewText === "" || isByHand) return;
    const ids = changedSince(leftMs);
    if (ids.length === 0) return;
    await decisionsSent();
    const page = await itemsAmong(workspaceId, view, ids.slice(-maxAmong)).catch(() => null);
    if (page) insert(page.items);
  });
  // An effect, because what belongs here since somebody was here last is asked of the server.
  useEffect(() => {
    void askWhatChanged();
    return () => {
      leftAtMs.set(viewKey, performance.now());
    };
  }, [viewKey]);

  return {
    query,
    isByHand,
    arrivedCount: arrivals.view === viewText ? arrivals.ids.size : 0,
    forgetArrivals: () => setArrivals({ view: "", ids: new Set() }),
  };
}

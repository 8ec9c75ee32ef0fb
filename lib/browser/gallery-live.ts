import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { GalleryItem, GalleryPage } from "../domain/gallery";
import type { Generation } from "../domain/generation";
import { changeLists } from "./change-lists";

// Apart from the gallery's questions and marks: the shell of every page keeps the walls current, and needs neither.

export interface GalleryPlace {
  cursor: string | null;
  direction: "older" | "newer";
  /** A moment to begin before, where there is no cursor. */
  before: string | null;
}

/** What every wall of a workspace is kept under. */
export const galleriesKey = (workspaceId: string) => ["gallery", workspaceId] as const;

export type GalleryData = InfiniteData<GalleryPage, GalleryPlace>;

/** Newer copies in the places of older ones; the same pages when nothing differs. What is not there is left out. */
export function replacedIn(pages: GalleryPage[], changed: ReadonlyMap<string, Generation>): GalleryPage[] {
  let isDifferent = false;
  const next = pages.map((page) => {
    if (!page.items.some(({ generation }) => isNews(changed.get(generation.id), generation))) return page;
    isDifferent = true;
    return {
      ...page,
      items: page.items.map((item) => {
        const newer = changed.get(item.generation.id);
        return newer && isNews(newer, item.generation) ? { ...item, generation: newer } : item;
      }),
    };
  });
  return isDifferent ? next : pages;
}

const isNews = (newer: Generation | undefined, known: Generation) =>
  newer !== undefined && newer.revision > known.revision;

const comesBefore = (a: Generation, b: Generation) =>
  a.createdAt > b.createdAt || (a.createdAt === b.createdAt && a.id > b.id);

/**
 * Puts items where they belong in pages that are newest first. One that is there already takes the new one's place;
 * what lies beyond the loaded pages, on either end, is left for their own reading.
 */
export function insertedInto(pages: GalleryPage[], items: readonly GalleryItem[]): GalleryPage[] {
  let next = pages;
  for (const item of items) {
    const { id } = item.generation;
    const known = next.findIndex((page) => page.items.some(({ generation }) => generation.id === id));
    if (known >= 0) {
      next = next.with(known, {
        ...(next[known] as GalleryPage),
        items: (next[known] as GalleryPage).items.map((old) =>
          old.generation.id === id && old.generation.revision <= item.generation.revision ? item : old,
        ),
      });
      continue;
    }
    const at = next.findIndex((page) =>
      page.items.some(({ generation }) => comesBefore(item.generation, generation)),
    );
    const [first] = next;
    const isFirst = at <= 0 && comesFirst(first, item);
    if (isFirst && first?.hasNewer) continue;
    const index = at >= 0 ? at : next.at(-1)?.olderCursor === null ? next.length - 1 : -1;
    const page = next[index];
    if (!page) continue;
    const place = page.items.findIndex(({ generation }) => comesBefore(item.generation, generation));
    const items = place < 0 ? [...page.items, item] : page.items.toSpliced(place, 0, item);
    next = next.with(index, { ...page, items });
  }
  return next;
}

function comesFirst(page: GalleryPage | undefined, item: GalleryItem): boolean {
  const first = page?.items[0];
  return first === undefined || comesBefore(item.generation, first.generation);
}

/** When each generation was last changed or decided about, as far as this page heard of it; the newest last. */
const changedAtMs = new Map<string, number>();

export function noteChanged(ids: Iterable<string>): void {
  for (const id of ids) {
    changedAtMs.delete(id);
    changedAtMs.set(id, performance.now());
  }
}

/** What was changed since a moment of this page's clock, the oldest first: it may now belong on a wall left then. */
export const changedSince = (momentMs: number): string[] =>
  [...changedAtMs].flatMap(([id, atMs]) => (atMs > momentMs ? [id] : []));

/** Newer copies of generations, on every wall that shows them. */
export function replaceInGalleries(
  client: QueryClient,
  workspaceId: string,
  changed: readonly Generation[],
): void {
  const byId = new Map(changed.map((generation) => [generation.id, generation]));
  changeLists<GalleryData>(client, galleriesKey(workspaceId), (data) => {
    const pages = replacedIn(data.pages, byId);
    return pages === data.pages ? data : { ...data, pages };
  });
  noteChanged(byId.keys());
}

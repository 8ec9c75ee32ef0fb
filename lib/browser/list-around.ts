import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { GalleryItem } from "../domain/gallery";
import { noFilter } from "../domain/gallery-filter";
import type { Generation } from "../domain/generation";
import { type GalleryData, galleriesKey } from "./gallery-live";
import { type GalleryView, galleryQuery, galleryViewOf } from "./gallery-queries";

interface Wall {
  view: GalleryView;
  before: string | null;
}

export interface ListAround {
  items: readonly GalleryItem[];
  /** Asks for what lies beyond one of the ends; nothing where there is no more, or it is asked for already. */
  more: (direction: "newer" | "older") => void;
}

/**
 * The results among which one was opened: those of the wall that has it and was read last, so that what a search left
 * out stays out; else all of the workspace's from its own moment on.
 */
export function useListAround({ workspaceId, id, createdAt }: Generation): ListAround {
  const client = useQueryClient();
  // Chosen once: stepping along the list must not lead from one list into another.
  const [wall] = useState<Wall>(() => {
    const known = client
      .getQueryCache()
      .findAll({ queryKey: galleriesKey(workspaceId) })
      .toSorted((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt)
      .find((query) =>
        (query.state.data as GalleryData | undefined)?.pages.some(({ items }) =>
          items.some(({ generation }) => generation.id === id),
        ),
      );
    return (
      (known && galleryViewOf(known.meta)) ?? {
        view: { filter: noFilter, timeZone: "UTC" },
        // A list that begins before the moment after has the result itself.
        before: new Date(Date.parse(createdAt) + 1).toISOString(),
      }
    );
  });
  const query = useInfiniteQuery(galleryQuery(workspaceId, wall.view, wall.before));
  const pages = query.data?.pages;
  const items = useMemo(() => pages?.flatMap((page) => page.items) ?? [], [pages]);
  return {
    items,
    more(direction) {
      if (query.isFetching || query.isError) return;
      if (direction === "older" && query.hasNextPage) void query.fetchNextPage();
      if (direction === "newer" && query.hasPreviousPage) void query.fetchPreviousPage();
    },
  };
}

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Generation } from "../domain/generation";
import { type GalleryData, galleriesKey } from "./gallery-live";
import { generationsQuery } from "./queries";

/** The generations among which one was opened: those of the wall that has it and was read last, else the newest ones. */
export function useListAround(workspaceId: string, generationId: string): readonly Generation[] {
  const client = useQueryClient();
  // What others have loaded already; nothing is asked for here.
  const { data: newest } = useInfiniteQuery({ ...generationsQuery(workspaceId), enabled: false });
  return useMemo(() => {
    const walls = client
      .getQueryCache()
      .findAll({ queryKey: galleriesKey(workspaceId) })
      .toSorted((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt)
      .map(({ queryKey }) => client.getQueryData<GalleryData>(queryKey));
    const lists = walls.map(
      (wall) => wall?.pages.flatMap(({ items }) => items.map(({ generation }) => generation)) ?? [],
    );
    const around = lists.find((list) => list.some(({ id }) => id === generationId));
    return around ?? newest?.pages.flatMap((page) => page.generations) ?? [];
  }, [client, workspaceId, generationId, newest]);
}

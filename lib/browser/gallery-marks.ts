import type { QueryClient } from "@tanstack/react-query";
import type { Generation } from "../domain/generation";
import { assetKeyOf, type MarkedAsset } from "../domain/marks";
import { changeLists } from "./change-lists";
import { type GalleryData, galleriesKey } from "./gallery-live";
import { type GenerationsData, generationKey, generationsQuery } from "./queries";

/** A generation with its marks as the server told them; the same where none of them is its own. */
export function withMarks<Kind extends Generation>(
  generation: Kind,
  marked: ReadonlyMap<string, MarkedAsset>,
): Kind {
  const marksAt = (position: number) =>
    marked.get(assetKeyOf({ generationId: generation.id, position }))?.marks;
  if (generation.status !== "complete" || generation.assets.length === 0) {
    const marks = marksAt(0);
    return marks ? { ...generation, marks } : generation;
  }
  if (!generation.assets.some(({ position }) => marksAt(position))) return generation;
  return {
    ...generation,
    assets: generation.assets.map((asset) => {
      const marks = marksAt(asset.position);
      return marks ? { ...asset, marks } : asset;
    }),
  };
}

/** What was decided, wherever the page shows it. */
export function applyMarks(client: QueryClient, workspaceId: string, assets: readonly MarkedAsset[]): void {
  const marked = new Map(assets.map((asset) => [assetKeyOf(asset), asset]));
  const ids = new Set(assets.map(({ generationId }) => generationId));
  const told = (generation: Generation) =>
    ids.has(generation.id) ? withMarks(generation, marked) : generation;
  changeLists<GalleryData>(client, galleriesKey(workspaceId), (data) =>
    data.pages.some((page) => page.items.some(({ generation }) => ids.has(generation.id)))
      ? {
          ...data,
          pages: data.pages.map((page) => ({
            ...page,
            items: page.items.map((item) =>
              ids.has(item.generation.id) ? { ...item, generation: told(item.generation) } : item,
            ),
          })),
        }
      : data,
  );
  changeLists<GenerationsData>(client, generationsQuery(workspaceId).queryKey, (data) => ({
    ...data,
    pages: data.pages.map((page) => ({ ...page, generations: page.generations.map(told) })),
  }));
  changeLists<Generation>(client, generationKey(workspaceId), told);
}

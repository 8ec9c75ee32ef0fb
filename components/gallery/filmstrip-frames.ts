import type { Asset } from "@/lib/domain/asset";
import type { GalleryItem } from "@/lib/domain/gallery";
import type { Generation } from "@/lib/domain/generation";
import { assetKeyOf } from "@/lib/domain/marks";

/** One place on the strip below a result: an asset, or a run that has none to show. */
export interface Frame {
  key: string;
  generation: Generation;
  position: number;
  asset: Asset | null;
}

const frameOf = (generation: Generation, asset: Asset | null): Frame => {
  const position = asset?.position ?? 0;
  return { key: assetKeyOf({ generationId: generation.id, position }), generation, position, asset };
};

/**
 * A list's results as one row. The one in sight is always there: a filter or the trash may have taken it out of the list
 * while it was looked at. A list that does not have its run yet is only that run.
 */
export function framesOf(items: readonly GalleryItem[], shown: Generation, shownPosition: number): Frame[] {
  const isKnown = items.some(({ generation }) => generation.id === shown.id);
  const list: readonly GalleryItem[] = isKnown ? items : [{ generation: shown, positions: null }];
  return list.flatMap(({ generation: listed, positions }) => {
    // What the page itself knows of its run is newer than a list.
    const generation = listed.id === shown.id ? shown : listed;
    if (generation.status !== "complete" || generation.assets.length === 0)
      return [frameOf(generation, null)];
    return generation.assets
      .filter(({ position, marks }) => {
        if (generation.id === shown.id && position === shownPosition) return true;
        return (positions === null || positions.includes(position)) && marks?.isTrashed !== true;
      })
      .map((asset) => frameOf(generation, asset));
  });
}

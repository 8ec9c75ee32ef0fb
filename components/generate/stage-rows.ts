import { expectedTiles, tilesOf } from "@/components/viewers/tiles-of";
import type { Generation } from "@/lib/domain/generation";

// Widths a tile has before its row is filled: such that a batch is seen whole on a laptop's stage.
const pairPixels = 350;
const fewPixels = 270;
const severalPixels = 190;
const manyPixels = 150;
const tallShare = 0.62;
const alonePixels = 340;

/** Height of a row of one generation's tiles on the stage, in pixels: the more there are, the lower. */
export function stageRowPixels(generation: Generation): number {
  const count = tilesOf(generation).length;
  if (count === 1) return alonePixels;
  const { aspect } = expectedTiles(generation);
  const widthPixels =
    count === 2 ? pairPixels : count <= 4 ? fewPixels : count <= 9 ? severalPixels : manyPixels;
  return Math.round((widthPixels * (aspect < 0.85 ? tallShare : 1)) / aspect);
}

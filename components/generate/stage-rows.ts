import { expectedTiles, tilesOf } from "@/components/viewers/tiles-of";
import type { Generation } from "@/lib/domain/generation";

/** The room a generation's tiles have on the stage, in CSS pixels. */
export interface StageRoom {
  widthPixels: number;
  heightPixels: number;
}

const gapPixels = 4;
// On a very low window a tile that can be judged is worth more than seeing all of them at once.
const lowestTilePixels = 120;

export interface StageLayout {
  /** The height a row asks for before it is stretched. */
  rowPixels: number;
  /** The tiles are stretched to this and no further, so that all of them are seen at once. */
  maxWidthPixels: number;
}

/** Columns and size in which `count` tiles of one aspect fill a room best: the largest of which all are seen at once. */
export function largestTiles(
  count: number,
  aspect: number,
  room: StageRoom,
): { columns: number; tileWidthPixels: number } {
  let best = { columns: 1, tileWidthPixels: 0 };
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns);
    const height = Math.max((room.heightPixels - gapPixels * (rows - 1)) / rows, lowestTilePixels);
    const width = Math.min((room.widthPixels - gapPixels * (columns - 1)) / columns, height * aspect);
    // Of two that are about as large, side by side compares better than one above the other.
    if (width > best.tileWidthPixels * 0.97) best = { columns, tileWidthPixels: width };
  }
  return best;
}

/** How one generation's tiles lie on the stage. */
export function stageLayout(generation: Generation, room: StageRoom): StageLayout {
  const count = tilesOf(generation).length;
  const { aspect } = expectedTiles(generation);
  // A lone tile keeps its own shape and may grow to twice what it asks for.
  if (count === 1)
    return {
      rowPixels: Math.round(Math.max(room.heightPixels, lowestTilePixels) / 2),
      maxWidthPixels: room.widthPixels,
    };
  const { columns, tileWidthPixels } = largestTiles(count, aspect, room);
  return {
    // One pixel less than its share, so that rounding never pushes the last tile into the next row.
    rowPixels: Math.max(1, tileWidthPixels - 1) / aspect,
    maxWidthPixels: Math.floor(columns * tileWidthPixels + gapPixels * (columns - 1)),
  };
}

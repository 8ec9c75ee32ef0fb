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

/** Columns in which `count` tiles of one aspect fill a room best: the largest tiles of which all are seen at once. */
export function stageColumns(count: number, aspect: number, room: StageRoom): number {
  let best = { columns: 1, area: 0 };
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns);
    const height = Math.min(
      (room.widthPixels - gapPixels * (columns - 1)) / columns / aspect,
      Math.max((room.heightPixels - gapPixels * (rows - 1)) / rows, lowestTilePixels),
    );
    const area = height * height * aspect;
    // Of two that are about as large, side by side compares better than one above the other.
    if (area > best.area * 0.95) best = { columns, area };
  }
  return best.columns;
}

/** The height a row of one generation's tiles asks for, in pixels, before the row is stretched to the stage's width. */
export function stageRowPixels(generation: Generation, room: StageRoom): number {
  const count = tilesOf(generation).length;
  const { aspect } = expectedTiles(generation);
  // A lone tile may grow to twice what it asks for.
  if (count === 1) return Math.round(Math.max(room.heightPixels, lowestTilePixels) / 2);
  const columns = stageColumns(count, aspect, room);
  // One pixel less than its share, so that rounding never pushes the last tile into the next row.
  return Math.max(1, (room.widthPixels - gapPixels * (columns - 1)) / columns - 1) / aspect;
}

import { type GenerationTile, tilesOf } from "@/components/viewers/tiles-of";
import { dayOf } from "@/lib/domain/calendar-days";
import type { Generation } from "@/lib/domain/generation";
import { justifiedRows } from "./justified-rows";

/** One tile on the wall: an asset, a result on its way, or what became of a generation without pictures. */
export interface GalleryEntry {
  key: string;
  generation: Generation;
  tile: GenerationTile;
  /** From 1, among the tiles of its generation. */
  ordinal: number;
  count: number;
}

export interface DayGroup {
  day: string;
  entries: GalleryEntry[];
}

/** Generations, newest first, as tiles under the days on which they were started. */
export function dayGroups(generations: readonly Generation[], timeZone: string): DayGroup[] {
  const groups: DayGroup[] = [];
  for (const generation of generations) {
    const day = dayOf(generation.createdAt, timeZone);
    let group = groups.at(-1);
    if (group?.day !== day) {
      group = { day, entries: [] };
      groups.push(group);
    }
    const tiles = tilesOf(generation);
    for (const [index, tile] of tiles.entries())
      group.entries.push({ key: tile.key, generation, tile, ordinal: index + 1, count: tiles.length });
  }
  return groups;
}

interface PlacedEntry {
  entry: GalleryEntry;
  leftPixels: number;
  widthPixels: number;
}

export type GalleryRow = { topPixels: number; heightPixels: number; day: string } & (
  | { kind: "day" }
  | { kind: "tiles"; tiles: PlacedEntry[] }
);

export interface GalleryLayout {
  rows: GalleryRow[];
  heightPixels: number;
  /** Where each tile is, by its key: its row's index and its place in the row. */
  places: ReadonlyMap<string, { row: number; column: number }>;
}

export const galleryGapPixels = 4;
export const dayHeaderPixels = 40;

interface LayoutOptions {
  widthPixels: number;
  rowHeightPixels: number;
}

/**
 * The whole wall in figures. The first day has no header row of its own: the bar above the wall names the day that is
 * looked at.
 */
export function galleryLayout(groups: readonly DayGroup[], options: LayoutOptions): GalleryLayout {
  const rows: GalleryRow[] = [];
  const places = new Map<string, { row: number; column: number }>();
  let topPixels = 0;
  for (const [groupIndex, group] of groups.entries()) {
    if (groupIndex > 0) {
      rows.push({ kind: "day", day: group.day, topPixels, heightPixels: dayHeaderPixels });
      topPixels += dayHeaderPixels + galleryGapPixels;
    }
    const aspects = group.entries.map(({ tile }) => tile.aspect);
    for (const row of justifiedRows(aspects, { ...options, gapPixels: galleryGapPixels })) {
      const tiles = row.tiles.flatMap(({ index, leftPixels, widthPixels }) => {
        const entry = group.entries[index];
        return entry ? [{ entry, leftPixels, widthPixels }] : [];
      });
      for (const [column, { entry }] of tiles.entries()) places.set(entry.key, { row: rows.length, column });
      rows.push({ kind: "tiles", day: group.day, topPixels, heightPixels: row.heightPixels, tiles });
      topPixels += row.heightPixels + galleryGapPixels;
    }
  }
  return { rows, heightPixels: Math.max(0, topPixels - galleryGapPixels), places };
}

export type GalleryStep = "left" | "right" | "up" | "down" | "first" | "last";

/** The tile an arrow leads to from one; null at the wall's end. Up and down go to the tile that is most nearly above or below. */
export function tileBeside(layout: GalleryLayout, key: string, step: GalleryStep): string | null {
  const keys = [...layout.places.keys()];
  if (step === "first") return keys[0] ?? null;
  if (step === "last") return keys.at(-1) ?? null;
  const place = layout.places.get(key);
  if (!place) return keys[0] ?? null;
  if (step === "left" || step === "right")
    return keys[keys.indexOf(key) + (step === "right" ? 1 : -1)] ?? null;
  const from = layout.rows[place.row];
  const tile = from?.kind === "tiles" ? from.tiles[place.column] : undefined;
  if (!tile) return null;
  const middle = tile.leftPixels + tile.widthPixels / 2;
  const rows =
    step === "down" ? layout.rows.slice(place.row + 1) : layout.rows.slice(0, place.row).toReversed();
  const next = rows.find((row) => row.kind === "tiles");
  if (next?.kind !== "tiles") return null;
  const distance = ({ leftPixels, widthPixels }: PlacedEntry) =>
    Math.max(leftPixels - middle, middle - leftPixels - widthPixels, 0);
  return next.tiles.reduce((best, other) => (distance(other) < distance(best) ? other : best)).entry.key;
}

/** The index of the row that lies at a height of the wall, from its top; the last row below the wall, -1 on an empty one. */
export function rowIndexAt(layout: GalleryLayout, offsetPixels: number): number {
  let low = 0;
  let high = layout.rows.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((layout.rows[middle]?.topPixels ?? 0) <= offsetPixels) low = middle;
    else high = middle - 1;
  }
  return high < 0 ? -1 : low;
}

/**
 * Which generations are on the wall while somebody is down in it: what came after `newestId` waits, so that nothing
 * moves under the pointer. Null holds nothing back; nor does one that is no longer there.
 */
export function heldBack(
  generations: readonly Generation[],
  newestId: string | null,
): { shown: readonly Generation[]; waitingCount: number } {
  const index = newestId === null ? -1 : generations.findIndex(({ id }) => id === newestId);
  return index <= 0
    ? { shown: generations, waitingCount: 0 }
    : { shown: generations.slice(index), waitingCount: index };
}

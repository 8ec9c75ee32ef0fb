import { type GenerationTile, tilesOf } from "@/components/viewers/tiles-of";
import { dayOf } from "@/lib/domain/calendar-days";
import type { GalleryItem } from "@/lib/domain/gallery";
import type { Generation } from "@/lib/domain/generation";
import { type AssetMarks, assetKeyOf, noMarks } from "@/lib/domain/marks";
import { justifiedRows } from "./justified-rows";

/** One tile on the wall: an asset, a result on its way, or what became of a generation without pictures. */
export interface GalleryEntry {
  key: string;
  generation: Generation;
  tile: GenerationTile;
  /** Its place within its generation, by which it is known in addresses and decisions. */
  position: number;
  /** From 1, among the tiles of its generation. */
  ordinal: number;
  count: number;
  /** How many tiles it stands for while its stack is closed; 1 by itself. */
  stackCount: number;
  /** It is the first of a stack that stands open. */
  isStackHead: boolean;
}

export interface DayGroup {
  /** A day, or a month as "2026-11"; empty where results stand in the order of a hand. */
  day: string;
  entries: GalleryEntry[];
}

export interface EntryOptions {
  timeZone: string;
  isStacked: boolean;
  /** Ids of generations whose stacks were opened. */
  openStacks: ReadonlySet<string>;
  isTrash: boolean;
  isByHand: boolean;
  /** Under months instead of days: what a search finds lies far apart, and a row a day would be mostly empty. */
  isByMonth: boolean;
  /** What was decided about the trash and is not yet in the marks. */
  trash: ReadonlyMap<string, boolean>;
}

/** The marks that an entry's tile carries, as far as the server told them. */
export function marksOfEntry({ generation, tile }: GalleryEntry): AssetMarks {
  return (tile.kind === "asset" ? tile.asset.marks : generation.marks) ?? noMarks;
}

/** The tile that stands for a stack: what was picked, then what was rated highest, then the first. */
function coverOf(entries: readonly GalleryEntry[]): GalleryEntry | undefined {
  const worth = (entry: GalleryEntry) => {
    const { verdict, isFavourite, rating } = marksOfEntry(entry);
    return (
      (verdict === "pick" ? 20 : verdict === "reject" ? -20 : 0) + (isFavourite ? 10 : 0) + (rating ?? 0)
    );
  };
  return entries.reduce<GalleryEntry | undefined>(
    (best, entry) => (best && worth(best) >= worth(entry) ? best : entry),
    undefined,
  );
}

interface Kept {
  signature: string;
  entries: GalleryEntry[];
}

// Kept by the item they were made of, so that a tile whose item is the same is not drawn again.
const keptEntries = new WeakMap<GalleryItem, Kept>();

/** The tiles of one generation that fit and are to be seen. */
export function entriesOf(item: GalleryItem, options: EntryOptions): GalleryEntry[] {
  const { generation, positions } = item;
  const tiles = tilesOf(generation);
  const positionOf = (tile: GenerationTile) => (tile.kind === "asset" ? tile.asset.position : 0);
  const shown = tiles.filter((tile) => {
    const position = positionOf(tile);
    if (positions !== null && tile.kind === "asset" && !positions.includes(position)) return false;
    const marks = (tile.kind === "asset" ? tile.asset.marks : generation.marks) ?? noMarks;
    const isTrashed =
      options.trash.get(assetKeyOf({ generationId: generation.id, position })) ?? marks.isTrashed;
    return isTrashed === options.isTrash;
  });
  const isStack = options.isStacked && !options.isByHand && shown.length > 1;
  const isOpen = isStack && options.openStacks.has(generation.id);
  const signature = `${isStack} ${isOpen} ${shown.map(({ key }) => key).join()}`;
  const kept = keptEntries.get(item);
  if (kept?.signature === signature) return kept.entries;
  const all = shown.map(
    (tile, index): GalleryEntry => ({
      key: tile.key,
      generation,
      tile,
      position: positionOf(tile),
      ordinal: tiles.indexOf(tile) + 1,
      count: tiles.length,
      stackCount: 1,
      isStackHead: isOpen && index === 0,
    }),
  );
  const cover = isStack && !isOpen ? coverOf(all) : undefined;
  const entries = cover ? [{ ...cover, stackCount: all.length }] : all;
  keptEntries.set(item, { signature, entries });
  return entries;
}

const days = new Map<string, string>();

/** A day asked for once an hour of work rather than once a result: writing a date takes longer than the whole layout. */
function dayOfMoment(moment: string, timeZone: string): string {
  // Quarters of an hour: no time zone's day begins within one.
  const quarter = `${moment.slice(0, 14)}${Math.floor(Number(moment.slice(14, 16)) / 15)} ${timeZone}`;
  const known = days.get(quarter);
  if (known) return known;
  const day = dayOf(moment, timeZone);
  if (days.size > 2_000) days.clear();
  days.set(quarter, day);
  return day;
}

/** Items in their order, as tiles under the days on which they were started. */
export function dayGroups(items: readonly GalleryItem[], options: EntryOptions): DayGroup[] {
  const groups: DayGroup[] = [];
  for (const item of items) {
    const entries = entriesOf(item, options);
    if (entries.length === 0) continue;
    const wholeDay = options.isByHand ? "" : dayOfMoment(item.generation.createdAt, options.timeZone);
    const day = options.isByMonth ? wholeDay.slice(0, 7) : wholeDay;
    const group = groups.at(-1);
    if (group?.day === day) group.entries.push(...entries);
    else groups.push({ day, entries: [...entries] });
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
 * Which items are on the wall while somebody is down in it: what came after `newestId` waits, so that nothing moves
 * under the pointer. Null holds nothing back; nor does one that is no longer there.
 */
export function heldBack(
  items: readonly GalleryItem[],
  newestId: string | null,
): { shown: readonly GalleryItem[]; waitingCount: number } {
  const index = newestId === null ? -1 : items.findIndex(({ generation }) => generation.id === newestId);
  return index <= 0 ? { shown: items, waitingCount: 0 } : { shown: items.slice(index), waitingCount: index };
}

/** What takes a tile's place when it goes: the next one that is still there, else the one before. */
export function survivor(before: GalleryLayout, after: GalleryLayout, key: string): string | null {
  if (after.places.has(key)) return key;
  const keys = [...before.places.keys()];
  const index = keys.indexOf(key);
  if (index < 0) return null;
  const isThere = (other: string) => after.places.has(other);
  return keys.slice(index).find(isThere) ?? keys.slice(0, index).findLast(isThere) ?? null;
}

/** The keys from one tile to another, both included, in the wall's order. */
export function keysBetween(layout: GalleryLayout, from: string, to: string): string[] {
  const keys = [...layout.places.keys()];
  const [a, b] = [keys.indexOf(from), keys.indexOf(to)];
  if (a < 0 || b < 0) return b < 0 ? [] : [to];
  return keys.slice(Math.min(a, b), Math.max(a, b) + 1);
}

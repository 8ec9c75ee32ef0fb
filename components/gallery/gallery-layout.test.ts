import { expect, test } from "vitest";
import { assetFixture, generationFixture } from "@/components/viewers/viewer-fixtures.test-data";
import type { GalleryItem } from "@/lib/domain/gallery";
import { noMarks } from "@/lib/domain/marks";
import {
  dayGroups,
  type EntryOptions,
  galleryLayout,
  heldBack,
  keysBetween,
  rowIndexAt,
  survivor,
  tileBeside,
} from "./gallery-layout";

const square = (position: number) => assetFixture({ position });
const generations = [
  generationFixture({
    id: "today",
    status: "complete",
    createdAt: "2026-11-20T10:00:00.000Z",
    assets: [0, 1, 2, 3, 4].map(square),
  }),
  generationFixture({ id: "failed", status: "failed", createdAt: "2026-11-20T09:00:00.000Z" }),
  generationFixture({
    id: "yesterday",
    status: "complete",
    createdAt: "2026-11-19T10:00:00.000Z",
    assets: [square(0), square(1)],
  }),
];
const items = generations.map((generation) => ({ generation, positions: null }));
const options: EntryOptions = {
  timeZone: "UTC",
  isStacked: false,
  openStacks: new Set(),
  isTrash: false,
  isByHand: false,
  isByMonth: false,
  trash: new Map(),
};
// Four squares of 200 and their gaps: three rows, the second of one day and the third of another.
const layout = galleryLayout(dayGroups(items, options), { widthPixels: 812, rowHeightPixels: 200 });

test("results stand under the day they were started, newest first, a generation's tiles together", () => {
  expect(dayGroups(items, options).map(({ day, entries }) => [day, entries.map(({ key }) => key)])).toEqual([
    ["2026-11-20", ["today:0", "today:1", "today:2", "today:3", "today:4", "failed:0"]],
    ["2026-11-19", ["yesterday:0", "yesterday:1"]],
  ]);
});

test("what a search finds stands under months", () => {
  expect(dayGroups(items, { ...options, isByMonth: true }).map(({ day }) => day)).toEqual(["2026-11"]);
});

test("the time zone decides under which day a result stands", () => {
  const generation = generationFixture({ status: "complete", createdAt: "2026-11-20T23:30:00.000Z" });
  const late = [{ generation, positions: null }];
  expect(dayGroups(late, { ...options, timeZone: "Asia/Tokyo" })[0]?.day).toBe("2026-11-21");
});

test("each tile knows its number among its generation's", () => {
  const last = dayGroups(items, options)[0]?.entries[4];
  expect([last?.ordinal, last?.count]).toEqual([5, 5]);
});

test("rows and day headers stack without overlap to the wall's height", () => {
  expect(layout.rows.map(({ kind, topPixels, heightPixels }) => [kind, topPixels, heightPixels])).toEqual([
    ["tiles", 0, 200],
    ["tiles", 204, 200],
    ["day", 408, 40],
    ["tiles", 452, 200],
  ]);
  expect(layout.heightPixels).toBe(652);
});

test("left and right go through every tile in order, over rows and days", () => {
  expect(tileBeside(layout, "today:3", "right")).toBe("today:4");
  expect(tileBeside(layout, "failed:0", "right")).toBe("yesterday:0");
  expect(tileBeside(layout, "yesterday:0", "left")).toBe("failed:0");
});

test("up and down go to the tile above or below, past a day's header", () => {
  expect(tileBeside(layout, "today:1", "down")).toBe("failed:0");
  expect(tileBeside(layout, "failed:0", "down")).toBe("yesterday:1");
  expect(tileBeside(layout, "yesterday:0", "up")).toBe("today:4");
  expect(tileBeside(layout, "today:3", "down")).toBe("failed:0");
});

test("an arrow at the wall's end leads nowhere", () => {
  expect([
    tileBeside(layout, "today:0", "left"),
    tileBeside(layout, "today:0", "up"),
    tileBeside(layout, "yesterday:1", "right"),
    tileBeside(layout, "yesterday:1", "down"),
  ]).toEqual([null, null, null, null]);
});

test("Home and End lead to the first and the last tile", () => {
  expect([tileBeside(layout, "failed:0", "first"), tileBeside(layout, "failed:0", "last")]).toEqual([
    "today:0",
    "yesterday:1",
  ]);
});

test("the row that is looked at is found at any height", () => {
  expect([-50, 0, 203, 204, 420, 9_999].map((offset) => rowIndexAt(layout, offset))).toEqual([
    0, 0, 0, 1, 2, 3,
  ]);
  expect(rowIndexAt({ rows: [], heightPixels: 0, places: new Map() }, 0)).toBe(-1);
});

test("what arrives while somebody is down the wall waits and is counted", () => {
  expect(heldBack(items, "failed")).toEqual({ shown: items.slice(1), waitingCount: 1 });
  expect(heldBack(items, null).waitingCount).toBe(0);
  expect(heldBack(items, "gone").shown).toBe(items);
});

const keysOf = (some: Partial<EntryOptions>, from: readonly GalleryItem[] = items) =>
  dayGroups(from, { ...options, ...some }).flatMap(({ entries }) => entries.map(({ key }) => key));

test("a stack is one tile that says how many it stands for, and opens in place", () => {
  const [closed] = dayGroups(items, { ...options, isStacked: true })[0]?.entries ?? [];
  expect([closed?.key, closed?.stackCount]).toEqual(["today:0", 5]);
  expect(keysOf({ isStacked: true })).toEqual(["today:0", "failed:0", "yesterday:0"]);
  expect(keysOf({ isStacked: true, openStacks: new Set(["yesterday"]) })).toEqual([
    "today:0",
    "failed:0",
    "yesterday:0",
    "yesterday:1",
  ]);
});

test("a stack shows what was picked", () => {
  const picked = generationFixture({
    id: "picked",
    status: "complete",
    assets: [square(0), { ...square(1), marks: { ...noMarks, verdict: "pick" } }, square(2)],
  });
  expect(keysOf({ isStacked: true }, [{ generation: picked, positions: null }])).toEqual(["picked:1"]);
});

test("only the assets that fit are shown, and what is in the trash only there", () => {
  expect(keysOf({}, [{ generation: generations[0] as (typeof generations)[0], positions: [1, 3] }])).toEqual([
    "today:1",
    "today:3",
  ]);
  const trash = new Map([["today:2", true]]);
  expect(keysOf({ trash })).not.toContain("today:2");
  expect(keysOf({ trash, isTrash: true })).toEqual(["today:2"]);
});

test("an item that did not change keeps its very tiles", () => {
  const [before] = dayGroups(items, options)[0]?.entries ?? [];
  const [after] = dayGroups(items, { ...options, trash: new Map([["yesterday:0", true]]) })[0]?.entries ?? [];
  expect(after).toBe(before);
});

test("when a tile goes, the next one takes its place, at the end the one before", () => {
  const without = (key: string) =>
    galleryLayout(dayGroups(items, { ...options, trash: new Map([[key, true]]) }), {
      widthPixels: 812,
      rowHeightPixels: 200,
    });
  expect(survivor(layout, without("today:2"), "today:2")).toBe("today:3");
  expect(survivor(layout, without("yesterday:1"), "yesterday:1")).toBe("yesterday:0");
  expect(survivor(layout, without("today:2"), "today:1")).toBe("today:1");
});

test("a range reaches from one tile to another in either direction", () => {
  expect(keysBetween(layout, "today:3", "failed:0")).toEqual(["today:3", "today:4", "failed:0"]);
  expect(keysBetween(layout, "failed:0", "today:4")).toEqual(["today:4", "failed:0"]);
  expect(keysBetween(layout, "gone", "today:4")).toEqual(["today:4"]);
});

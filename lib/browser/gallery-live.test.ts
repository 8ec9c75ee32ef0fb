import { expect, test } from "vitest";
import type { GalleryItem, GalleryPage } from "../domain/gallery";
import type { Generation } from "../domain/generation";
import { noMarks } from "../domain/marks";
import { insertedInto, replacedIn } from "./gallery-live";
import { withMarks } from "./gallery-marks";

const generation = (id: string, minute: number, revision = 1): Generation => ({
  id,
  workspaceId: "w",
  requestId: "r",
  source: { kind: "model", id: "m", name: "Ember", modality: "image" },
  request: { kind: "model", modelId: "m", parameters: {}, references: [], mask: null, sessionName: null },
  personName: "Ada",
  isMine: true,
  sessionName: null,
  estimateCreativeUnits: 4,
  createdAt: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
  revision,
  status: "refused",
  problem: "too_many_running",
  detail: "",
  retryAfterSeconds: null,
});
const item = (id: string, minute: number, revision = 1): GalleryItem => ({
  generation: generation(id, minute, revision),
  positions: null,
});
const page = (items: GalleryItem[], over: Partial<GalleryPage> = {}): GalleryPage => ({
  items,
  olderCursor: "older",
  newerCursor: "newer",
  hasNewer: false,
  ...over,
});
const idsOf = (pages: GalleryPage[]) =>
  pages.map(({ items }) => items.map(({ generation: { id } }) => id).join("")).join(" ");

const pages = [page([item("f", 50), item("e", 40)]), page([item("c", 20), item("b", 10)])];

test("a newer copy stands where the older one did; an older one changes nothing", () => {
  const newer = replacedIn(pages, new Map([["e", generation("e", 40, 2)]]));
  expect(idsOf(newer)).toBe("fe cb");
  expect(newer[0]?.items[1]?.generation.revision).toBe(2);
  expect(replacedIn(pages, new Map([["e", generation("e", 40)]]))).toBe(pages);
  expect(replacedIn(pages, new Map([["x", generation("x", 60)]]))).toBe(pages);
});

test("what arrives goes where it belongs by time", () => {
  expect(idsOf(insertedInto(pages, [item("g", 60), item("d", 30)]))).toBe("gfe dcb");
  expect(idsOf(insertedInto(pages, [item("e", 40, 2)]))).toBe("fe cb");
});

test("what lies beyond the loaded pages waits for its own reading", () => {
  expect(idsOf(insertedInto(pages, [item("a", 1)]))).toBe("fe cb");
  const down = [page([item("f", 50)], { hasNewer: true })];
  expect(idsOf(insertedInto(down, [item("g", 60)]))).toBe("f");
});

test("at the very end and on an empty wall everything belongs", () => {
  const end = [page([item("f", 50)], { olderCursor: null })];
  expect(idsOf(insertedInto(end, [item("a", 1)]))).toBe("fa");
  expect(idsOf(insertedInto([page([], { olderCursor: null })], [item("a", 1)]))).toBe("a");
});

test("marks reach the one they are about", () => {
  const marks = { ...noMarks, rating: 3 };
  const told = withMarks(generation("f", 50), new Map([["f:0", { generationId: "f", position: 0, marks }]]));
  expect(told.marks).toEqual(marks);
  const other = generation("e", 40);
  expect(withMarks(other, new Map())).toBe(other);
});

import { expect, test } from "vitest";
import { assetFixture, generationFixture } from "@/components/viewers/viewer-fixtures.test-data";
import { noMarks } from "@/lib/domain/marks";
import { framesOf } from "./filmstrip-frames";

const run = (id: string, count: number) =>
  generationFixture({
    id,
    status: "complete",
    assets: Array.from({ length: count }, (_, position) => assetFixture({ position })),
  });

const keys = (...given: Parameters<typeof framesOf>) => framesOf(...given).map(({ key }) => key);

test("the strip goes on from one run into the next, and leaves out what the search left out", () => {
  const [newer, shown, older] = [run("a", 3), run("b", 2), run("c", 1)];
  const items = [
    { generation: newer, positions: [2] },
    { generation: shown, positions: null },
    { generation: older, positions: null },
  ];
  expect(keys(items, shown, 0)).toEqual(["a:2", "b:0", "b:1", "c:0"]);
});

test("a run without pictures keeps its place on the strip", () => {
  const failed = generationFixture({ id: "f", status: "failed" });
  const shown = run("b", 1);
  const items = [shown, failed].map((generation) => ({ generation, positions: null }));
  expect(framesOf(items, shown, 0).map(({ key, asset }) => [key, asset !== null])).toEqual([
    ["b:0", true],
    ["f:0", false],
  ]);
});

test("what is looked at stays on the strip when it is thrown away or the list does not have it", () => {
  const base = run("b", 2);
  const trashed = {
    ...base,
    assets: [0, 1].map((position) => assetFixture({ position, marks: { ...noMarks, isTrashed: true } })),
  };
  expect(keys([{ generation: base, positions: null }], trashed as typeof base, 1)).toEqual(["b:1"]);
  expect(keys([], base, 1)).toEqual(["b:0", "b:1"]);
});

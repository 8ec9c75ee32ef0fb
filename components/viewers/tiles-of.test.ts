import { expect, test } from "vitest";
import { assetAspect, expectedTiles, tilesOf } from "./tiles-of";
import { assetFixture, generationFixture } from "./viewer-fixtures.test-data";

test("a running generation takes as many tiles of the same shape as Layer said it makes", () => {
  const running = generationFixture({
    status: "running",
    normalized: { width: 1536, height: 1024, batchSize: 3 },
  });
  expect(tilesOf(running).map(({ kind, aspect }) => [kind, aspect])).toEqual([
    ["placeholder", 1.5],
    ["placeholder", 1.5],
    ["placeholder", 1.5],
  ]);
});

test("before Layer answers, the tiles are those that were asked for", () => {
  const submitting = generationFixture({
    status: "submitting",
    parameters: { prompt: "a fox", width: 512, height: 1024, batchSize: 2 },
  });
  expect(expectedTiles(submitting)).toEqual({ count: 2, aspect: 0.5 });
});

test("a batch that was not named is Layer's own default of four", () => {
  expect(expectedTiles(generationFixture({ status: "submitting", parameters: {} })).count).toBe(4);
});

test("an asset takes the key of the placeholder it replaces, so that its tile stays", () => {
  const running = generationFixture({ status: "running", normalized: { batchSize: 2 } });
  const complete = generationFixture({
    status: "complete",
    assets: [assetFixture({ position: 0 }), assetFixture({ position: 1 })],
  });
  expect(tilesOf(complete).map((tile) => tile.key)).toEqual(tilesOf(running).map((tile) => tile.key));
});

test.each(["failed", "refused", "unknown", "cancelled", "deleted"] as const)(
  "a generation that is %s takes one tile, wide enough for words",
  (status) => {
    const [tile, ...more] = tilesOf(
      generationFixture({ status, parameters: { width: 512, height: 2048, batchSize: 8 } }),
    );
    expect(tile).toMatchObject({ kind: "outcome", aspect: 1 });
    expect(more).toEqual([]);
  },
);

test("a finished generation without files still has a tile to be seen and opened", () => {
  expect(tilesOf(generationFixture({ status: "complete", assets: [] }))).toHaveLength(1);
});

test("a strip of a picture is kept wide enough to see", () => {
  expect(assetAspect(assetFixture({ widthPixels: 10, heightPixels: 4000 }))).toBe(0.4);
  expect(assetAspect(assetFixture({ widthPixels: 9000, heightPixels: 100 }))).toBe(3.2);
});

test("an asset whose pixels Layer does not name gets the shape of its kind", () => {
  const shape = (contentType: string) =>
    assetAspect(assetFixture({ contentType, widthPixels: null, heightPixels: null }));
  expect([shape("video/mp4"), shape("audio/wav"), shape("model/gltf-binary"), shape("image/png")]).toEqual([
    16 / 9,
    2,
    1,
    1,
  ]);
});

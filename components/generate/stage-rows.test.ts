import { expect, test } from "vitest";
import type { Generation } from "@/lib/domain/generation";
import { largestTiles, stageLayout } from "./stage-rows";

const laptop = { widthPixels: 750, heightPixels: 760 };
const phone = { widthPixels: 366, heightPixels: 500 };

test.each([
  ["four squares", 4, 1, laptop, 2],
  ["four wide ones", 4, 16 / 9, laptop, 2],
  ["four upright ones", 4, 0.68, laptop, 2],
  ["two squares", 2, 1, laptop, 2],
  ["two wide ones", 2, 16 / 9, laptop, 1],
  ["sixteen squares", 16, 1, laptop, 4],
  ["four squares on a phone", 4, 1, phone, 2],
])("%s are laid out as large as all of them can be seen", (_, count, aspect, room, columns) => {
  const found = largestTiles(count, aspect, room);
  expect(found.columns).toBe(columns);
  const heightPixels = (found.tileWidthPixels / aspect + 4) * Math.ceil(count / columns) - 4;
  expect(heightPixels).toBeLessThanOrEqual(room.heightPixels + 1);
});

test("the tiles of a row fill the stage and never spill into another row", () => {
  const running = {
    id: "a",
    status: "running",
    source: { modality: "image" },
    normalized: {},
    request: { kind: "model", parameters: { batchSize: 4, width: 1024, height: 1024 } },
  } as unknown as Generation;
  const { rowPixels, maxWidthPixels } = stageLayout(running, laptop);
  expect(rowPixels * 2 + 4).toBeLessThanOrEqual(maxWidthPixels);
  expect(rowPixels * 3 + 8).toBeGreaterThan(maxWidthPixels);
  expect(maxWidthPixels).toBeLessThanOrEqual(laptop.widthPixels);
});

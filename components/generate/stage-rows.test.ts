import { expect, test } from "vitest";
import type { Generation } from "@/lib/domain/generation";
import { stageRowPixels } from "./stage-rows";

const running = (batchSize: number, width: number, height: number) =>
  ({
    id: "a",
    status: "running",
    source: { modality: "image" },
    normalized: {},
    request: { kind: "model", parameters: { batchSize, width, height } },
  }) as unknown as Generation;

// How many rows a stage of 750 by 780 pixels needs, and how high they get when they fill its width.
const heightOf = (generation: Generation, count: number, aspect: number) => {
  const basis = stageRowPixels(generation) * aspect;
  const columns = Math.min(count, Math.max(1, Math.floor(750 / basis)));
  return Math.ceil(count / columns) * (750 / columns / aspect);
};

test.each([
  [1, 1344, 768],
  [4, 1024, 1024],
  [4, 1344, 768],
  [4, 832, 1216],
  [8, 1024, 1024],
  [16, 1024, 1024],
])("a batch of %i at %i × %i is seen whole on a laptop's stage", (count, width, height) => {
  expect(heightOf(running(count, width, height), count, width / height)).toBeLessThanOrEqual(780);
});

import { expect, test } from "vitest";
import { generationFixture } from "@/components/viewers/viewer-fixtures.test-data";
import { settingDifferences } from "./setting-differences";

test("only what differs is listed, and what one lacks is told as absent", () => {
  const first = generationFixture({
    status: "complete",
    parameters: { prompt: "A lamp", seed: 1, width: 512 },
  });
  const second = generationFixture({
    status: "complete",
    parameters: { prompt: "A lamp", seed: 2, width: 512, guidanceScale: 4 },
  });
  expect(settingDifferences([first, second])).toEqual([
    { label: "Seed", values: ["1", "2"] },
    { label: "Guidance scale", values: [null, "4"] },
  ]);
  expect(settingDifferences([first, first])).toEqual([]);
});

import { expect, test } from "vitest";
import { aspectRatios, linkedSide, megapixelWords, ratioOf, sizeForRatio, sizePresets } from "./size-presets";

test("choosing a ratio keeps the number of pixels within a grid step and is then recognised", () => {
  for (const ratio of aspectRatios) {
    const size = sizeForRatio(ratio, { width: 832, height: 1216 });
    expect(ratioOf(size)?.label).toBe(ratio.label);
    expect(Math.abs((size.width * size.height) / (832 * 1216) - 1)).toBeLessThan(0.04);
  }
});

test("without a size a ratio means about one megapixel", () => {
  expect(sizeForRatio({ width: 1, height: 1 }, {})).toEqual({ width: 1024, height: 1024 });
  expect(sizeForRatio({ width: 16, height: 9 }, { width: 640 })).toEqual({ width: 1360, height: 768 });
});

test("every preset lies on the grid that models keep to", () => {
  expect(sizePresets.filter(({ width, height }) => width % 16 !== 0 || height % 16 !== 0)).toEqual([]);
});

test("linked sides keep their ratio, and nothing is invented where there is none", () => {
  expect(linkedSide("width", 512, { width: 1024, height: 768 })).toBe(384);
  expect(linkedSide("height", 512, { width: 1024, height: 1024 })).toBe(512);
  expect(linkedSide("width", 512, { width: 1024 })).toBeNull();
});

test("a size is told in megapixels once it has both sides", () => {
  expect(megapixelWords({ width: 1024, height: 1024 })).toBe("1.05 MP");
  expect(megapixelWords({ width: 1024 })).toBeNull();
});

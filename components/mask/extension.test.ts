import { expect, test } from "vitest";
import { extendedSize, heldMargins, marginsForShape, maxExtendedSidePixels } from "./extension";
import { noMargins } from "./mask-plane";

test("a margin is whole steps of 8 pixels, never below 0, and never past the longest side", () => {
  const picture = { width: 1000, height: 8_190 };
  expect(heldMargins({ left: 21, top: 30, right: -50, bottom: Number.NaN }, picture)).toEqual({
    left: 24,
    top: 0,
    right: 0,
    bottom: 0,
  });
  const grown = extendedSize(
    { width: 1000, height: 1000 },
    heldMargins({ left: 6_000, top: 99_999, right: 6_000, bottom: 99_999 }, { width: 1000, height: 1000 }),
  );
  expect(Math.max(grown.width, grown.height)).toBeLessThanOrEqual(maxExtendedSidePixels);
});

test("a shape is reached by growing only, with the picture in the middle", () => {
  const picture = { width: 1024, height: 1024 };
  expect(extendedSize(picture, marginsForShape(picture, 16 / 9))).toEqual({ width: 1824, height: 1024 });
  expect(extendedSize(picture, marginsForShape(picture, 9 / 16))).toEqual({ width: 1024, height: 1824 });
  expect(marginsForShape(picture, 16 / 9)).toEqual({ left: 400, top: 0, right: 400, bottom: 0 });
  expect(marginsForShape(picture, 1)).toEqual(noMargins);
});

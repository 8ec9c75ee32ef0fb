import { expect, test } from "vitest";
import { fpsOf, loopJump, regionBetween, steppedSeconds } from "./clip-time";

test("a frame's step lands in the middle of the next frame, and stays within the clip", () => {
  expect(steppedSeconds(0, 1, 24, 2)).toBeCloseTo(1.5 / 24);
  expect(steppedSeconds(1.5 / 24, -1, 24, 2)).toBeCloseTo(0.5 / 24);
  expect(steppedSeconds(0, -1, 24, 2)).toBeCloseTo(0.5 / 24);
  expect(steppedSeconds(2, 1, 24, 2)).toBeCloseTo(47.5 / 24);
});

test("a region is marked in either order, and none is too short to be seen", () => {
  expect(regionBetween(3, 1)).toEqual({ from: 1, to: 3 });
  expect(regionBetween(1, 1.01)).toBeNull();
});

test("a looped region is jumped back to from behind it and from well before it", () => {
  const region = { from: 1, to: 2 };
  expect(loopJump(2, region, true)).toBe(1);
  expect(loopJump(0.2, region, true)).toBe(1);
  expect(loopJump(1.5, region, true)).toBeNull();
  expect(loopJump(2, region, false)).toBeNull();
});

test("frames a second are told from when frames were drawn, dropped ones and all", () => {
  expect(fpsOf([0, 1, 2, 3, 5, 6, 7].map((frame) => frame / 24))).toBe(24);
  expect(fpsOf([0, 1 / 30])).toBeNull();
});

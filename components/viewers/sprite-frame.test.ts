import { expect, test } from "vitest";
import { spritePosition, spriteStep } from "./sprite-frame";

test("frames are found along the rows, the last in the last corner", () => {
  const sheet = { rows: 2, columns: 4, frames: 8 };
  expect([0, 3, 4, 7].map((frame) => spritePosition(sheet, frame))).toEqual([
    "0% 0%",
    "100% 0%",
    "0% 100%",
    "100% 100%",
  ]);
  expect(spritePosition({ rows: 1, columns: 1, frames: 1 }, 0)).toBe("0% 0%");
});

test("a flip-book goes round in both directions", () => {
  expect(spriteStep(7, 1, 8)).toBe(0);
  expect(spriteStep(0, -1, 8)).toBe(7);
});

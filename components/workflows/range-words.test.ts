import { expect, test } from "vitest";
import { countWords, rangeWords, stepBounds } from "./range-words";

const any = { min: null, max: null, above: null, below: null };

test("a number's bounds are told, and whether the bound itself may be given", () => {
  expect(rangeWords(any)).toBe("");
  expect(rangeWords({ ...any, min: 1, max: 8 })).toBe("1 to 8.");
  expect(rangeWords({ ...any, above: 0, max: 1 })).toBe("More than 0, at most 1.");
  expect(rangeWords({ ...any, below: 1 })).toBe("Less than 1.");
});

test("how many files a list takes is told where it is bounded", () => {
  expect(countWords(0, null)).toBe("");
  expect(countWords(1, 4)).toBe("1 to 4 files.");
  expect(countWords(0, 1)).toBe("At most 1 file.");
  expect(countWords(2, 2)).toBe("2 files.");
  expect(countWords(2, null)).toBe("At least 2 files.");
});

test("arrow keys never lead to a bound that is itself not allowed", () => {
  const open = { min: null, max: null, above: null, below: null, step: 0.1 };
  expect(stepBounds({ ...open, above: 0.3, max: 1 })).toEqual({ min: 0.4, max: 1 });
  expect(stepBounds({ ...open, min: 2, below: 3 })).toEqual({ min: 2, max: 2.9 });
  expect(stepBounds(open)).toEqual({});
});

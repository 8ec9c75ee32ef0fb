import { expect, test } from "vitest";
import { clockWords, seemingProgress, usualWords } from "./time-words";

test("a clip's length reads as on a player", () => {
  expect([0, 7.9, 760, 3723].map(clockWords)).toEqual(["0:00", "0:07", "12:40", "1:02:03"]);
});

test("a run that is late still moves and never claims to be done", () => {
  const late = [40, 80, 400, 40_000].map((elapsed) => seemingProgress(elapsed, 38) ?? 0);
  expect(late).toEqual(late.toSorted((a, b) => a - b));
  expect(Math.max(...late)).toBeLessThan(1);
});

test("progress runs on evenly up to the usual time", () => {
  expect(seemingProgress(19, 38)).toBeCloseTo(0.45);
  expect(seemingProgress(38, 38)).toBeCloseTo(0.9);
});

test("no progress is invented where nobody knows how long it takes", () => {
  expect(seemingProgress(10, null)).toBeNull();
});

test("slow runs are spoken of only where they are slow", () => {
  expect(usualWords({ usualSeconds: 40, slowSeconds: 70 })).toBe("usually 40 s, 9 in 10 within 1 m 10 s");
  expect(usualWords({ usualSeconds: 40, slowSeconds: 44 })).toBe("usually 40 s");
  expect(usualWords({ usualSeconds: null })).toBeNull();
});

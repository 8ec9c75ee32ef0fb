import { expect, test } from "vitest";
import { comparisonWords, daysBefore } from "./usage-comparison";

const week = { fromDay: "2026-03-26", toDay: "2026-04-01" };

test("a span is held against as many days before it, over a clock change too", () => {
  expect(daysBefore(week)).toEqual({ fromDay: "2026-03-19", toDay: "2026-03-25" });
  expect(daysBefore({ fromDay: "2026-03-01", toDay: "2026-03-01" })).toEqual({
    fromDay: "2026-02-28",
    toDay: "2026-02-28",
  });
});

test.each([
  [112, 100, "12 % more than the 7 days before"],
  [40, 100, "60 % less than the 7 days before"],
  [100.2, 100, "as much as the 7 days before"],
  [1_200, 100, "12 times the 7 days before"],
  [5, 0, "nothing in the 7 days before"],
  [0, 0, ""],
])("%d CU after %d CU is %s", (charged, before, words) => {
  expect(comparisonWords(week, charged, before)).toBe(words);
});

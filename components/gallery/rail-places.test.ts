import { expect, test } from "vitest";
import { dayAtShare, railMonths, shareOf } from "./rail-places";

const days = [
  { day: "2026-03-02", count: 50 },
  { day: "2026-03-01", count: 10 },
  { day: "2026-01-20", count: 20 },
  { day: "2025-12-31", count: 20 },
];

test("a month takes as much of the rail as was made in it, and a new year is named", () => {
  expect(railMonths(days, (month) => month.slice(5))).toEqual([
    { month: "2026-03", from: 0, label: "2026" },
    { month: "2026-01", from: 0.6, label: "01" },
    { month: "2025-12", from: 0.8, label: "2025" },
  ]);
});

test("months too short for words leave room for the next one's", () => {
  const many = Array.from({ length: 100 }, (_, index) => ({
    day: `${2100 - index}-01-01`,
    count: 1,
  }));
  const labelled = railMonths(many, (month) => month).filter(({ label }) => label !== null);
  expect(labelled.length).toBeLessThanOrEqual(29);
  labelled.slice(1).forEach(({ from }, index) => {
    expect(from - (labelled[index]?.from ?? 0)).toBeGreaterThanOrEqual(0.035);
  });
});

test("a point on the rail is a day, and a day is a point on it", () => {
  expect(dayAtShare(days, 0)?.day).toBe("2026-03-02");
  expect(dayAtShare(days, 0.55)?.day).toBe("2026-03-01");
  expect(dayAtShare(days, 1)?.day).toBe("2025-12-31");
  expect(dayAtShare([], 0.5)).toBeNull();
  expect(shareOf(days, "2026-03-01")).toBe(0.5);
  expect(shareOf(days, "2026-01")).toBe(0.6);
  expect(shareOf(days, "2026-02-14")).toBe(0.6);
  expect(shareOf([], "2026-01")).toBe(0);
});

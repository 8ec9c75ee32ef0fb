import { expect, test } from "vitest";
import { labelledBars, roundTop, usageBars } from "./usage-bars";
import { spanDays, usageSpanFrom } from "./usage-spans";

test("every day of the span has a bar, days without charges too", () => {
  const chart = usageBars({
    fromDay: "2026-02-27",
    toDay: "2026-03-02",
    byDay: [{ day: "2026-03-01", chargedCreativeUnits: 18, generationCount: 3 }],
  });
  expect(chart.bars.map(({ day, chargedCreativeUnits }) => [day, chargedCreativeUnits])).toEqual([
    ["2026-02-27", 0],
    ["2026-02-28", 0],
    ["2026-03-01", 18],
    ["2026-03-02", 0],
  ]);
  expect(chart.topCreativeUnits).toBe(20);
  expect(chart.bars[2]?.share).toBeCloseTo(0.9);
});

test("the scale ends at a round number no bar passes", () => {
  expect([0, 0.3, 1, 18, 21, 26, 430, 1000, 1001].map(roundTop)).toEqual([
    1, 0.5, 1, 20, 25, 50, 500, 1000, 2000,
  ]);
});

test("a span that is turned around draws nothing", () => {
  expect(usageBars({ fromDay: "2026-03-02", toDay: "2026-03-01", byDay: [] }).bars).toEqual([]);
});

test("labels stand apart and today has one", () => {
  expect([...labelledBars(7, 7)].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect([...labelledBars(30, 6)].toSorted((a, b) => a - b)).toEqual([4, 9, 14, 19, 24, 29]);
  expect(labelledBars(90, 6).has(89)).toBe(true);
});

test("spans end today, and this month begins with its first day", () => {
  expect(spanDays("7", "2026-03-02")).toEqual({ fromDay: "2026-02-24", toDay: "2026-03-02" });
  expect(spanDays("month", "2026-03-02")).toEqual({ fromDay: "2026-03-01", toDay: "2026-03-02" });
});

test("an address that names no span shows thirty days", () => {
  expect([usageSpanFrom(null), usageSpanFrom("5000"), usageSpanFrom("month")]).toEqual(["30", "30", "month"]);
});

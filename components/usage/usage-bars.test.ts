import { expect, test } from "vitest";
import { noUsageSums, type UsageDay } from "@/lib/domain/usage";
import { barWords, firstBar, labelledBars, movedBar, roundTop, usageBars } from "./usage-bars";
import { chosenDayFrom, spanDays, typedDays, usageSpanFrom } from "./usage-spans";

const on = (day: string, modality: string, sums: Partial<UsageDay>): UsageDay => ({
  ...noUsageSums,
  day,
  modality,
  ...sums,
});

test("every day of the span has a bar, days without charges too", () => {
  const chart = usageBars({
    fromDay: "2026-02-27",
    toDay: "2026-03-02",
    byDay: [
      on("2026-03-01", "image", { chargedCreativeUnits: 12, generationCount: 2 }),
      on("2026-03-01", "video", { chargedCreativeUnits: 6, generationCount: 1 }),
    ],
  });
  expect(chart.bars.map(({ day, chargedCreativeUnits }) => [day, chargedCreativeUnits])).toEqual([
    ["2026-02-27", 0],
    ["2026-02-28", 0],
    ["2026-03-01", 18],
    ["2026-03-02", 0],
  ]);
  expect(chart.topCreativeUnits).toBe(20);
  expect(chart.bars[2]).toMatchObject({ generationCount: 3, segments: [{ key: "image" }, { key: "video" }] });
  expect(chart.bars[2]?.segments[0]?.share).toBeCloseTo(0.6);
});

test("no two parts of a bar share a pattern, and what has no modality comes last", () => {
  const byDay = ["", "image", "video", "threeD", "audio", "hologram"].map((modality) =>
    on("2026-03-01", modality, { chargedCreativeUnits: 1 }),
  );
  const { parts } = usageBars({ fromDay: "2026-03-01", toDay: "2026-03-01", byDay });
  expect(parts.map(({ label }) => label)).toEqual([
    "Image",
    "Video",
    "3D",
    "Audio",
    "hologram",
    "Several or none",
  ]);
  expect(new Set(parts.map(({ pattern }) => pattern)).size).toBe(parts.length);
});

test("by what came of it, the parts of a bar are all that was charged", () => {
  const byDay = [
    on("2026-03-01", "image", { chargedCreativeUnits: 10, keptCreativeUnits: 4, failedCreativeUnits: 1 }),
  ];
  const chart = usageBars({ fromDay: "2026-03-01", toDay: "2026-03-01", byDay }, "outcome");
  expect(chart.bars[0]?.segments.map(({ key, chargedCreativeUnits }) => [key, chargedCreativeUnits])).toEqual(
    [
      ["kept", 4],
      ["unkept", 5],
      ["failed", 1],
    ],
  );
});

test("the scale ends at a round number no bar passes", () => {
  expect([0, 0.3, 1, 18, 21, 26, 430, 1000, 1001].map(roundTop)).toEqual([
    1, 0.3, 1, 20, 25, 30, 500, 1000, 1500,
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

test("days of one's own are put in order, and never more than a year", () => {
  expect(typedDays("2026-03-09", "2026-03-02")).toEqual({ fromDay: "2026-03-02", toDay: "2026-03-09" });
  expect(typedDays("2020-01-01", "2026-03-02")).toEqual({ fromDay: "2025-03-02", toDay: "2026-03-02" });
  expect(typedDays("2026-02-30", "2026-03-02")).toBeNull();
});

test("an address that names no span shows this month", () => {
  const of = (text: string) => usageSpanFrom(new URLSearchParams(text), "2026-03-02").span;
  expect([
    of(""),
    of("span=5000"),
    of("span=30"),
    of("span=custom"),
    of("span=custom&from=2026-01-01&to=2026-01-09"),
  ]).toEqual(["month", "month", "30", "month", "custom"]);
});

test("a bar says in words what it shows", () => {
  const { bars, parts } = usageBars({
    fromDay: "2026-03-01",
    toDay: "2026-03-02",
    byDay: [
      on("2026-03-01", "image", { chargedCreativeUnits: 12, generationCount: 1 }),
      on("2026-03-01", "video", { chargedCreativeUnits: 0.5, generationCount: 2 }),
    ],
  });
  expect(bars.map((bar) => barWords(bar, parts, "2026-03-02"))).toEqual([
    "Yesterday: 12.5 CU, 3 generations; Image 12, Video 0.5",
    "Today: 0 CU, 0 generations",
  ]);
});

test("Tab comes to the chosen day, else to the last on which something was made", () => {
  const bars = ["2026-03-01", "2026-03-02", "2026-03-03"].map((day, index) => ({
    day,
    generationCount: index === 1 ? 1 : 0,
  }));
  expect(firstBar(bars, "2026-03-01")).toBe(0);
  expect(firstBar(bars, null)).toBe(1);
  expect(
    firstBar(
      bars.map(({ day }) => ({ day, generationCount: 0 })),
      "2020-01-01",
    ),
  ).toBe(2);
});

test("keys go a day, a week or to an end, and never beyond it", () => {
  const to = (key: string, from: number) => movedBar(key, from, 30);
  expect([to("ArrowLeft", 5), to("ArrowRight", 5), to("PageUp", 9), to("PageDown", 9)]).toEqual([
    4, 6, 2, 16,
  ]);
  expect([to("Home", 5), to("End", 5), to("ArrowLeft", 0), to("PageDown", 29)]).toEqual([0, 29, 0, 29]);
  expect([to("Enter", 5), to("constructor", 5)]).toEqual([null, null]);
});

test("a day in an address counts where it lies in the span", () => {
  const days = { fromDay: "2026-03-01", toDay: "2026-03-09" };
  const of = (text: string) => chosenDayFrom(new URLSearchParams(text), days);
  expect([of("day=2026-03-01"), of("day=2026-03-10"), of("day=2026-02-30"), of("")]).toEqual([
    "2026-03-01",
    null,
    null,
    null,
  ]);
});

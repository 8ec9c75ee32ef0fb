import { expect, test } from "vitest";
import { dayLabel, dayOf, endOfDay, shiftedDay, shortDayLabel } from "./calendar-days";

test("a moment belongs to the day of the viewer's own time zone", () => {
  const moment = "2026-11-20T23:30:00.000Z";
  expect([
    dayOf(moment, "UTC"),
    dayOf(moment, "Europe/Berlin"),
    dayOf(moment, "America/Los_Angeles"),
  ]).toEqual(["2026-11-20", "2026-11-21", "2026-11-20"]);
});

test("days are counted over the ends of months and years", () => {
  expect([shiftedDay("2026-12-31", 1), shiftedDay("2028-03-01", -1)]).toEqual(["2027-01-01", "2028-02-29"]);
});

test("days near today are told by name, others by weekday and date, other years with the year", () => {
  const label = (day: string) => dayLabel(day, "2026-11-20");
  expect(["2026-11-20", "2026-11-19", "2026-11-13", "2025-12-31"].map(label)).toEqual([
    "Today",
    "Yesterday",
    "Friday 13 November",
    "Wednesday 31 December 2025",
  ]);
});

test("a day on an axis is short", () => {
  expect(shortDayLabel("2026-11-20")).toBe("20 Nov");
});

test.each([
  ["2026-11-20", "UTC", "2026-11-21T00:00:00.000Z"],
  ["2026-11-20", "Asia/Kathmandu", "2026-11-20T18:15:00.000Z"],
  ["2026-11-20", "Pacific/Kiritimati", "2026-11-20T10:00:00.000Z"],
  ["2026-03-29", "Europe/Berlin", "2026-03-29T22:00:00.000Z"],
  ["2026-10-25", "Europe/Berlin", "2026-10-25T23:00:00.000Z"],
])("%s ends in %s at %s, also on the night the clocks change", (day, timeZone, moment) => {
  expect(endOfDay(day, timeZone)).toBe(moment);
});

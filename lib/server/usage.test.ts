import { expect, test } from "vitest";
import { usageSpanFrom } from "./usage";

const from = (query: string) => usageSpanFrom(new URLSearchParams(query));

test("without days the span is the last 30 of the asked time zone", () => {
  const { fromDay, toDay, timeZone } = from("timeZone=Pacific/Kiritimati");
  const today = new Date(Date.now() + 14 * 60 * 60 * 1_000).toISOString().slice(0, 10);
  expect({ toDay, timeZone }).toEqual({ toDay: today, timeZone: "Pacific/Kiritimati" });
  expect((Date.parse(toDay) - Date.parse(fromDay)) / 86_400_000).toBe(29);
});

test("days are taken as they are asked for, across the end of February", () => {
  expect(from("from=2028-02-28&to=2028-03-01&timeZone=Europe/Paris")).toEqual({
    fromDay: "2028-02-28",
    toDay: "2028-03-01",
    timeZone: "Europe/Paris",
  });
});

test.each([
  "timeZone=Mars/Olympus",
  "timeZone=%2B05:30",
  "timeZone=UTC'; drop table generations",
  "from=2026-02-30",
  "from=yesterday",
  "from=2026-03-02&to=2026-03-01",
  "from=2020-01-01&to=2026-03-01",
  "from=0000-01-01&to=0000-01-02",
  "from=9999-12-30&to=9999-12-31",
])("a span that makes no sense (%s) is refused", (query) => {
  expect(() => from(query)).toThrow(/must/);
});

import { expect, test } from "vitest";
import {
  creativeUnitsPerKeeper,
  noUsageFilter,
  noUsageSums,
  usageFilterFrom,
  usageFilterParameters,
  wastedCreativeUnits,
} from "./usage";

test("a filter survives its address, also where it asks for what has no session", () => {
  const filter = { ...noUsageFilter, session: "", source: "model:x", person: "a&b=c" };
  expect(usageFilterFrom(new URLSearchParams(usageFilterParameters(filter).toString()))).toEqual(filter);
  expect(usageFilterFrom(new URLSearchParams(""))).toEqual(noUsageFilter);
});

test("what no database can hold, or nobody chose, filters nothing", () => {
  expect(usageFilterFrom(new URLSearchParams({ session: "a\0b", person: "x".repeat(301) }))).toEqual(
    noUsageFilter,
  );
});

test("a keeper costs its share of everything charged; without one there is no such figure", () => {
  const sums = { ...noUsageSums, chargedCreativeUnits: 30, keptCreativeUnits: 12, keptCount: 4 };
  expect(creativeUnitsPerKeeper(sums)).toBe(7.5);
  expect(wastedCreativeUnits(sums)).toBe(18);
  expect(creativeUnitsPerKeeper({ ...sums, keptCount: 0 })).toBeNull();
});

import { expect, test } from "vitest";
import { idlePollDelayMs, minPollDelayMs, nextPollDelayMs, nextReadDelayMs } from "./polling";

test("a browser asks again when the next run is due, never faster than a second, never slower than ten", () => {
  expect(nextPollDelayMs([14_000, 12_500], 10_000)).toBe(2_500);
  expect(nextPollDelayMs([9_000], 10_000)).toBe(minPollDelayMs);
  expect(nextPollDelayMs([99_000], 10_000)).toBe(10_000);
});

test("with nothing running a teammate's work is still noticed", () => {
  expect(nextPollDelayMs([], 10_000)).toBe(idlePollDelayMs);
});

test("a run is read at the interval Layer names", () => {
  expect(nextReadDelayMs(7, 0, null)).toBe(7_000);
  expect(nextReadDelayMs(0, 0, null)).toBe(1_000);
});

test("failed reads are spaced out without ever giving up", () => {
  expect(nextReadDelayMs(5, 1, null)).toBe(10_000);
  expect(nextReadDelayMs(5, 3, null)).toBe(40_000);
  expect(nextReadDelayMs(5, 100, null)).toBe(120_000);
  expect(nextReadDelayMs(600, 100, null)).toBe(600_000);
});

test("Layer's own Retry-After is waited for", () => {
  expect(nextReadDelayMs(1, 0, 30)).toBe(30_000);
});

test("no told interval or wait keeps a run from being read again within ten minutes", () => {
  expect(nextReadDelayMs(1e15, 0, null)).toBe(600_000);
  expect(nextReadDelayMs(1, 3, 1e6)).toBe(600_000);
});

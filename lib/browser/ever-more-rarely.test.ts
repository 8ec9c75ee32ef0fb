import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { everMoreRarely } from "./ever-more-rarely";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("it looks again after twice as long each time, until it is told to stop", () => {
  const begun = Date.now();
  const looks: number[] = [];
  const stop = everMoreRarely(() => looks.push(Date.now() - begun), 600);
  vi.advanceTimersByTime(5_000);
  expect(looks).toEqual([600, 1_800, 4_200]);
  stop();
  vi.advanceTimersByTime(60_000);
  expect(looks).toHaveLength(3);
});

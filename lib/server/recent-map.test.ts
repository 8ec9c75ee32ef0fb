import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { RecentMap } from "./recent-map";
import { SharedRead } from "./shared-read";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("a full map forgets the entry that was used longest ago", () => {
  const map = new RecentMap<number>(2);
  map.set("a", 1, 1_000);
  map.set("b", 2, 1_000);
  map.get("a");
  map.set("c", 3, 1_000);
  expect([map.get("a"), map.get("b"), map.get("c")]).toEqual([1, undefined, 3]);
});

test("an entry is gone when its time has passed", () => {
  const map = new RecentMap<number>(2);
  map.set("a", 1, 1_000);
  vi.advanceTimersByTime(1_000);
  expect(map.get("a")).toBeUndefined();
});

test("many who ask at once cause one read, and one who asks after its life causes another", async () => {
  let reads = 0;
  const shared = new SharedRead<number>(10);
  const load = async () => {
    reads += 1;
    await Promise.resolve();
    return reads;
  };
  expect(await Promise.all([1, 2, 3].map(() => shared.read("key", 1_000, load)))).toEqual([1, 1, 1]);
  vi.advanceTimersByTime(999);
  expect(await shared.read("key", 1_000, load)).toBe(1);
  vi.advanceTimersByTime(1);
  expect(await shared.read("key", 1_000, load)).toBe(2);
});

const failing = () => Promise.reject(new Error("no answer"));

test("a read that failed is asked again by the next", async () => {
  const shared = new SharedRead<string>(10);
  await expect(shared.read("key", 1_000, failing)).rejects.toThrow("no answer");
  expect(await shared.read("key", 1_000, () => Promise.resolve("answer"))).toBe("answer");
});

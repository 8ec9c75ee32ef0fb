import { expect, test } from "vitest";
import { ArrivalMeter, pacedChunkBytes, shownBytesPerSecond, type Way, WayMemory } from "./upload-pace";

const quantum = 262_144;
const allowed = 128 * quantum;
const unknown: Way = { lastBytes: null, lineBytesPerSecond: null, bytesPerSecond: null };
const fast: Way = { lastBytes: allowed, lineBytesPerSecond: 1e9, bytesPerSecond: 1e9 };

test("a line nobody knows yet is tried with a mebibyte, and sixteen times what arrived from there on", () => {
  expect(pacedChunkBytes(allowed, unknown)).toBe(4 * quantum);
  expect(pacedChunkBytes(allowed, { ...unknown, lastBytes: 4 * quantum })).toBe(64 * quantum);
  expect(pacedChunkBytes(allowed, { ...unknown, lastBytes: 8 * quantum })).toBe(allowed);
  expect(pacedChunkBytes(allowed, fast)).toBe(allowed);
});

test("a file begins with what the one before it has shown of the line, while that is news", () => {
  const memory = new WayMemory();
  expect(memory.at(0)).toEqual(unknown);
  memory.note(fast, 1_000);
  // A small file takes as long as a question does, and tells nothing.
  memory.note({ ...fast, lastBytes: quantum, bytesPerSecond: 20_000 }, 2_000);
  expect(memory.at(11_000)).toEqual(fast);
  expect(memory.at(11_001)).toEqual(unknown);
});

test("on a slow line a cut costs half a second at most, in whole quanta, and never less than one", () => {
  expect(pacedChunkBytes(allowed, { ...fast, lineBytesPerSecond: 2_500_000 })).toBe(4 * quantum);
  expect(pacedChunkBytes(allowed, { ...fast, lineBytesPerSecond: 20_000 })).toBe(quantum);
});

test("a host that stores slowly behind a fast line answers every other second all the same", () => {
  expect(pacedChunkBytes(allowed, { ...fast, bytesPerSecond: 1_000_000 })).toBe(7 * quantum);
});

test("what is allowed is never exceeded, however little it is", () => {
  expect(pacedChunkBytes(1_024, unknown)).toBe(1_024);
  expect(pacedChunkBytes(1_024, { ...fast, lineBytesPerSecond: 20_000 })).toBe(1_024);
});

test("the speed is that of what was acknowledged, however early it left", () => {
  const meter = new ArrivalMeter();
  for (let second = 0; second < 5; second += 1) meter.add(1_000_000, second * 1_000, (second + 1) * 1_000);
  expect(meter.bytesPerSecond).toBeCloseTo(1_000_000);
});

test("files side by side are as fast as all of them together, and a rest is not slowness", () => {
  const meter = new ArrivalMeter();
  meter.add(500_000, 0, 1_000);
  meter.add(500_000, 500, 1_000);
  meter.add(1_000_000, 4_000, 5_000);
  expect(meter.bytesPerSecond).toBeCloseTo(1_000_000);
});

test("a line that changed shows within ten seconds, and what is older is no news", () => {
  const meter = new ArrivalMeter();
  meter.add(100_000_000, 0, 5_000);
  meter.add(100_000, 5_000, 15_000);
  expect(meter.bytesPerSecond).toBeCloseTo(10_000);
  expect(meter.lately(20_000)).toBeCloseTo(10_000);
  expect(meter.lately(25_001)).toBeNull();
  expect(new ArrivalMeter().lately(0)).toBeNull();
});

test("a chunk on its way may only lower the speed shown, except where there is none yet", () => {
  expect(shownBytesPerSecond(null, 9_000_000, 900)).toBeNull();
  expect(shownBytesPerSecond(null, 2_000_000, 2_000)).toBe(1_000_000);
  expect(shownBytesPerSecond(500_000, 9_000_000, 2_000)).toBe(500_000);
  expect(shownBytesPerSecond(500_000, 100_000, 2_000)).toBe(50_000);
});

import { expect, test } from "vitest";
import { pacedChunkBytes } from "./upload-pace";

const quantum = 262_144;
const allowed = 16 * quantum;

test("a line nobody knows yet is tried with a mebibyte, a fast one gets all that is allowed", () => {
  expect(pacedChunkBytes(0, allowed, null)).toBe(4 * quantum);
  expect(pacedChunkBytes(4 * quantum, allowed, null)).toBe(allowed);
  expect(pacedChunkBytes(4 * quantum, allowed, 100e6)).toBe(allowed);
});

test("on a slow line a cut costs half a second at most, in whole quanta, and never less than one", () => {
  expect(pacedChunkBytes(4 * quantum, allowed, 2_500_000)).toBe(4 * quantum);
  expect(pacedChunkBytes(4 * quantum, allowed, 20_000)).toBe(quantum);
});

test("what is allowed is never exceeded, however little it is", () => {
  expect(pacedChunkBytes(0, 1_024, null)).toBe(1_024);
  expect(pacedChunkBytes(1_024, 1_024, 20_000)).toBe(1_024);
});

import { expect, test } from "vitest";
import { seamOf } from "./asset-seam";

test("the wave across the seam is the end, then the beginning, and its jump is told", () => {
  const samples = Float32Array.from([0.5, 0.25, 0, -0.25]);
  expect(seamOf(samples, 2)).toEqual({ curve: [0, -0.25, 0.5, 0.25], jump: 0.75 });
  expect(seamOf(new Float32Array(), 2)).toEqual({ curve: [], jump: 0 });
});

import { expect, test } from "vitest";
import { waveformPeaks } from "./asset-waveform";

test("each bar shows the loudest moment of its stretch, whichever way it swings", () => {
  expect(waveformPeaks(Float32Array.of(0, 0.25, -0.5, 0, 0, 0, 0.125, 0), 4)).toEqual([0.5, 1, 0, 0.25]);
});

test("silence is flat and not blown up", () => {
  expect(waveformPeaks(new Float32Array(100), 3)).toEqual([0, 0, 0]);
});

test("a sound shorter than the bars still fills them", () => {
  expect(waveformPeaks(Float32Array.of(1), 3)).toEqual([1, 1, 1]);
});

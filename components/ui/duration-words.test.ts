import { expect, test } from "vitest";
import { durationWords } from "./duration-words";

test.each([
  [-3, "0 s"],
  [0.4, "0 s"],
  [59.4, "59 s"],
  [59.6, "1 m 00 s"],
  [65, "1 m 05 s"],
  [3_599, "59 m 59 s"],
  [7_380, "2 h 03 m"],
])("%d seconds are said as %s", (seconds, words) => {
  expect(durationWords(seconds)).toBe(words);
});

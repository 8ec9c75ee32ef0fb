import { expect, test } from "vitest";
import { familyWords, plainWords, timingWords } from "./model-words";

test.each([
  ["flux_2_pro", "Flux 2 Pro"],
  ["__", ""],
  ["GPT image", "GPT Image"],
  ["sdxl_1_0", "SDXL 1.0"],
  ["sd_3_5_large", "SD 3.5 Large"],
  ["kling_v3_pro", "Kling V3 Pro"],
])("the family %s reads %s", (slug, words) => {
  expect(familyWords(slug)).toBe(words);
});

test.each([
  ["5-15s", "5–15 s"],
  ["2-3min", "2–3 min"],
  ["about a minute", "about a minute"],
])("the timing %s reads %s", (timing, words) => {
  expect(timingWords(timing)).toBe(words);
});

test.each([
  ["A **bold** model, *fast* and `sharp`.", "A bold model, fast and sharp."],
  ["# Title\n- one\n- [two](https://a.example)", "Title one two"],
  ["snake_case_name, 2 * 3 * 4", "snake_case_name, 2 * 3 * 4"],
])("the description %j is read as %j", (text, words) => {
  expect(plainWords(text)).toBe(words);
});

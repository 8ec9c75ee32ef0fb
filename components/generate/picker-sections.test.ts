import { expect, test } from "vitest";
import type { ModelSummary } from "@/lib/domain/model";
import { fitsSearch, pickerSections } from "./picker-sections";

const model = (id: string, modality = "image"): ModelSummary => ({
  id,
  name: id,
  modality,
  timing: "5s",
  baseModel: null,
  description: null,
});
const mine = {
  favouriteIds: ["b", "c"],
  favourites: [model("b"), model("c", "video")],
  recent: [model("a"), model("b")],
};
const found = [model("a"), model("b"), model("d")];
const names = (sections: ReturnType<typeof pickerSections>) =>
  sections.map(({ title, models }) => [title, ...models.map(({ id }) => id)].join(" "));

test("what one used and liked comes first, and nothing is listed twice", () => {
  expect(names(pickerSections({ mine, found, search: "", modality: null }))).toEqual([
    "Recent a b",
    "Favourites c",
    "All models d",
  ]);
});

test("a kind leaves only its own models", () => {
  expect(names(pickerSections({ mine, found: [], search: "", modality: "video" }))).toEqual(["Favourites c"]);
});

test("a search shows only what was found, as Layer ranks it", () => {
  expect(names(pickerSections({ mine, found, search: "x", modality: null }))).toEqual(["Found a b d"]);
  expect(pickerSections({ mine, found: [], search: "x", modality: null })).toEqual([]);
});

test("while Layer is asked, known models are narrowed by every word typed", () => {
  const known = { ...model("x"), name: "Flux 2 Pro" };
  expect(fitsSearch(known, "pro flux", null)).toBe(true);
  expect(fitsSearch(known, "pro flux", "video")).toBe(false);
  expect(fitsSearch(known, "kling", null)).toBe(false);
});

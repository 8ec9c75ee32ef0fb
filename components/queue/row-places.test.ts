import { expect, test } from "vitest";
import { placeAfterDrag, placeAfterStep } from "./row-places";

test("a step moves a row past its neighbour, and never off the list", () => {
  expect(placeAfterStep(["a", "b", "c"], "a", 1)).toEqual({ index: 1, beforeId: "c" });
  expect(placeAfterStep(["a", "b", "c"], "a", 9)).toEqual({ index: 2, beforeId: null });
  expect(placeAfterStep(["a", "b", "c"], "c", -1)).toEqual({ index: 1, beforeId: "b" });
  expect(placeAfterStep(["a", "b", "c"], "a", -1)).toBeNull();
  expect(placeAfterStep(["a"], "x", 1)).toBeNull();
});

test("a dragged row is put among what waits, wherever ended rows lie between", () => {
  const shown = ["-done", "a", "-gone", "b", "c"].map((name) => ({
    id: name,
    isWaiting: !name.startsWith("-"),
  }));
  expect(placeAfterDrag(shown, "a", 2)).toEqual({ index: 1, beforeId: "c" });
  expect(placeAfterDrag(shown, "a", 1)).toBeNull();
  expect(placeAfterDrag(shown, "c", -9)).toEqual({ index: 0, beforeId: "a" });
  expect(placeAfterDrag(shown, "b", 9)).toEqual({ index: 2, beforeId: null });
});

import { expect, test } from "vitest";
import { modelQueryFrom, modelQueryParameters, timingSeconds } from "./model";

test("a model query survives the URL", () => {
  const query = {
    search: "pixel art",
    modality: "image",
    capabilities: ["inpainting" as const, "textTo3d" as const],
  };
  expect(modelQueryFrom(modelQueryParameters(query))).toEqual(query);
});

test("what a URL holds beyond the known filters is left out", () => {
  expect(modelQueryFrom(new URLSearchParams("can=inpainting,flying&q=%20%20&modality=hologram"))).toEqual({
    search: "",
    modality: null,
    capabilities: ["inpainting"],
  });
});

test.each([
  ["5-15s", 15],
  ["~30–90 s", 90],
  ["1-2 minutes", 120],
  ["2 min", 120],
  ["800ms", 0.8],
  ["instant", null],
  ["", null],
])("the timing %j is at most %j seconds", (timing, seconds) => {
  expect(timingSeconds(timing)).toBe(seconds);
});

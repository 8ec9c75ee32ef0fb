import { expect, test } from "vitest";
import { placeTooltip } from "./tooltip";

const popup = { width: 100, height: 24 };
const screen = { width: 1000, height: 600 };
const at = (left: number, top: number) => ({
  left,
  top,
  width: 32,
  height: 32,
  right: left + 32,
  bottom: top + 32,
});

test("a tooltip stands centred on the side it was asked for", () => {
  expect(placeTooltip(at(500, 300), popup, "top", screen)).toEqual({ left: 466, top: 270 });
  expect(placeTooltip(at(500, 300), popup, "right", screen)).toEqual({ left: 538, top: 304 });
});

test("without room it turns to the opposite side", () => {
  expect(placeTooltip(at(500, 4), popup, "top", screen).top).toBe(42);
  expect(placeTooltip(at(960, 300), popup, "right", screen).left).toBe(854);
});

test("it never leaves the window", () => {
  expect(placeTooltip(at(0, 300), popup, "top", screen).left).toBe(8);
  expect(placeTooltip(at(968, 300), popup, "bottom", screen).left).toBe(892);
});

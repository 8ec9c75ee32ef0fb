import { expect, test } from "vitest";
import { withPiece } from "./prompt-pieces";

test.each<[string, number, number, string]>([
  ["", 0, 0, "rim light"],
  ["a fox", 5, 5, "a fox rim light"],
  ["a fox, at dusk", 5, 5, "a fox rim light, at dusk"],
  ["a  fox", 2, 2, "a rim light fox"],
  ["a red fox", 2, 5, "a rim light fox"],
  ["fox", 0, 0, "rim light fox"],
])("put into %j at %d to %d it reads %j", (text, start, end, result) => {
  expect(withPiece(text, "rim light", { start, end })).toBe(result);
});

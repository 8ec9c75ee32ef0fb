import { expect, test } from "vitest";
import { columnWidthsFrom, columnWidthsText } from "./column-widths";

test("widths come back as they were left", () => {
  const widths = { formPixels: 401, recentsPixels: 240 };
  expect(columnWidthsFrom(columnWidthsText(widths))).toEqual(widths);
});

test("what was written by anything else falls back, and no column can be pushed out of sight", () => {
  expect(columnWidthsFrom("wide")).toEqual({ formPixels: 380, recentsPixels: 220 });
  expect(columnWidthsFrom(undefined)).toEqual({ formPixels: 380, recentsPixels: 220 });
  expect(columnWidthsFrom("9999-0")).toEqual({ formPixels: 480, recentsPixels: 168 });
});

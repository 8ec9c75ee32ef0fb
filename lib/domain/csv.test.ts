import { expect, test } from "vitest";
import { csvCell, csvLine } from "./csv";

test.each(["=cmd|' /C calc'!A0", "+1", "-2+3", "@SUM(A1)", " =1", "\t=1", "\r\n=1", "＝1"])(
  "a text that a spreadsheet would run (%j) is marked as a text",
  (text) => {
    expect(csvCell(text).replace(/^"/, "").startsWith("'")).toBe(true);
  },
);

test("a price stays a number, below nothing too", () => {
  expect(csvLine([-0.5, 12, null, undefined, Number.NaN])).toBe("-0.5,12,,,\r\n");
});

test("commas, quotes and line ends stay inside their cell", () => {
  expect(csvLine(["a, b", 'say "hi"', "two\nlines", "plain"])).toBe(
    '"a, b","say ""hi""","two\nlines",plain\r\n',
  );
});

import { expect, test } from "vitest";
import { csvCell, manifestColumns, manifestLine, manifestRow } from "./manifest";

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "|cmd", "%x"])(
  "a prompt that begins like a formula (%j) is not run by a spreadsheet",
  (prompt) => {
    expect(csvCell(prompt)).toMatch(/^"'/);
  },
);

test("quotes, commas and lines stay within their cell, and numbers stay numbers", () => {
  expect(csvCell('a "b", c\nd')).toBe('"a ""b"", c\nd"');
  expect(csvCell(-1)).toBe('"-1"');
  expect(csvCell(null)).toBe('""');
});

test("a file that the history does not have stands in the table with its reason", () => {
  const line = manifestLine(
    { path: null, problem: "Gone.", sizeBytes: null, sha256: null },
    { generationId: "11111111-2222-4222-8222-222222222222", position: 4 },
    null,
  );
  const cells = manifestRow(line).split(",");
  expect(cells).toHaveLength(manifestColumns.split(",").length);
  expect(cells[1]).toBe('"Gone."');
});

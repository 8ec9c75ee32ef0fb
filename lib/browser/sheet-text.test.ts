import * as fc from "fast-check";
import { expect, test } from "vitest";
import { linesOfSheet, sheetOfLines } from "./sheet-text";

test.each([
  [
    "tabs, as a spreadsheet copies",
    "name\tprompt\nBarrel\ta red, old barrel\n",
    [
      ["name", "prompt"],
      ["Barrel", "a red, old barrel"],
    ],
  ],
  [
    "commas and quoted texts",
    'name,prompt\r\nBarrel,"a ""red"", old\nbarrel"\r\n',
    [
      ["name", "prompt"],
      ["Barrel", 'a "red", old\nbarrel'],
    ],
  ],
  [
    "semicolons, as half of Europe exports",
    "name;count\nBarrel;2",
    [
      ["name", "count"],
      ["Barrel", "2"],
    ],
  ],
  [
    "a mark of the encoding",
    "\uFEFFname,count\nBarrel,2",
    [
      ["name", "count"],
      ["Barrel", "2"],
    ],
  ],
  ["one column", "name\nBarrel\nCrate", [["name"], ["Barrel"], ["Crate"]]],
  ["nothing", "", []],
])("%s", (_, text, lines) => {
  expect(linesOfSheet(text)).toEqual({ lines, problems: [] });
});

test("an open quote is named by its line", () => {
  expect(linesOfSheet('name,prompt\nBarrel,"old').problems).toEqual([
    "Line 2: a quote is not closed as it should be.",
  ]);
});

test("any sheet comes back as it was written out", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", '"', "\t", ",", ";", "\n", " ", "é") });
  // The first line names the columns, and no name is empty.
  const sheet = fc.integer({ min: 2, max: 4 }).chain((width) =>
    fc.array(
      fc.array(
        cell.map((text) => `c${text}`),
        { minLength: width, maxLength: width },
      ),
      {
        minLength: 1,
        maxLength: 6,
      },
    ),
  );
  fc.assert(
    fc.property(sheet, (lines) => {
      const [headers = [], ...rest] = lines;
      const plain = [headers.map((_, index) => `column ${index}`), ...rest];
      expect(linesOfSheet(sheetOfLines(plain)).lines).toEqual(plain);
    }),
  );
});

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readColumns, readSheet, withCell } from "./sheet";

test("headings are understood by label, key and the words people use", () => {
  const headings = [
    "Asset",
    "Prompt",
    "model",
    "Count",
    "guidance_scale",
    "Size",
    "References",
    "Style",
    "Biome",
    "",
    "Name",
    "Video effects",
  ];
  expect(readColumns(headings).map(({ meaning }) => meaning)).toEqual([
    { kind: "name" },
    { kind: "prompt" },
    { kind: "model" },
    { kind: "parameter", key: "batchSize" },
    { kind: "parameter", key: "guidanceScale" },
    { kind: "size" },
    { kind: "references", role: null },
    { kind: "references", role: "prompt" },
    { kind: "variable", name: "biome" },
    { kind: "unused", reason: "has no heading" },
    { kind: "unused", reason: "means the same as a column before it" },
    { kind: "unused", reason: "cannot be set from a sheet" },
  ]);
});

test("a row holds what its cells say, and leaves the rest to the form", () => {
  const { rows } = readSheet([
    ["name", "count", "size", "steps", "refs", "biome", "remove background"],
    ["Barrel", "2", "1024x512", "", "a.png; b.png", "swamp", "yes"],
    ["", "", "", "", "", "", ""],
    ["Crate"],
  ]);
  expect(rows).toMatchObject([
    {
      line: 2,
      name: "Barrel",
      prompt: null,
      parameters: { batchSize: 2, width: 1024, height: 512, removeBackground: true },
      references: [
        { file: "a.png", role: null },
        { file: "b.png", role: null },
      ],
      problems: [],
    },
    { line: 4, name: "Crate", parameters: {}, references: [], problems: [] },
  ]);
  expect(rows[0]?.variables.get("biome")).toBe("swamp");
});

test("a broken row names each of its problems and harms no other", () => {
  const { rows } = readSheet([
    ["name", "count", "size"],
    ["Barrel", "lots", "big", "left over"],
    ["Crate", "3", "64x64"],
  ]);
  expect(rows.map(({ problems }) => problems)).toEqual([
    [
      "Batch size must be a number, not “lots”.",
      "A size is written like 1024x768, not “big”.",
      "A cell stands beyond the last heading; a comma within a text needs quotes.",
    ],
    [],
  ]);
});

test("any cells give rows with a name, and a changed cell changes that cell alone", () => {
  const lines = fc.array(fc.array(fc.string(), { maxLength: 6 }), { maxLength: 8 });
  fc.assert(
    fc.property(lines, fc.nat(7), fc.nat(5), fc.string(), (sheet, line, column, text) => {
      expect(readSheet(sheet).rows.every(({ name }) => name !== "")).toBe(true);
      const changed = withCell(sheet, line + 1, column, text);
      expect(changed[line]?.[column]).toBe(text);
      const differing = sheet.flatMap((cells, y) =>
        cells.filter((cell, x) => changed[y]?.[x] !== cell && !(y === line && x === column)),
      );
      expect(differing).toEqual([]);
    }),
  );
});

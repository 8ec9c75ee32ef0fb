import * as fc from "fast-check";
import { expect, test } from "vitest";
import { justifiedRows } from "./justified-rows";

const aspect = fc.double({ min: 0.3, max: 4, noNaN: true });
const options = { widthPixels: 1000, rowHeightPixels: 200, gapPixels: 4 };
const right = (row: { tiles: Array<{ leftPixels: number; widthPixels: number }> }) => {
  const last = row.tiles.at(-1);
  return last ? last.leftPixels + last.widthPixels : 0;
};

test("every tile is placed once, in order, at its true aspect", () => {
  fc.assert(
    fc.property(
      fc.array(aspect, { maxLength: 60 }),
      fc.integer({ min: 320, max: 2400 }),
      (aspects, width) => {
        const rows = justifiedRows(aspects, { ...options, widthPixels: width });
        expect(rows.flatMap((row) => row.tiles.map((tile) => tile.index))).toEqual([...aspects.keys()]);
        for (const row of rows)
          for (const tile of row.tiles)
            expect(tile.widthPixels / row.heightPixels).toBeCloseTo(aspects[tile.index] ?? Number.NaN, 6);
      },
    ),
  );
});

test("every row but the last reaches the right edge and none passes it", () => {
  fc.assert(
    fc.property(fc.array(aspect, { minLength: 1, maxLength: 60 }), (aspects) => {
      const rows = justifiedRows(aspects, options);
      for (const row of rows.slice(0, -1)) expect(right(row)).toBeCloseTo(1000, 3);
      for (const row of rows) expect(right(row)).toBeLessThanOrEqual(1000.01);
    }),
  );
});

test("rows follow one another with the gap between them", () => {
  const rows = justifiedRows(
    Array.from({ length: 20 }, () => 1.5),
    options,
  );
  const tops = rows.map((row) => row.topPixels);
  const expected = rows.map((_, index) =>
    rows.slice(0, index).reduce((sum, row) => sum + row.heightPixels + 4, 0),
  );
  expect(tops).toEqual(expected);
});

test("a last row keeps the wanted height instead of being blown up", () => {
  const rows = justifiedRows([1, 1, 1, 1, 1], { ...options, widthPixels: 808 });
  expect(rows.map((row) => row.tiles.length)).toEqual([3, 2]);
  expect(rows[1]?.heightPixels).toBe(200);
});

test("tiles that fill a row exactly stay in it", () => {
  expect(justifiedRows([1, 1, 1, 1], { ...options, widthPixels: 812 })).toHaveLength(1);
});

test("a panorama wider than the row is alone and as wide as the row", () => {
  const rows = justifiedRows([10, 1], options);
  expect(rows[0]).toEqual({
    topPixels: 0,
    heightPixels: 100,
    tiles: [{ index: 0, leftPixels: 0, widthPixels: 1000 }],
  });
});

test("nothing is laid out before a width is known", () => {
  expect(justifiedRows([1], { ...options, widthPixels: 0 })).toEqual([]);
});

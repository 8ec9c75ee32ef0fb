import { expect, test } from "vitest";
import { placeAt, reordered } from "./reordered";

const items = ["a", "b", "c"].map((key) => ({ key }));
const keys = (key: string, to: number) =>
  reordered(items, key, to)
    .map((item) => item.key)
    .join("");

test.each<[string, number, string]>([
  ["a", 1, "bac"],
  ["a", 9, "bca"],
  ["c", 0, "cab"],
  ["c", -1, "cab"],
  ["b", 1, "abc"],
  ["gone", 0, "abc"],
])("%s moved to %d gives %s", (key, to, order) => {
  expect(keys(key, to)).toBe(order);
});

test("a dragged row comes after the others whose middles the pointer has passed", () => {
  const others = [
    { top: 0, height: 40 },
    { top: 88, height: 40 },
  ];
  expect([placeAt(10, others), placeAt(60, others), placeAt(200, others)]).toEqual([0, 1, 2]);
});

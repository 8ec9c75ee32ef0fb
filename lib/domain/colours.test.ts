import { expect, test } from "vitest";
import { hueOf, huesOf } from "./colours";

test.each([
  [220, 30, 30, "red"],
  [250, 150, 40, "orange"],
  [120, 75, 35, "brown"],
  [245, 225, 60, "yellow"],
  [60, 160, 70, "green"],
  [40, 180, 175, "teal"],
  [60, 110, 220, "blue"],
  [130, 70, 220, "purple"],
  [240, 110, 190, "pink"],
  [12, 12, 16, "black"],
  [128, 130, 126, "grey"],
  [250, 250, 248, "white"],
])("%i %i %i is called %s", (red, green, blue, name) => {
  expect(hueOf(red, green, blue)).toBe(name);
});

test("a picture is known by what fills it, the largest first, and not by a speck or by what is transparent", () => {
  const pixel = (count: number, ...rgba: number[]) => Array.from({ length: count }, () => rgba).flat();
  expect(
    huesOf([
      ...pixel(30, 60, 110, 220, 255),
      ...pixel(60, 220, 30, 30, 255),
      ...pixel(5, 245, 225, 60, 255),
      ...pixel(500, 250, 250, 250, 0),
    ]),
  ).toEqual(["red", "blue"]);
  expect(huesOf([])).toEqual([]);
});

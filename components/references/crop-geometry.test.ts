import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Corner,
  fullArea,
  keptPixels,
  movedArea,
  resizedArea,
  shapedArea,
  turnedBox,
  wholeArea,
} from "./crop-geometry";

test("a quarter turn swaps the sides and keeps the whole picture", () => {
  const box = turnedBox(400, 300, 90);
  expect(box.width).toBeCloseTo(300);
  expect(box.height).toBeCloseTo(400);
  expect(fullArea(400, 300, 90).width).toBeCloseTo(1);
  expect(fullArea(400, 300, 0)).toEqual(wholeArea);
});

test("turned by any angle, the full area has no corner outside the picture", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 10, max: 9_000 }),
      fc.integer({ min: 10, max: 9_000 }),
      fc.double({ min: -45, max: 45, noNaN: true }),
      (width, height, degrees) => {
        const box = turnedBox(width, height, degrees);
        const area = fullArea(width, height, degrees);
        const turn = (-degrees * Math.PI) / 180;
        for (const [px, py] of [
          [area.x, area.y],
          [area.x + area.width, area.y],
          [area.x, area.y + area.height],
          [area.x + area.width, area.y + area.height],
        ] as const) {
          const [x, y] = [(px - 0.5) * box.width, (py - 0.5) * box.height];
          expect(Math.abs(x * Math.cos(turn) - y * Math.sin(turn))).toBeLessThanOrEqual(width / 2 + 0.01);
          expect(Math.abs(x * Math.sin(turn) + y * Math.cos(turn))).toBeLessThanOrEqual(height / 2 + 0.01);
        }
      },
    ),
  );
});

test("whatever is drawn at, the area stays within the picture, keeps something, and keeps its shape", () => {
  const part = fc.double({ min: -2, max: 2, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom<Corner | "move">("nw", "ne", "sw", "se", "move"), part, part)),
      fc.constantFrom(null, 1, 16 / 9, 9 / 16),
      fc.constantFrom(1, 0.5, 3),
      (steps, shape, boxRatio) => {
        let area = shape === null ? wholeArea : shapedArea(wholeArea, shape, boxRatio);
        for (const [what, byX, byY] of steps)
          area =
            what === "move" ? movedArea(area, byX, byY) : resizedArea(area, what, byX, byY, shape, boxRatio);
        expect(area.x).toBeGreaterThanOrEqual(-1e-9);
        expect(area.y).toBeGreaterThanOrEqual(-1e-9);
        expect(area.x + area.width).toBeLessThanOrEqual(1 + 1e-9);
        expect(area.y + area.height).toBeLessThanOrEqual(1 + 1e-9);
        expect(area.width).toBeGreaterThan(0.001);
        expect(area.height).toBeGreaterThan(0.001);
        expect(
          (area.width * boxRatio) / area.height / (shape ?? (area.width * boxRatio) / area.height),
        ).toBeCloseTo(1);
      },
    ),
  );
});

test("a crop is whole pixels and never nothing", () => {
  expect(keptPixels({ x: 0.25, y: 0, width: 0.5, height: 1 }, { width: 401, height: 300 })).toEqual({
    left: 100,
    top: 0,
    width: 201,
    height: 300,
  });
  expect(keptPixels({ x: 0, y: 0, width: 0.02, height: 0.02 }, { width: 5, height: 5 })).toMatchObject({
    width: 1,
    height: 1,
  });
});

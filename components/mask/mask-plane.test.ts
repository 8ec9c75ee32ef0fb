import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  coveredPart,
  type Dab,
  emptyPlane,
  extendedPlane,
  fillPlane,
  invertPlane,
  type MaskPlane,
  paintOutline,
  paintSegment,
  segmentArea,
} from "./mask-plane";

const at = ({ width, cover }: MaskPlane, x: number, y: number) => cover[y * width + x] ?? -1;
const dab = (x: number, y: number, radius: number) => ({ x, y, radius });

test("a hard dab covers its circle, fades over one pixel at its edge, and nothing beyond", () => {
  const plane = emptyPlane(64, 64);
  paintSegment(plane, dab(32, 32, 10), dab(32, 32, 10), 1, "add");
  expect([at(plane, 32, 32), at(plane, 32, 23), at(plane, 32, 20)]).toEqual([255, 255, 0]);
  // π r², within the pixels of its rim.
  expect(plane.cover.reduce((sum, value) => sum + value / 255, 0)).toBeCloseTo(Math.PI * 100, -1);
});

test("a stroke is the same whether it comes in one piece or in many", () => {
  const [one, many] = [emptyPlane(128, 64), emptyPlane(128, 64)];
  paintSegment(one, dab(20, 20, 12), dab(100, 40, 12), 0.4, "add");
  for (let step = 0; step < 16; step += 1) {
    const point = (part: number) => dab(20 + (80 * part) / 16, 20 + (20 * part) / 16, 12);
    paintSegment(many, point(step), point(step + 1), 0.4, "add");
  }
  const worst = one.cover.reduce(
    (most, value, index) => Math.max(most, Math.abs(value - (many.cover[index] ?? 0))),
    0,
  );
  expect(worst).toBeLessThanOrEqual(1);
});

test("a soft brush fades from its middle to its rim", () => {
  const plane = emptyPlane(64, 64);
  paintSegment(plane, dab(32, 32, 20), dab(32, 32, 20), 0, "add");
  const row = [32, 37, 42, 47, 51].map((x) => at(plane, x, 32));
  expect(row).toEqual(row.toSorted((a, b) => b - a));
  expect(row[2]).toBeGreaterThan(90);
  expect(row[2]).toBeLessThan(165);
});

test("pressure widens a stroke along its way", () => {
  const plane = emptyPlane(128, 64);
  paintSegment(plane, dab(20, 32, 2), dab(100, 32, 20), 1, "add");
  expect([at(plane, 22, 40), at(plane, 98, 46)]).toEqual([0, 255]);
});

test("rows filled in one run are what each pixel's own distance from the line says", () => {
  const side = 24;
  const strengthAt = (x: number, y: number, from: Dab, to: Dab, hardness: number) => {
    const [alongX, alongY] = [to.x - from.x, to.y - from.y];
    const lengthSquared = alongX ** 2 + alongY ** 2;
    const along = lengthSquared > 0 ? ((x - from.x) * alongX + (y - from.y) * alongY) / lengthSquared : 0;
    const part = Math.min(1, Math.max(0, along));
    const radius = from.radius + (to.radius - from.radius) * part;
    const fade = Math.max(1, radius * (1 - hardness));
    const distance = Math.hypot(x - from.x - alongX * part, y - from.y - alongY * part);
    const rest = Math.min(1, Math.max(0, (radius + 0.5 - distance) / fade));
    const isSoft = Math.max(from.radius, to.radius) * (1 - hardness) > 1;
    return 255 * (isSoft ? rest * rest * (3 - 2 * rest) : rest);
  };
  const place = fc.oneof(fc.integer({ min: -8, max: 32 }), fc.double({ min: -8, max: 32, noNaN: true }));
  const radius = fc.oneof(fc.constant(6), fc.double({ min: 0.5, max: 14, noNaN: true }));
  const anyDab = fc.record({ x: place, y: place, radius });
  const hardness = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }));
  fc.assert(
    fc.property(anyDab, anyDab, hardness, fc.constantFrom("add", "remove"), (from, to, hard, mode) => {
      const plane = emptyPlane(side, side);
      plane.cover.fill(mode === "add" ? 40 : 215);
      paintSegment(plane, from, to, hard, mode);
      const painted = mode === "add" ? plane.cover : plane.cover.map((value) => 255 - value);
      const worst = painted.reduce((most, value, index) => {
        const strength = strengthAt((index % side) + 0.5, Math.floor(index / side) + 0.5, from, to, hard);
        return Math.max(most, Math.abs(value - Math.max(40, strength)));
      }, 0);
      // Half a step of rounding, and what the order of sums makes of it.
      expect(worst).toBeLessThan(0.51);
    }),
  );
});

test("the eraser takes away what the brush gave, and a stroke beside the picture touches nothing", () => {
  const plane = emptyPlane(64, 64);
  fillPlane(plane, 255);
  paintSegment(plane, dab(-40, 10, 60), dab(90, 10, 60), 1, "remove");
  expect(plane.cover.every((value) => value === 0)).toBe(true);
  paintSegment(plane, dab(-500, -500, 50), dab(-400, 900, 50), 1, "add");
  expect(plane.cover.every((value) => value === 0)).toBe(true);
});

test("the area told for a stroke holds everything it changes", () => {
  for (const [from, to] of [
    [dab(5, 5, 9), dab(60, 58, 3)],
    [dab(60, 2, 7), dab(1, 2, 7)],
    [dab(30, 30, 0.5), dab(30, 63, 0.5)],
  ] as const) {
    const plane = emptyPlane(64, 64);
    paintSegment(plane, from, to, 0.5, "add");
    const area = segmentArea(plane, from, to);
    plane.cover.forEach((value, index) => {
      const [x, y] = [index % 64, Math.floor(index / 64)];
      const isInside = x >= area.left && x < area.right && y >= area.top && y < area.bottom;
      expect(value === 0 || isInside).toBe(true);
    });
  }
});

test("an outline is filled to the fraction of a pixel, also where it crosses itself", () => {
  const plane = emptyPlane(32, 32);
  const square = [
    { x: 4, y: 4 },
    { x: 12.5, y: 4 },
    { x: 12.5, y: 12 },
    { x: 4, y: 12 },
  ];
  paintOutline(plane, square, "add");
  expect([at(plane, 4, 4), at(plane, 11, 11), at(plane, 12, 8), at(plane, 13, 8), at(plane, 3, 8)]).toEqual([
    255, 255, 128, 0, 0,
  ]);
  // A pentagram: by the other rule of filling its middle would stay empty.
  const star = [0, 2, 4, 1, 3].map((corner) => ({
    x: 16 + 15 * Math.sin((corner * 2 * Math.PI) / 5),
    y: 16 - 15 * Math.cos((corner * 2 * Math.PI) / 5),
  }));
  const starred = emptyPlane(32, 32);
  paintOutline(starred, star, "add");
  expect(at(starred, 16, 16)).toBe(255);
  paintOutline(plane, square, "remove");
  expect([at(plane, 8, 8), at(plane, 12, 8)]).toEqual([0, 127]);
});

test("an outline that leaves the picture is cut at its edge", () => {
  const plane = emptyPlane(16, 16);
  const corners = [
    { x: -50, y: -50 },
    { x: 8, y: -50 },
    { x: 8, y: 80 },
    { x: -50, y: 80 },
  ];
  paintOutline(plane, corners, "add");
  expect([at(plane, 0, 0), at(plane, 7, 15), at(plane, 8, 8)]).toEqual([255, 255, 0]);
  paintOutline(plane, corners.slice(0, 2), "add");
  expect(coveredPart(plane)).toBe(0.5);
});

test("inverting twice is nothing", () => {
  const plane = emptyPlane(9, 9);
  paintSegment(plane, dab(4, 4, 3), dab(4, 4, 3), 0.2, "add");
  const before = plane.cover.slice();
  invertPlane(plane);
  expect(at(plane, 0, 0)).toBe(255);
  invertPlane(plane);
  expect(plane.cover).toEqual(before);
});

test("a picture that grows has its new margin masked and keeps what was painted; cut again it is as it was", () => {
  const plane = emptyPlane(10, 6);
  paintSegment(plane, dab(5, 3, 2), dab(5, 3, 2), 1, "add");
  const margins = { left: 3, top: 2, right: 0, bottom: 1 };
  const grown = extendedPlane(plane, margins);
  expect([grown.width, grown.height, at(grown, 0, 0), at(grown, 3, 2), at(grown, 8, 5)]).toEqual([
    13, 9, 255, 0, 255,
  ]);
  expect(extendedPlane(grown, { left: -3, top: -2, right: 0, bottom: -1 })).toEqual(plane);
});

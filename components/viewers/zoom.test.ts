import { expect, test } from "vitest";
import {
  boundsOf,
  fitted,
  pannedBy,
  pixelScale,
  trueSizeToggled,
  withinBounds,
  zoomedAt,
  zoomKeys,
} from "./zoom";

const bounds = boundsOf({ width: 800, height: 600 }, { width: 1600, height: 1200 });

/** The point of the picture, from 0 to 1, that lies under a pixel measured from the frame's middle. */
const under = (zoom: typeof fitted, x: number) => zoom.centreX + x / (bounds.fitWidth * zoom.scale);

test("what lies under the pointer stays under it, in and out again", () => {
  const near = zoomedAt(fitted, 4, 120, 40, bounds);
  expect(under(near, 120)).toBeCloseTo(under(fitted, 120));
  expect(zoomedAt(near, 1, 120, 40, bounds)).toEqual(fitted);
});

test("a picture never leaves its frame, and one that is smaller than it stays in the middle", () => {
  expect(withinBounds({ scale: 2, centreX: -3, centreY: 9 }, bounds)).toEqual({
    scale: 2,
    centreX: 0.25,
    centreY: 0.75,
  });
  expect(pannedBy(fitted, 500, -500, bounds)).toEqual(fitted);
});

test("Z goes to one picture pixel a screen pixel and back; a picture shown at its true size goes to twice that", () => {
  const near = trueSizeToggled(fitted, 0, 0, bounds);
  expect(pixelScale(near, bounds)).toBe(1);
  expect(trueSizeToggled(near, 0, 0, bounds)).toEqual(fitted);
  const small = boundsOf({ width: 800, height: 600 }, { width: 64, height: 64 });
  expect(pixelScale(trueSizeToggled(fitted, 0, 0, small), small)).toBe(2);
});

test("no closer than sixteen screen pixels a picture pixel", () => {
  expect(pixelScale(zoomedAt(fitted, 1_000, 0, 0, bounds), bounds)).toBe(16);
});

test("the same look at two pictures of other pixels shows the same part of both", () => {
  const half = boundsOf({ width: 800, height: 600 }, { width: 800, height: 600 });
  const look = zoomedAt(fitted, 3, 200, 100, bounds);
  expect(withinBounds(look, half)).toEqual(look);
});

test("keys go closer and look further to their own side, as far as the picture goes", () => {
  const press = (zoom: typeof fitted, ...pressed: string[]) =>
    pressed.reduce(
      (last, name) => zoomKeys.find(({ keys }) => keys === name)?.change(last, bounds) ?? last,
      zoom,
    );
  const near = press(fitted, "=", "=");
  expect(near.scale).toBeCloseTo(2.25);
  expect(press(near, "shift+arrowright").centreX).toBeGreaterThan(near.centreX);
  expect(press(near, "shift+arrowdown").centreY).toBeGreaterThan(near.centreY);
  expect(press(near, "shift+arrowleft", "shift+arrowright")).toEqual(near);
  expect(press(near, ...Array.from({ length: 20 }, () => "shift+arrowleft")).centreX).toBeCloseTo(0.5 / 2.25);
  expect(press(near, "-", "-")).toEqual(fitted);
});

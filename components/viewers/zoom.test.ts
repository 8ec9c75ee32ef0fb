import { expect, test } from "vitest";
import { fitted, withinBounds, zoomedAt } from "./zoom";

const bounds = { frameWidth: 800, frameHeight: 600, fitWidth: 600, fitHeight: 600, maxScale: 8 };

test("what lies under the pointer stays under it while zooming", () => {
  const zoom = zoomedAt(fitted, 4, 200, -150, bounds);
  // A point of the picture, from its middle at scale 1, is found again where the pointer is.
  expect(zoom.xPixels + 200 * zoom.scale).toBeCloseTo(200);
  expect(zoom.yPixels - 150 * zoom.scale).toBeCloseTo(-150);
});

test("a picture larger than its frame cannot be dragged out of it", () => {
  expect(withinBounds({ scale: 2, xPixels: 9999, yPixels: -9999 }, bounds)).toEqual({
    scale: 2,
    xPixels: 200,
    yPixels: -300,
  });
});

test("a picture that fits stays in the middle", () => {
  expect(withinBounds({ scale: 1, xPixels: 50, yPixels: 50 }, bounds)).toEqual(fitted);
});

test("zooming ends at the fitted size and at the largest scale", () => {
  expect(zoomedAt(fitted, 0.2, 0, 0, bounds).scale).toBe(1);
  expect(zoomedAt(fitted, 99, 0, 0, bounds).scale).toBe(8);
});

import { expect, test } from "vitest";
import { emptyPlane, fillPlane } from "./mask-plane";
import {
  drawMask,
  fittedView,
  heldView,
  toPicture,
  toWindow,
  viewShowing,
  windowArea,
  zoomedView,
} from "./mask-view";

const frame = { width: 800, height: 600 };

test("a picture begins whole and in the middle, a small one enlarged but not without end", () => {
  const large = fittedView({ width: 4096, height: 4096 }, frame);
  expect(toWindow(large, { x: 2048, y: 2048 })).toEqual({ x: 400, y: 300 });
  expect(toWindow(large, { x: 0, y: 0 }).y).toBeGreaterThan(0);
  expect(fittedView({ width: 64, height: 64 }, frame).scale).toBe(8);
});

test("zooming keeps what lies under the pointer under it", () => {
  const picture = { width: 2000, height: 1500 };
  let view = fittedView(picture, frame);
  const pointer = { x: 500, y: 350 };
  const before = toPicture(view, pointer);
  for (const factor of [1.5, 2, 3]) view = zoomedView(view, factor, pointer, picture, frame);
  const after = toPicture(view, pointer);
  expect([after.x, after.y]).toEqual([expect.closeTo(before.x, 6), expect.closeTo(before.y, 6)]);
  expect(zoomedView(view, 1e9, pointer, picture, frame).scale).toBe(32);
});

test("the picture cannot be moved out of sight, and the keyboard's point is followed", () => {
  const picture = { width: 1000, height: 1000 };
  const lost = heldView({ scale: 1, left: 99_999, top: -99_999 }, picture, frame);
  const middle = toPicture(lost, { x: 400, y: 300 });
  expect(middle).toEqual({ x: 1000, y: 0 });
  const close = { scale: 4, left: 0, top: 0 };
  const followed = viewShowing(close, { x: 900, y: 20 }, frame);
  const { x, y } = toWindow(followed, { x: 900, y: 20 });
  expect(x).toBeLessThanOrEqual(frame.width - 48);
  expect(y).toBeGreaterThanOrEqual(48);
});

test("only what the window shows is drawn, and the rest of it is clear", () => {
  const plane = emptyPlane(100, 100);
  fillPlane(plane, 255);
  const view = { scale: 0.5, left: -20, top: 0 };
  const area = windowArea(view, { left: 0, top: 0, right: 100, bottom: 100 }, { width: 40, height: 60 });
  expect(area).toEqual({ left: 9, top: 0, right: 40, bottom: 51 });
  const pixels = new Uint8ClampedArray(31 * 51 * 4);
  drawMask(pixels, area, plane, view, [255, 0, 0]);
  const alpha = (x: number, y: number) => pixels[(y * 31 + x) * 4 + 3];
  expect([alpha(0, 0), alpha(1, 0), alpha(20, 49), alpha(20, 50)]).toEqual([0, 255, 255, 0]);
});

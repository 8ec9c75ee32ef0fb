import type { Area, MaskPlane, Point } from "./mask-plane";

/** How the picture lies in the window: `scale` window pixels a picture pixel, and the picture's point at its corner. */
export interface MaskView {
  scale: number;
  left: number;
  top: number;
}

export interface Size {
  width: number;
  height: number;
}

const maxViewScale = 32;

/** A sprite of 64 pixels is painted at this many times its size, and no more: larger it would lose its look. */
const mostFittedScale = 8;

/** The whole picture in the middle, as large as it goes, with a little room around it for the pointer. */
export function fittedView(picture: Size, frame: Size, roomPixels = 24): MaskView {
  const scale = Math.min(
    mostFittedScale,
    Math.max(
      0.01,
      Math.min(
        (frame.width - 2 * roomPixels) / picture.width,
        (frame.height - 2 * roomPixels) / picture.height,
      ),
    ),
  );
  return centredView(picture, frame, scale);
}

function centredView(picture: Size, frame: Size, scale: number): MaskView {
  return {
    scale,
    left: picture.width / 2 - frame.width / 2 / scale,
    top: picture.height / 2 - frame.height / 2 / scale,
  };
}

export const toPicture = (view: MaskView, { x, y }: Point): Point => ({
  x: view.left + x / view.scale,
  y: view.top + y / view.scale,
});

export const toWindow = (view: MaskView, { x, y }: Point): Point => ({
  x: (x - view.left) * view.scale,
  y: (y - view.top) * view.scale,
});

/** Keeps the middle of the window on the picture, so that it cannot be lost. */
export function heldView(view: MaskView, picture: Size, frame: Size): MaskView {
  const [halfWidth, halfHeight] = [frame.width / 2 / view.scale, frame.height / 2 / view.scale];
  const held = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);
  return {
    ...view,
    left: held(view.left, -halfWidth, picture.width - halfWidth),
    top: held(view.top, -halfHeight, picture.height - halfHeight),
  };
}

/** Zooms so that what lies under a point of the window stays under it. */
export function zoomedView(view: MaskView, factor: number, at: Point, picture: Size, frame: Size): MaskView {
  const least = Math.min(fittedView(picture, frame).scale, 1) / 2;
  const scale = Math.min(Math.max(view.scale * factor, least), maxViewScale);
  const point = toPicture(view, at);
  return heldView({ scale, left: point.x - at.x / scale, top: point.y - at.y / scale }, picture, frame);
}

export function movedView(view: MaskView, byX: number, byY: number, picture: Size, frame: Size): MaskView {
  return heldView(
    { ...view, left: view.left - byX / view.scale, top: view.top - byY / view.scale },
    picture,
    frame,
  );
}

/** Moves the view as little as brings a point of the picture into the window, away from its rim. */
export function viewShowing(view: MaskView, point: Point, frame: Size, rimPixels = 48): MaskView {
  const { x, y } = toWindow(view, point);
  const rimX = Math.min(rimPixels, frame.width / 3);
  const rimY = Math.min(rimPixels, frame.height / 3);
  const byX = x < rimX ? x - rimX : x > frame.width - rimX ? x - frame.width + rimX : 0;
  const byY = y < rimY ? y - rimY : y > frame.height - rimY ? y - frame.height + rimY : 0;
  return { ...view, left: view.left + byX / view.scale, top: view.top + byY / view.scale };
}

/** The window's pixels that show an area of the picture, one more around for what is smoothed. */
export function windowArea(view: MaskView, area: Area, frame: Size): Area {
  const from = toWindow(view, { x: area.left, y: area.top });
  const to = toWindow(view, { x: area.right, y: area.bottom });
  return {
    left: Math.max(0, Math.floor(from.x) - 1),
    top: Math.max(0, Math.floor(from.y) - 1),
    right: Math.min(frame.width, Math.ceil(to.x) + 1),
    bottom: Math.min(frame.height, Math.ceil(to.y) + 1),
  };
}

/**
 * Writes what a part of the window shows of the mask into `pixels` (RGBA, `area` wide): one colour, as opaque as the
 * mask covers. Only the window's pixels are looked at, so that a stroke costs the same on a large picture as on a small
 * one. Below its own size a picture pixel is met four times, so that edges stay smooth.
 */
export function drawMask(
  pixels: Uint8ClampedArray,
  area: Area,
  plane: MaskPlane,
  view: MaskView,
  colour: readonly [number, number, number],
): void {
  const { width, height, cover } = plane;
  const across = area.right - area.left;
  const isSmall = view.scale < 1;
  const spots = isSmall ? [0.25, 0.75] : [0.5];
  const columns = spots.map((spot) =>
    Int32Array.from({ length: across }, (_, x) => {
      const column = Math.floor(view.left + (area.left + x + spot) / view.scale);
      return column < 0 || column >= width ? -1 : column;
    }),
  );
  const [red, green, blue] = colour;
  const [near, far] = [columns[0], columns[1] ?? columns[0]];
  if (!near || !far) return;
  for (let y = area.top; y < area.bottom; y += 1) {
    let at = (y - area.top) * across * 4;
    const rows = spots.map((spot) => Math.floor(view.top + (y + spot) / view.scale));
    const [upper = -1, lower = upper] = rows;
    const hasUpper = upper >= 0 && upper < height;
    const hasLower = lower >= 0 && lower < height;
    for (let x = 0; x < across; x += 1, at += 4) {
      const [one, other] = [near[x] ?? -1, far[x] ?? -1];
      let value = 0;
      if (isSmall) {
        if (hasUpper && one >= 0) value += cover[upper * width + one] ?? 0;
        if (hasUpper && other >= 0) value += cover[upper * width + other] ?? 0;
        if (hasLower && one >= 0) value += cover[lower * width + one] ?? 0;
        if (hasLower && other >= 0) value += cover[lower * width + other] ?? 0;
        value >>= 2;
      } else if (hasUpper && one >= 0) value = cover[upper * width + one] ?? 0;
      pixels[at] = red;
      pixels[at + 1] = green;
      pixels[at + 2] = blue;
      pixels[at + 3] = value;
    }
  }
}

/** A part of a turned picture, in fractions of the box around it. */
export interface CropArea {
  x: number;
  y: number;
  width: number;
  height: number;
}

export const wholeArea: CropArea = { x: 0, y: 0, width: 1, height: 1 };

/** The least a crop keeps of a side. */
const minPart = 0.02;

const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** The box around a picture of this size when it is turned. */
export function turnedBox(width: number, height: number, degrees: number): { width: number; height: number } {
  const [cos, sin] = [Math.abs(Math.cos(radians(degrees))), Math.abs(Math.sin(radians(degrees)))];
  return { width: width * cos + height * sin, height: width * sin + height * cos };
}

/** The largest upright area within a turned picture that has no empty corner, as part of the box around it. */
export function fullArea(width: number, height: number, degrees: number): CropArea {
  const [cos, sin] = [Math.abs(Math.cos(radians(degrees))), Math.abs(Math.sin(radians(degrees)))];
  const box = turnedBox(width, height, degrees);
  const [long, short] = [Math.max(width, height), Math.min(width, height)];
  let [inWidth, inHeight] = [0, 0];
  if (short <= 2 * sin * cos * long || Math.abs(sin - cos) < 1e-10) {
    // Two corners touch the long side and the other two lie on the line through its middle.
    const half = short / 2;
    [inWidth, inHeight] = width >= height ? [half / sin, half / cos] : [half / cos, half / sin];
  } else {
    const cos2 = cos * cos - sin * sin;
    [inWidth, inHeight] = [(width * cos - height * sin) / cos2, (height * cos - width * sin) / cos2];
  }
  return centred(inWidth / box.width, inHeight / box.height);
}

const centred = (width: number, height: number): CropArea => ({
  x: (1 - width) / 2,
  y: (1 - height) / 2,
  width,
  height,
});

/** The largest area of a shape (width by height, in pixels) within another; `boxRatio` is the box's own shape. */
export function shapedArea(within: CropArea, shape: number, boxRatio: number): CropArea {
  const inParts = shape / boxRatio;
  const width = Math.min(within.width, within.height * inParts);
  const height = width / inParts;
  return {
    x: within.x + (within.width - width) / 2,
    y: within.y + (within.height - height) / 2,
    width,
    height,
  };
}

const between = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);

/** The area moved, as far as the box lets it. */
export function movedArea(area: CropArea, byX: number, byY: number): CropArea {
  return {
    ...area,
    x: between(area.x + byX, 0, 1 - area.width),
    y: between(area.y + byY, 0, 1 - area.height),
  };
}

export type Corner = "nw" | "ne" | "sw" | "se";

/** The area with one corner drawn elsewhere. With `shape` (pixels) and the box's own it keeps that shape. */
export function resizedArea(
  area: CropArea,
  corner: Corner,
  byX: number,
  byY: number,
  shape: number | null,
  boxRatio: number,
): CropArea {
  const isWest = corner.endsWith("w");
  const isNorth = corner.startsWith("n");
  const roomX = isWest ? area.x + area.width : 1 - area.x;
  const roomY = isNorth ? area.y + area.height : 1 - area.y;
  let width = between(area.width + (isWest ? -byX : byX), minPart, roomX);
  let height = between(area.height + (isNorth ? -byY : byY), minPart, roomY);
  if (shape !== null) {
    const inParts = shape / boxRatio;
    // The side that was drawn at further leads, so that it can be made smaller along either.
    const wanted = Math.abs(byX) >= Math.abs(byY) ? width : height * inParts;
    width = Math.min(wanted, roomX, roomY * inParts);
    height = width / inParts;
  }
  return {
    x: isWest ? area.x + area.width - width : area.x,
    y: isNorth ? area.y + area.height - height : area.y,
    width,
    height,
  };
}

/** What is kept, in whole pixels of the turned picture; never nothing. */
export function keptPixels(area: CropArea, box: { width: number; height: number }) {
  return {
    left: Math.round(area.x * box.width),
    top: Math.round(area.y * box.height),
    width: Math.max(1, Math.round(area.width * box.width)),
    height: Math.max(1, Math.round(area.height * box.height)),
  };
}

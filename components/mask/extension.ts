import type { Margins } from "./mask-plane";
import type { Size } from "./mask-view";

/** Image models make pictures in steps of this many pixels; Layer snaps what lies between. */
export const extensionStepPixels = 8;

/** More than any model makes, and what a browser still holds in memory twice. */
export const maxExtendedSidePixels = 8_192;

export type MarginSide = keyof Margins;

export const marginSides = ["left", "top", "right", "bottom"] as const satisfies MarginSide[];

/** The margin in whole steps, at least 0 and as much as the longest side allows. */
export function heldMargins(margins: Margins, picture: Size): Margins {
  const most = (side: number, other: number) =>
    Math.max(
      0,
      Math.floor((maxExtendedSidePixels - side - other) / extensionStepPixels) * extensionStepPixels,
    );
  const held = (value: number, room: number) =>
    Math.min(
      room,
      Math.max(
        0,
        Math.round((Number.isFinite(value) ? value : 0) / extensionStepPixels) * extensionStepPixels,
      ),
    );
  const left = held(margins.left, most(picture.width, 0));
  const top = held(margins.top, most(picture.height, 0));
  return {
    left,
    top,
    right: held(margins.right, most(picture.width, left)),
    bottom: held(margins.bottom, most(picture.height, top)),
  };
}

/** Half of a growth on each side, in whole steps. */
function shared(pixels: number): [number, number] {
  const steps = Math.max(0, Math.round(pixels / extensionStepPixels));
  const before = Math.floor(steps / 2);
  return [before * extensionStepPixels, (steps - before) * extensionStepPixels];
}

/** What brings a picture to a shape (width by height) by growing it, with the picture in the middle. */
export function marginsForShape(picture: Size, shape: number): Margins {
  const isTooNarrow = picture.width / picture.height < shape;
  const [left, right] = shared(isTooNarrow ? picture.height * shape - picture.width : 0);
  const [top, bottom] = shared(isTooNarrow ? 0 : picture.width / shape - picture.height);
  return heldMargins({ left, top, right, bottom }, picture);
}

export const hasMargins = ({ left, top, right, bottom }: Margins): boolean => left + top + right + bottom > 0;

export function extendedSize(picture: Size, { left, top, right, bottom }: Margins): Size {
  return { width: picture.width + left + right, height: picture.height + top + bottom };
}

/** Empty room around a picture whose edges are to be drawn outwards: a fifth of its longer side. */
export function roomAround({ width, height }: Size): Margins {
  const room = Math.round(Math.max(width, height) / 5);
  return { left: room, top: room, right: room, bottom: room };
}

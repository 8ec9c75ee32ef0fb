/**
 * Where somebody looks at a picture: how much closer than the size that fits, and which point of it, from 0 to 1 across
 * and down, lies in the middle of the frame. It says nothing of pixels, so that pictures of several sizes can share it.
 */
export interface Zoom {
  scale: number;
  centreX: number;
  centreY: number;
}

export interface ZoomBounds {
  frameWidth: number;
  frameHeight: number;
  /** Of the picture at scale 1, where it just fits. */
  fitWidth: number;
  fitHeight: number;
  maxScale: number;
}

export const fitted: Zoom = { scale: 1, centreX: 0.5, centreY: 0.5 };

/** Screen pixels a picture pixel may take: enough to count the steps of an edge. */
const closest = 16;

/** How a picture of these pixels lies in a frame. */
export function boundsOf(
  frame: { width: number; height: number },
  picture: { width: number; height: number },
): ZoomBounds {
  const fit = Math.min(frame.width / picture.width, frame.height / picture.height, 1) || 1;
  return {
    frameWidth: frame.width,
    frameHeight: frame.height,
    fitWidth: picture.width * fit,
    fitHeight: picture.height * fit,
    maxScale: closest / fit,
  };
}

/** Keeps a picture that is larger than its frame from leaving it, and centres one that is smaller. */
export function withinBounds(zoom: Zoom, bounds: ZoomBounds): Zoom {
  const scale = Math.min(Math.max(zoom.scale, 1), bounds.maxScale);
  const room = (frame: number, fit: number) => Math.max(0, 0.5 - frame / (2 * fit * scale));
  const kept = (centre: number, share: number) => Math.min(Math.max(centre, 0.5 - share), 0.5 + share);
  return {
    scale,
    centreX: kept(zoom.centreX, room(bounds.frameWidth, bounds.fitWidth)),
    centreY: kept(zoom.centreY, room(bounds.frameHeight, bounds.fitHeight)),
  };
}

/** Zooms so that what lies under a point, given in pixels from the frame's middle, stays under it. */
export function zoomedAt(
  zoom: Zoom,
  scale: number,
  pointX: number,
  pointY: number,
  bounds: ZoomBounds,
): Zoom {
  const next = Math.min(Math.max(scale, 1), bounds.maxScale);
  const by = 1 / zoom.scale - 1 / next;
  return withinBounds(
    {
      scale: next,
      centreX: zoom.centreX + (pointX * by) / bounds.fitWidth,
      centreY: zoom.centreY + (pointY * by) / bounds.fitHeight,
    },
    bounds,
  );
}

/** Moves the picture with the pointer, by pixels of the screen. */
export function pannedBy(zoom: Zoom, x: number, y: number, bounds: ZoomBounds): Zoom {
  return withinBounds(
    {
      ...zoom,
      centreX: zoom.centreX - x / (bounds.fitWidth * zoom.scale),
      centreY: zoom.centreY - y / (bounds.fitHeight * zoom.scale),
    },
    bounds,
  );
}

/** From fitted to one picture pixel a screen pixel, or twice the size where it is that already; and back. */
export function trueSizeToggled(zoom: Zoom, pointX: number, pointY: number, bounds: ZoomBounds): Zoom {
  if (zoom.scale > 1.001) return fitted;
  const trueScale = bounds.maxScale / closest;
  return zoomedAt(zoom, trueScale > 1.05 ? trueScale : 2, pointX, pointY, bounds);
}

/** Screen pixels a picture pixel takes now: 1 is its true size. */
export const pixelScale = (zoom: Zoom, bounds: ZoomBounds): number =>
  (zoom.scale * closest) / bounds.maxScale;

export const zoomStep = 1.5;
/** Of the frame, how far one press moves the picture. */
const panShare = 0.15;

/** What the keys do to a picture in its frame; the arrows look further to their own side. */
export const zoomKeys: ReadonlyArray<{
  keys: string;
  label: string;
  repeats: boolean;
  change: (zoom: Zoom, bounds: ZoomBounds) => Zoom;
}> = [
  {
    keys: "z",
    label: "True size, and back to fitted",
    repeats: false,
    change: (zoom, bounds) => trueSizeToggled(zoom, 0, 0, bounds),
  },
  ...["=", "+"].map((keys) => ({
    keys,
    label: "Closer",
    repeats: true,
    change: (zoom: Zoom, bounds: ZoomBounds) => zoomedAt(zoom, zoom.scale * zoomStep, 0, 0, bounds),
  })),
  {
    keys: "-",
    label: "Farther",
    repeats: true,
    change: (zoom, bounds) => zoomedAt(zoom, zoom.scale / zoomStep, 0, 0, bounds),
  },
  ...(
    [
      ["left", 1, 0],
      ["right", -1, 0],
      ["up", 0, 1],
      ["down", 0, -1],
    ] as const
  ).map(([side, x, y]) => ({
    keys: `shift+arrow${side}`,
    label: "Move over a picture that is closer",
    repeats: true,
    change: (zoom: Zoom, bounds: ZoomBounds) =>
      pannedBy(zoom, x * panShare * bounds.frameWidth, y * panShare * bounds.frameHeight, bounds),
  })),
];

/** How a picture lies in its frame: its scale over the size that fits, and how far its middle is from the frame's. */
export interface Zoom {
  scale: number;
  xPixels: number;
  yPixels: number;
}

export interface ZoomBounds {
  frameWidth: number;
  frameHeight: number;
  /** Of the picture at scale 1, where it just fits. */
  fitWidth: number;
  fitHeight: number;
  maxScale: number;
}

export const fitted: Zoom = { scale: 1, xPixels: 0, yPixels: 0 };

/** Keeps a picture that is larger than its frame from leaving it, and centres one that is smaller. */
export function withinBounds(zoom: Zoom, bounds: ZoomBounds): Zoom {
  const scale = Math.min(Math.max(zoom.scale, 1), bounds.maxScale);
  const roomX = Math.max(0, (bounds.fitWidth * scale - bounds.frameWidth) / 2);
  const roomY = Math.max(0, (bounds.fitHeight * scale - bounds.frameHeight) / 2);
  return {
    scale,
    xPixels: Math.min(Math.max(zoom.xPixels, -roomX), roomX) || 0,
    yPixels: Math.min(Math.max(zoom.yPixels, -roomY), roomY) || 0,
  };
}

/** Zooms so that what lies under a point, given from the frame's middle, stays under it. */
export function zoomedAt(
  zoom: Zoom,
  scale: number,
  pointX: number,
  pointY: number,
  bounds: ZoomBounds,
): Zoom {
  const next = Math.min(Math.max(scale, 1), bounds.maxScale);
  const ratio = next / zoom.scale;
  return withinBounds(
    {
      scale: next,
      xPixels: pointX - (pointX - zoom.xPixels) * ratio,
      yPixels: pointY - (pointY - zoom.yPixels) * ratio,
    },
    bounds,
  );
}

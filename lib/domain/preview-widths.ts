/**
 * The widths in pixels at which Easel makes small pictures: a strip's, a wall's, a sharp screen's, and a window's, for
 * pictures too large to be unpacked by a browser.
 */
export const previewWidths = [320, 640, 1280, 2560] as const;

export type PreviewWidth = (typeof previewWidths)[number];

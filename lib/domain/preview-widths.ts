/** The widths in pixels at which Easel makes small pictures where Layer gives none: a strip's, a wall's, a sharp screen's. */
export const previewWidths = [320, 640, 1280] as const;

export type PreviewWidth = (typeof previewWidths)[number];

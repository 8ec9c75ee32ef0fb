/** The looks a page can have. */
export type Theme = "dark" | "light";

/**
 * Cookies that a script of ours writes and the server reads, so that the first paint is already as the person left it.
 * None of them is a secret.
 */
export const preferenceCookies = {
  theme: "easel-theme",
  workspace: "easel-workspace",
  rail: "easel-rail",
  modelsView: "easel-models-view",
  galleryRowHeight: "easel-gallery-row-height",
  galleryStacks: "easel-gallery-stacks",
  timeZone: "easel-time-zone",
  generateColumns: "easel-generate-columns",
  fileNameTemplate: "easel-file-name",
  alerts: "easel-alerts",
  confirmAbove: "easel-confirm-above",
} as const;

export type PreferenceCookie = (typeof preferenceCookies)[keyof typeof preferenceCookies];

/** Dark is what a newcomer gets. */
export function themeFrom(text: string | undefined): Theme {
  return text === "light" ? "light" : "dark";
}

/** Heights a row of results may be given, in pixels. */
export const galleryRowHeights = { min: 96, max: 440, usual: 220 } as const;

export function galleryRowHeightFrom(text: string | undefined): number {
  const height = Number(text);
  return Number.isInteger(height) && height >= galleryRowHeights.min && height <= galleryRowHeights.max
    ? height
    : galleryRowHeights.usual;
}

/** A time zone's name as the browser wrote it down; UTC until it has, or where it is nonsense. */
export function timeZoneFrom(text: string | undefined): string {
  if (!text || !/^[A-Za-z][\w+-]*(\/[\w+-]+)*$/.test(text)) return "UTC";
  try {
    Intl.DateTimeFormat("en-US", { timeZone: text });
    return text;
  } catch {
    return "UTC";
  }
}

/** Above how many Creative Units a click may be made to ask once before it spends; 0 asks every time. */
export const confirmAboveLimits = { min: 0, max: 100_000, usual: 20 } as const;

export function confirmAboveFrom(text: string | undefined): number {
  const amount = text ? Number(text) : Number.NaN;
  return amount >= confirmAboveLimits.min && amount <= confirmAboveLimits.max
    ? amount
    : confirmAboveLimits.usual;
}

/** How somebody likes to paint; remembered in this browser, for every picture. */
export interface EditorChoices {
  hardness: number;
  usesPressure: boolean;
  colour: OverlayColour;
  /** From 0 to 1. */
  opacity: number;
}

export const overlayColours = {
  red: { label: "Red", rgb: [255, 59, 72] },
  green: { label: "Green", rgb: [52, 211, 122] },
  blue: { label: "Blue", rgb: [64, 148, 255] },
  white: { label: "White", rgb: [255, 255, 255] },
  black: { label: "Black", rgb: [0, 0, 0] },
} as const satisfies Record<string, { label: string; rgb: readonly [number, number, number] }>;

export type OverlayColour = keyof typeof overlayColours;

export const overlayColourNames = [
  "red",
  "green",
  "blue",
  "white",
  "black",
] as const satisfies OverlayColour[];

export const usualChoices: EditorChoices = { hardness: 0.9, usesPressure: true, colour: "red", opacity: 0.5 };

const part = (value: unknown, usual: number) =>
  typeof value === "number" && value >= 0 && value <= 1 ? value : usual;

/** What was remembered, as far as it makes sense. */
export function choicesFrom(text: string | null): EditorChoices {
  let stored: unknown = null;
  try {
    stored = JSON.parse(text ?? "null");
  } catch {
    // Something else wrote there.
  }
  if (typeof stored !== "object" || stored === null) return usualChoices;
  const known: Partial<Record<keyof EditorChoices, unknown>> = stored;
  return {
    hardness: part(known.hardness, usualChoices.hardness),
    usesPressure: typeof known.usesPressure === "boolean" ? known.usesPressure : usualChoices.usesPressure,
    colour: overlayColourNames.find((name) => name === known.colour) ?? usualChoices.colour,
    opacity: part(known.opacity, usualChoices.opacity),
  };
}

const storageKey = "easel-mask-editor";

export function readChoices(): EditorChoices {
  try {
    return choicesFrom(localStorage.getItem(storageKey));
  } catch {
    return usualChoices;
  }
}

export function rememberChoices(choices: EditorChoices): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(choices));
  } catch {
    // Storage is blocked: it is as usual next time.
  }
}

// A brush of the whole picture is the widest of use; small steps matter where it is small.
const leastSizePixels = 1;

/**
 * A brush's size from a place between 0 and 100 on its slider: each step makes it wider by the same part, and by one
 * pixel at least, so that the slider's own arrows never stand still.
 */
export function sizeFromPlace(place: number, currentPixels: number, mostPixels: number): number {
  const size = Math.max(leastSizePixels, Math.round(mostPixels ** (place / 100)));
  const isUp = place > placeFromSize(currentPixels, mostPixels);
  if (size !== currentPixels) return size;
  return Math.min(mostPixels, Math.max(leastSizePixels, currentPixels + (isUp ? 1 : -1)));
}

export function placeFromSize(sizePixels: number, mostPixels: number): number {
  return mostPixels <= 1 ? 0 : Math.round((100 * Math.log(Math.max(1, sizePixels))) / Math.log(mostPixels));
}

/** The next size of [ and ]: a tenth of itself, at least one pixel. */
export function steppedSize(sizePixels: number, direction: 1 | -1, mostPixels: number): number {
  const step = Math.max(1, Math.round(sizePixels * 0.1));
  return Math.min(mostPixels, Math.max(leastSizePixels, sizePixels + direction * step));
}

import { groupedDigits } from "@/lib/domain/grouped-digits";

export interface Size {
  width: number;
  height: number;
}

export interface AspectRatio {
  label: string;
  width: number;
  height: number;
}

/** In the order of the row: upright, square, lying. */
export const aspectRatios: readonly AspectRatio[] = [
  { label: "9:16", width: 9, height: 16 },
  { label: "2:3", width: 2, height: 3 },
  { label: "3:4", width: 3, height: 4 },
  { label: "1:1", width: 1, height: 1 },
  { label: "4:3", width: 4, height: 3 },
  { label: "3:2", width: 3, height: 2 },
  { label: "16:9", width: 16, height: 9 },
  { label: "21:9", width: 21, height: 9 },
];

export interface SizePreset extends Size {
  label: string;
}

/** What game art is usually made at. */
export const sizePresets: readonly SizePreset[] = [
  { label: "Icon", width: 512, height: 512 },
  { label: "Tile", width: 1024, height: 1024 },
  { label: "Sprite sheet", width: 1024, height: 1024 },
  { label: "Portrait", width: 832, height: 1216 },
  { label: "Card art", width: 896, height: 1152 },
  { label: "Key art", width: 1344, height: 768 },
  { label: "Splash", width: 1536, height: 864 },
  { label: "Skybox", width: 2048, height: 1024 },
  { label: "Texture 2K", width: 2048, height: 2048 },
];

// One megapixel: what today's models are trained at.
const defaultAreaPixels = 1024 * 1024;

// Sizes off this grid are snapped by most models, so that what was asked and what ran would differ.
const gridPixels = 16;

const onGrid = (pixels: number) => Math.max(gridPixels, Math.round(pixels / gridPixels) * gridPixels);

const isSize = (size: Partial<Size>): size is Size =>
  size.width !== undefined && size.height !== undefined && size.width > 0 && size.height > 0;

/** The ratio with about as many pixels as before, or as one megapixel where no size was set. */
export function sizeForRatio(ratio: Pick<AspectRatio, "width" | "height">, current: Partial<Size>): Size {
  const area = isSize(current) ? current.width * current.height : defaultAreaPixels;
  const unit = Math.sqrt(area / (ratio.width * ratio.height));
  return { width: onGrid(unit * ratio.width), height: onGrid(unit * ratio.height) };
}

/** The ratio a size shows, allowing for the grid; null for one of its own. */
export function ratioOf(size: Partial<Size>): AspectRatio | null {
  if (!isSize(size)) return null;
  const aspect = size.width / size.height;
  return aspectRatios.find((ratio) => Math.abs(aspect / (ratio.width / ratio.height) - 1) < 0.025) ?? null;
}

/** How many pixels a size has, as cameras tell it; null while it is not whole. */
export function megapixelWords(size: Partial<Size>): string | null {
  return isSize(size) ? `${groupedDigits((size.width * size.height) / 1e6, 2)} MP` : null;
}

/** The other side when one changes and their ratio is kept; null where there is no ratio to keep. */
export function linkedSide(changed: "width" | "height", next: number, before: Partial<Size>): number | null {
  if (!isSize(before) || next <= 0) return null;
  const ratio = changed === "width" ? before.height / before.width : before.width / before.height;
  return Math.max(1, Math.round(next * ratio));
}

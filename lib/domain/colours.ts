import * as z from "zod/mini";
import { type Hue, hues } from "./gallery-filter";

const maxHues = 4;
/** A colour that fills less of a picture is not what anybody would look for it by. */
const leastShare = 0.12;

export const huesSchema = z.object({ hues: z.array(z.enum(hues)).check(z.maxLength(maxHues)) });

/** What a person calls one colour, of 0 to 255 each. The bounds were set by eye on swatches. */
export function hueOf(red: number, green: number, blue: number): Hue {
  const most = Math.max(red, green, blue);
  const range = most - Math.min(red, green, blue);
  const value = most / 255;
  const saturation = most === 0 ? 0 : range / most;
  if (value < 0.16) return "black";
  if (saturation < 0.13) return value > 0.86 ? "white" : "grey";
  const sixth =
    most === red
      ? (green - blue) / range
      : most === green
        ? 2 + (blue - red) / range
        : 4 + (red - green) / range;
  const angle = (sixth * 60 + 360) % 360;
  if (angle < 16 || angle >= 345) return saturation < 0.5 && value > 0.75 ? "pink" : "red";
  if (angle < 45) return value < 0.62 ? "brown" : "orange";
  if (angle < 70) return value < 0.4 ? "brown" : "yellow";
  if (angle < 160) return "green";
  if (angle < 196) return "teal";
  if (angle < 256) return "blue";
  return angle < 292 ? "purple" : "pink";
}

/** The colours that fill most of a picture, the largest first, from its pixels as red, green, blue, alpha. */
export function huesOf(pixels: ArrayLike<number>): Hue[] {
  const counts = new Map<Hue, number>();
  let total = 0;
  for (let at = 0; at + 3 < pixels.length; at += 4) {
    // What cannot be seen has no colour.
    if ((pixels[at + 3] ?? 0) < 128) continue;
    const hue = hueOf(pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0);
    counts.set(hue, (counts.get(hue) ?? 0) + 1);
    total += 1;
  }
  return [...counts]
    .filter(([, count]) => count / total >= leastShare)
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, maxHues)
    .map(([hue]) => hue);
}

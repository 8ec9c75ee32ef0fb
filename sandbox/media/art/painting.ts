import { hex, type Palette, type Rgb, tone } from "../colour";
import type { Random } from "../random";

/** What a generator is given: the canvas in pixels, the seed's numbers, the colours and the prompt's words. */
export interface Scene {
  width: number;
  height: number;
  random: Random;
  palette: Palette;
  words: ReadonlySet<string>;
}

/** A picture as SVG, in two layers so that the background can be left out; `texture` lies under both. */
export interface Painting {
  defs: string;
  backdrop: string;
  subject: string;
  /** Pixels that SVG cannot express cheaply: RGB, three bytes a pixel, stretched over the canvas. */
  texture?: { data: Buffer; width: number; height: number };
  /** Hard edges must stay hard: no bloom, no grain. */
  crisp?: boolean;
}

/** The ramp's colour as CSS. */
export function shade(scene: Scene, at: number): string {
  return hex(tone(scene.palette, at));
}

/** A number short enough for SVG. */
export function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** `x,y x,y …` for polygons. */
export function points(list: ReadonlyArray<readonly [number, number]>): string {
  return list.map(([x, y]) => `${n(x)},${n(y)}`).join(" ");
}

export function linear(
  id: string,
  stops: ReadonlyArray<readonly [offset: number, colour: string, opacity?: number]>,
  direction = 'x1="0" y1="0" x2="0" y2="1"',
): string {
  return `<linearGradient id="${id}" ${direction}>${stopsOf(stops)}</linearGradient>`;
}

export function radial(
  id: string,
  stops: ReadonlyArray<readonly [offset: number, colour: string, opacity?: number]>,
  geometry = "",
): string {
  return `<radialGradient id="${id}" ${geometry}>${stopsOf(stops)}</radialGradient>`;
}

function stopsOf(stops: ReadonlyArray<readonly [offset: number, colour: string, opacity?: number]>): string {
  return stops
    .map(
      ([offset, colour, opacity]) =>
        `<stop offset="${offset}" stop-color="${colour}" stop-opacity="${opacity ?? 1}"/>`,
    )
    .join("");
}

/** A blur for clouds and glows; the deviation is in pixels. */
export function blur(id: string, deviation: number): string {
  return `<filter id="${id}" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="${n(deviation)}"/></filter>`;
}

/** Smooth one-dimensional noise in −1…1, the same for the same seed. */
export function wave(random: Random): (x: number) => number {
  const values = Array.from({ length: 257 }, () => random.between(-1, 1));
  return (x) => {
    const cell = Math.floor(x);
    const within = x - cell;
    const ease = within * within * (3 - 2 * within);
    const left = values[((cell % 256) + 256) % 256] ?? 0;
    const right = values[(((cell + 1) % 256) + 256) % 256] ?? 0;
    return left + (right - left) * ease;
  };
}

/** Glowing specks: embers, spores, snow or stars, by size and colour. */
export function specks(
  scene: Scene,
  options: { count: number; colour: Rgb; size: number; top?: number; bottom?: number },
): string {
  const { random, width, height } = scene;
  const unit = Math.min(width, height);
  const top = (options.top ?? 0) * height;
  const bottom = (options.bottom ?? 1) * height;
  return Array.from({ length: options.count }, () => {
    const radius = unit * options.size * (0.35 + random.next() ** 3 * 1.6);
    const x = n(random.between(0, width));
    const y = n(random.between(top, bottom));
    const opacity = n(random.between(0.3, 1));
    return `<circle cx="${x}" cy="${y}" r="${n(radius * 3.2)}" fill="${hex(options.colour)}" opacity="${n(Number(opacity) * 0.18)}"/><circle cx="${x}" cy="${y}" r="${n(radius)}" fill="${hex(options.colour)}" opacity="${opacity}"/>`;
  }).join("");
}

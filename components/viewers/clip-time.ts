/** Part of a clip that is played over and over, in seconds; `to` is its first moment that is not played. */
export interface LoopRegion {
  from: number;
  to: number;
}

/** Shorter than this nobody hears or sees a loop, only a click. */
const shortestLoopSeconds = 0.05;

/** A region between two moments in either order, or null where they lie too near each other. */
export function regionBetween(a: number, b: number): LoopRegion | null {
  const [from, to] = a <= b ? [a, b] : [b, a];
  return to - from < shortestLoopSeconds ? null : { from: Math.max(0, from), to };
}

/** The moment to jump to when a region is played past its end; null while nothing is to be done. */
export function loopJump(seconds: number, region: LoopRegion | null, isLooping: boolean): number | null {
  if (!region || !isLooping) return null;
  return seconds >= region.to || seconds < region.from - 0.25 ? region.from : null;
}

/** The middle of the frame a number of frames away, so that rounding never shows the one beside it. */
export function steppedSeconds(seconds: number, frames: number, fps: number, length: number): number {
  const last = Math.max(0, Math.ceil(length * fps) - 1);
  const frame = Math.min(Math.max(Math.floor(seconds * fps + 1e-6) + frames, 0), last);
  return (frame + 0.5) / fps;
}

/** Frames a second from the moments at which frames were drawn; null where they are too few to tell. */
export function fpsOf(moments: readonly number[]): number | null {
  const gaps = moments
    .slice(1)
    .map((moment, index) => moment - (moments[index] ?? moment))
    .filter((gap) => gap > 0.001 && gap < 0.2)
    .toSorted((a, b) => a - b);
  const gap = gaps[Math.floor(gaps.length / 2)];
  if (gap === undefined || gaps.length < 4) return null;
  const usual = [12, 15, 24, 25, 30, 48, 50, 60].find((fps) => Math.abs(1 / gap - fps) < fps * 0.04);
  return usual ?? Math.round(1 / gap);
}

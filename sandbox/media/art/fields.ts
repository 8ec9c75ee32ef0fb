import type { Random } from "../random";

/** Value noise on a lattice that repeats every `period` cells, so that a texture made of it has no seam. */
export function tilingNoise(random: Random, period: number): (x: number, y: number) => number {
  const lattice = Float32Array.from({ length: period * period }, () => random.next());
  return (x, y) => {
    const column = Math.floor(x);
    const row = Math.floor(y);
    const fx = x - column;
    const fy = y - row;
    const ex = fx * fx * (3 - 2 * fx);
    const ey = fy * fy * (3 - 2 * fy);
    const left = ((column % period) + period) % period;
    const right = (left + 1) % period;
    const top = (((row % period) + period) % period) * period;
    const bottom = ((((row + 1) % period) + period) % period) * period;
    const above = (lattice[top + left] ?? 0) * (1 - ex) + (lattice[top + right] ?? 0) * ex;
    const below = (lattice[bottom + left] ?? 0) * (1 - ex) + (lattice[bottom + right] ?? 0) * ex;
    return above * (1 - ey) + below * ey;
  };
}

/** Five octaves of {@link tilingNoise} over the unit square, in 0…1. */
export function tilingFractal(random: Random, cells: number, octaves = 5): (u: number, v: number) => number {
  const layers = Array.from({ length: octaves }, (_, octave) => tilingNoise(random, cells * 2 ** octave));
  const weight = 2 - 2 ** (1 - octaves);
  return (u, v) => {
    let sum = 0;
    for (let octave = 0; octave < octaves; octave++) {
      const scale = cells * 2 ** octave;
      sum += (layers[octave]?.(u * scale, v * scale) ?? 0) / 2 ** octave;
    }
    return sum / weight;
  };
}

/** Cells around scattered points, repeating over the unit square: distance to the border and which cell it is. */
export function tilingCells(
  random: Random,
  across: number,
): (u: number, v: number) => { edge: number; id: number } {
  const jitter = Float32Array.from({ length: across * across * 2 }, () => random.between(0.12, 0.88));
  const found = { edge: 0, id: 0 };
  return (u, v) => {
    const x = u * across;
    const y = v * across;
    const column = Math.floor(x);
    const row = Math.floor(y);
    let nearest = 9;
    let second = 9;
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        const cx = (((column + dx) % across) + across) % across;
        const cy = (((row + dy) % across) + across) % across;
        const id = cy * across + cx;
        const px = column + dx + (jitter[id * 2] ?? 0) - x;
        const py = row + dy + (jitter[id * 2 + 1] ?? 0) - y;
        const distance = px * px + py * py;
        if (distance < nearest) {
          second = nearest;
          nearest = distance;
          found.id = id;
        } else if (distance < second) second = distance;
      }
    }
    found.edge = Math.sqrt(second) - Math.sqrt(nearest);
    return found;
  };
}

import { mix, type Rgb, tone } from "../colour";
import { tilingCells, tilingFractal } from "./fields";
import type { Painting, Scene } from "./painting";

// Large enough for its grain to read at 1024 pixels, small enough to compute in a tenth of a second.
const largestEdge = 400;

interface Surface {
  /** Height in 0…1; light is computed from its slope. */
  height(u: number, v: number): number;
  colour(u: number, v: number, height: number): Rgb;
  relief: number;
  /** Colours that shine by themselves are not shaded: how much, 0 to 1, at this height. */
  glow?(height: number): number;
}

function stones({ random, palette }: Scene): Surface {
  const cells = tilingCells(random, random.whole(5, 7));
  const rough = tilingFractal(random, 6);
  const shades = Array.from({ length: 64 }, () => random.between(-0.12, 0.12));
  const moss = random.between(0.1, 0.6);
  return {
    relief: 5.5,
    height: (u, v) => {
      const { edge: border } = cells(u, v);
      return Math.min(1, border * 3.4) ** 0.7 * 0.8 + rough(u, v) * 0.24;
    },
    colour: (u, v, height) => {
      const { id } = cells(u, v);
      const base = mix(
        mix([128, 126, 132], tone(palette, 0.5), 0.5),
        [255, 255, 255],
        (shades[id % 64] ?? 0) + 0.1,
      );
      const green = mix([82, 112, 52], palette.accent, 0.15);
      return height < 0.48
        ? mix(green, tone(palette, 0.06), 0.35 + (1 - moss) * 0.4)
        : mix(base, green, rough(v, u) > 0.62 ? moss * 0.5 : 0);
    },
  };
}

function planks({ random, palette }: Scene): Surface {
  const across = random.whole(5, 7);
  const streaks = tilingFractal(random, 3);
  const fine = tilingFractal(random, 16, 3);
  const tones = Array.from({ length: across }, () => random.between(0, 0.3));
  const shifts = Array.from({ length: across }, () => random.next());
  const wood = mix([152, 98, 56], tone(palette, 0.55), 0.25);
  const grain = (u: number, v: number) => {
    const plank = Math.floor(u * across) % across;
    const wobble = streaks((u + (shifts[plank] ?? 0)) % 1, v) * 5;
    return 0.5 + 0.5 * Math.sin((u * across * 5 + wobble + (shifts[plank] ?? 0) * 9) * Math.PI);
  };
  const border = (u: number, v: number) => {
    const plank = Math.floor(u * across) % across;
    const beside = Math.abs(((u * across) % 1) - 0.5) * 2;
    const along = Math.abs((((v + (shifts[plank] ?? 0)) * 2) % 1) - 0.5) * 2;
    return Math.min(1, (1 - beside) * 9) * Math.min(1, (1 - along) * 30);
  };
  return {
    relief: 3.2,
    height: (u, v) => border(u, v) * 0.7 + grain(u, v) * 0.12 + fine(u, v) * 0.16,
    colour: (u, v, height) => {
      const plank = Math.floor(u * across) % across;
      const ring = grain(u, v);
      return height < 0.4
        ? mix(wood, [14, 8, 6], 0.82)
        : mix(mix(wood, [58, 32, 18], (tones[plank] ?? 0) + ring * 0.35), [236, 188, 128], (1 - ring) * 0.16);
    },
  };
}

function bricks({ random, palette }: Scene): Surface {
  const rows = random.pick([8, 10, 12]);
  const columns = rows / 2;
  const rough = tilingFractal(random, 10);
  const shades = Array.from({ length: rows * columns }, () => random.between(-0.2, 0.25));
  const clay = mix([164, 88, 66], tone(palette, 0.5), 0.4);
  const place = (u: number, v: number) => {
    const row = Math.floor(v * rows) % rows;
    const along = (u * columns + (row % 2) * 0.5) % columns;
    return { fx: along % 1, fy: (v * rows) % 1, id: row * columns + Math.floor(along) };
  };
  return {
    relief: 4.5,
    height: (u, v) => {
      const { fx, fy } = place(u, v);
      const bevel = Math.min(fx * 14, (1 - fx) * 14, fy * 7, (1 - fy) * 7, 1);
      return Math.max(0, bevel - (rough(u, v) - 0.45) * 0.5) * 0.75 + rough(v, u) * 0.22;
    },
    colour: (u, v, height) => {
      const shade = shades[place(u, v).id] ?? 0;
      const base = shade < 0 ? mix(clay, [40, 24, 26], -shade * 1.6) : mix(clay, [240, 200, 170], shade);
      return height < 0.42 ? mix([150, 142, 134], tone(palette, 0.2), 0.5) : base;
    },
  };
}

function meadow({ random, palette }: Scene): Surface {
  const tufts = tilingFractal(random, 5);
  const cells = tilingCells(random, 34);
  const flowers = tilingCells(random, 9);
  const green = mix([86, 148, 58], tone(palette, 0.55), 0.4);
  const pick = Array.from({ length: 81 }, () => random.next());
  return {
    relief: 5,
    height: (u, v) => {
      const blade = cells((u + tufts(u, v) * 0.05) % 1, (v + tufts(v, u) * 0.08) % 1).edge;
      return blade * 0.6 + tufts(u, v) * 0.5;
    },
    colour: (u, v, height) => {
      const { edge: border, id } = flowers(u, v);
      if (border > 0.72 && (pick[id % 81] ?? 0) > 0.45)
        return border > 0.86 ? [255, 226, 120] : mix(palette.accent, [255, 255, 255], 0.35);
      return mix(mix(green, tone(palette, 0.06), 0.62), mix(green, [236, 240, 130], 0.4), height);
    },
  };
}

function molten({ random, palette }: Scene): Surface {
  const cells = tilingCells(random, random.whole(5, 8));
  const rough = tilingFractal(random, 8);
  const warp = tilingFractal(random, 4, 3);
  const border = (u: number, v: number) =>
    cells((u + warp(u, v) * 0.09) % 1, (v + warp(v, u) * 0.09) % 1).edge;
  const hot = mix(palette.accent, [255, 170, 60], 0.3);
  return {
    relief: 5,
    glow: (height) => Math.min(1, Math.max(0, (0.5 - height) * 6)),
    height: (u, v) => Math.min(1, border(u, v) * 2.4) * 0.7 + rough(u, v) * 0.35,
    colour: (u, v) => {
      const gap = border(u, v) * 3.2 + (rough(u, v) - 0.5) * 0.5;
      const crust = mix(tone(palette, 0.05), [44, 36, 40], 0.5);
      return gap < 0.34
        ? mix([255, 246, 206], hot, gap * 2.9)
        : mix(mix(hot, [120, 14, 6], 0.45), crust, Math.min(1, (gap - 0.34) * 2.6));
    },
  };
}

/** A surface without seams, lit from the upper left. */
export function paintTexture(scene: Scene): Painting {
  const { random, words } = scene;
  const has = (pattern: RegExp) => [...words].some((word) => pattern.test(word));
  const make = has(/wood|plank|bark|floor/)
    ? planks
    : has(/brick|wall/)
      ? bricks
      : has(/grass|meadow|moss|leaf|ground/)
        ? meadow
        : has(/lava|magma|fire|energy|crystal/)
          ? molten
          : has(/stone|rock|cobble|pav/)
            ? stones
            : random.pick([stones, planks, bricks, meadow, molten]);
  const surface = make(scene);
  const edge = Math.min(largestEdge, Math.max(scene.width, scene.height));
  const heights = new Float32Array(edge * edge);
  for (let y = 0; y < edge; y++)
    for (let x = 0; x < edge; x++) heights[y * edge + x] = surface.height(x / edge, y / edge);
  const data = Buffer.alloc(edge * edge * 3);
  for (let y = 0; y < edge; y++) {
    for (let x = 0; x < edge; x++) {
      const at = y * edge + x;
      const here = heights[at] ?? 0;
      const right = heights[y * edge + ((x + 1) % edge)] ?? 0;
      const below = heights[((y + 1) % edge) * edge + x] ?? 0;
      const light =
        0.78 +
        (here - right) * -surface.relief * 0.55 +
        (here - below) * -surface.relief * 0.55 +
        (here - 0.6) * 0.45;
      const [red, green, blue] = surface.colour(x / edge, y / edge, here);
      const glow = surface.glow?.(here) ?? 0;
      const gain = Math.min(1.7, Math.max(0.22, light)) * (1 - glow) + glow;
      data[at * 3] = Math.min(255, red * gain);
      data[at * 3 + 1] = Math.min(255, green * gain);
      data[at * 3 + 2] = Math.min(255, blue * gain);
    }
  }
  return { defs: "", backdrop: "", subject: "", texture: { data, width: edge, height: edge } };
}

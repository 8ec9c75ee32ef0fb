import sharp from "sharp";
import { hex, mix, type Palette, type Rgb, tone } from "./colour";
import { normalise, type Vector } from "./mesh";
import type { Prop } from "./props";

const edge = 512;
// Drawn larger and shrunk, which is the cheapest way to smooth edges.
const canvas = 720;
const turn = 0.62;
const tilt = 0.34;

function rotate(values: readonly number[], at: number): Vector {
  const [x = 0, y = 0, z = 0] = [values[at], values[at + 1], values[at + 2]];
  const across = x * Math.cos(turn) + z * Math.sin(turn);
  const deep = -x * Math.sin(turn) + z * Math.cos(turn);
  return [across, y * Math.cos(tilt) - deep * Math.sin(tilt), y * Math.sin(tilt) + deep * Math.cos(tilt)];
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

interface Sheet {
  data: Buffer;
  width: number;
  height: number;
}

function sample(sheet: Sheet, u: number, v: number): Rgb {
  const x = Math.floor((((u % 1) + 1) % 1) * sheet.width);
  const y = Math.floor((((v % 1) + 1) % 1) * sheet.height);
  const at = (y * sheet.width + x) * 3;
  return [sheet.data[at] ?? 0, sheet.data[at + 1] ?? 0, sheet.data[at + 2] ?? 0];
}

const key = normalise([-0.5, 0.75, 0.7]);
const gleam = normalise([key[0], key[1], key[2] + 1]);

function litColour(
  base: Rgb,
  normal: Vector,
  look: { roughness: number; metallic: number; emissive: number },
  palette: Palette,
): Rgb {
  const facing = normal[2] < 0 ? ([-normal[0], -normal[1], -normal[2]] as const) : normal;
  const sky = 0.34 + 0.16 * facing[1];
  const light = sky + Math.max(0, dot(facing, key)) * 0.85 + look.emissive * 0.35;
  const shine =
    Math.max(0, dot(facing, gleam)) ** (look.roughness < 0.25 ? 70 : 22) * (1 - look.roughness) * 1.1;
  const rim = (1 - facing[2]) ** 3 * 0.5;
  // Metal has no colour of its own in the dark: it mirrors what is above and below it.
  const mirrored = mix(base, tone(palette, 0.7 + facing[1] * 0.3), look.metallic * 0.3);
  const lit = mix([mirrored[0] * light, mirrored[1] * light, mirrored[2] * light], [255, 255, 255], shine);
  return mix(lit, palette.counter, rim);
}

/** A still of a prop, drawn triangle by triangle into a depth buffer with one key light and a rim of the palette. */
export async function drawModelPreview(
  prop: Prop,
  palette: Palette,
  texture: Buffer | null,
): Promise<Buffer> {
  const loaded = texture
    ? await sharp(texture).removeAlpha().raw().toBuffer({ resolveWithObject: true })
    : null;
  const sheet = loaded ? { data: loaded.data, width: loaded.info.width, height: loaded.info.height } : null;
  const corners = prop.parts.map((piece) =>
    Array.from({ length: piece.positions.length / 3 }, (_, at) => rotate(piece.positions, at * 3)),
  );
  const all = corners.flat();
  const low = all.reduce((best, [, y]) => Math.min(best, y), 9);
  const high = all.reduce((best, [, y]) => Math.max(best, y), -9);
  const wide = all.reduce((best, [x]) => Math.max(best, Math.abs(x)), 0.1);
  const scale = (canvas * 0.76) / Math.max(high - low, wide * 2);
  const middle = (high + low) / 2;
  const depth = new Float32Array(canvas * canvas).fill(-1e9);
  const pixels = Buffer.alloc(canvas * canvas * 4);
  const place = ([x, y, z]: Vector): Vector => [canvas / 2 + x * scale, canvas / 2 - (y - middle) * scale, z];

  for (const [index, piece] of prop.parts.entries()) {
    // A part is some tens of milliseconds of arithmetic; between parts the server may answer somebody.
    await new Promise((resolve) => setImmediate(resolve));
    const spots = corners[index] ?? [];
    for (let at = 0; at < spots.length; at += 3) {
      const a = place(spots[at] ?? [0, 0, 0]);
      const b = place(spots[at + 1] ?? [0, 0, 0]);
      const c = place(spots[at + 2] ?? [0, 0, 0]);
      const area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
      if (Math.abs(area) < 1e-6) continue;
      const normals = [0, 1, 2].map((corner) => rotate(piece.normals, (at + corner) * 3));
      const [na, nb, nc] = [normals[0] ?? key, normals[1] ?? key, normals[2] ?? key];
      const uv = piece.uvs.slice(at * 2, at * 2 + 6);
      const fromX = Math.max(0, Math.floor(Math.min(a[0], b[0], c[0])));
      const toX = Math.min(canvas - 1, Math.ceil(Math.max(a[0], b[0], c[0])));
      const fromY = Math.max(0, Math.floor(Math.min(a[1], b[1], c[1])));
      const toY = Math.min(canvas - 1, Math.ceil(Math.max(a[1], b[1], c[1])));
      for (let y = fromY; y <= toY; y++) {
        for (let x = fromX; x <= toX; x++) {
          const wb = ((x - a[0]) * (c[1] - a[1]) - (y - a[1]) * (c[0] - a[0])) / area;
          const wc = ((b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0])) / area;
          const wa = 1 - wb - wc;
          if (wa < -0.001 || wb < -0.001 || wc < -0.001) continue;
          const z = a[2] * wa + b[2] * wb + c[2] * wc;
          const pixel = y * canvas + x;
          if (z <= (depth[pixel] ?? 0)) continue;
          depth[pixel] = z;
          const normal = normalise([
            na[0] * wa + nb[0] * wb + nc[0] * wc,
            na[1] * wa + nb[1] * wb + nc[1] * wc,
            na[2] * wa + nb[2] * wb + nc[2] * wc,
          ]);
          const base = piece.textured
            ? sheet
              ? sample(
                  sheet,
                  (uv[0] ?? 0) * wa + (uv[2] ?? 0) * wb + (uv[4] ?? 0) * wc,
                  (uv[1] ?? 0) * wa + (uv[3] ?? 0) * wb + (uv[5] ?? 0) * wc,
                )
              : ([150, 132, 114] as const)
            : piece.colour;
          const colour = litColour(base, normal, piece, palette);
          pixels[pixel * 4] = Math.min(255, colour[0]);
          pixels[pixel * 4 + 1] = Math.min(255, colour[1]);
          pixels[pixel * 4 + 2] = Math.min(255, colour[2]);
          pixels[pixel * 4 + 3] = 255;
        }
      }
    }
  }
  const floor = edge / 2 + ((high - low) / 2) * scale * (edge / canvas);
  const stage = `<svg xmlns="http://www.w3.org/2000/svg" width="${edge}" height="${edge}"><defs><radialGradient id="b"><stop offset="0" stop-color="${hex(tone(palette, 0.52))}"/><stop offset="1" stop-color="${hex(tone(palette, 0.1))}"/></radialGradient><filter id="s" x="-50%" y="-200%" width="200%" height="500%"><feGaussianBlur stdDeviation="9"/></filter></defs><rect width="100%" height="100%" fill="url(#b)"/><ellipse cx="${edge / 2}" cy="${floor - 8}" rx="${wide * scale * (edge / canvas) * 0.95}" ry="20" fill="#000" opacity="0.5" filter="url(#s)"/></svg>`;
  const drawn = await sharp(pixels, { raw: { width: canvas, height: canvas, channels: 4 } })
    .resize(edge, edge)
    .png()
    .toBuffer();
  return sharp(Buffer.from(stage))
    .composite([{ input: drawn }])
    .png()
    .toBuffer();
}

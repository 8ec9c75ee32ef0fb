import sharp, { type Sharp } from "sharp";
import type { Painting } from "./art/painting";
import { createRandom } from "./random";

/** Pixels in memory: four bytes each, not premultiplied. */
export interface Pixels {
  data: Buffer;
  width: number;
  height: number;
}

/** The painting as a document of its own. */
export function svgOf(painting: Painting, width: number, height: number, withBackdrop: boolean): string {
  const rendering = painting.crisp ? ' shape-rendering="crispEdges"' : "";
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"${rendering}><defs>${painting.defs}</defs>${withBackdrop ? painting.backdrop : ""}${painting.subject}</svg>`;
}

const grainEdge = 256;
const random = createRandom(20_260);
// One tile serves every picture: neutral in soft light, a few levels either way.
const grain = Buffer.from(
  Uint8Array.from({ length: grainEdge * grainEdge * 3 }, (_, at) =>
    at % 3 === 0 ? random.whole(104, 152) : 128,
  ),
);
for (let at = 0; at < grain.length; at += 3) {
  grain.fill(grain[at] ?? 128, at, at + 3);
}

export async function toPixels(image: Sharp): Promise<Pixels> {
  const { data, info } = await image
    .ensureAlpha()
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

export function fromPixels({ data, width, height }: Pixels): Sharp {
  return sharp(data, { raw: { width, height, channels: 4 } });
}

/** Rasterises a painting and gives it bloom and grain; without its backdrop the rest stays transparent. */
export async function rasterise(
  painting: Painting,
  width: number,
  height: number,
  withBackdrop = true,
): Promise<Pixels> {
  const drawn = Buffer.from(svgOf(painting, width, height, withBackdrop));
  const { texture } = painting;
  if (!withBackdrop)
    return toPixels(sharp(drawn, { limitInputPixels: false }).resize(width, height, { fit: "fill" }));
  const base = texture
    ? await sharp(texture.data, { raw: { width: texture.width, height: texture.height, channels: 3 } })
        .resize(width, height, { fit: "fill" })
        .composite([{ input: drawn }])
        .png({ compressionLevel: 0 })
        .toBuffer()
    : drawn;
  const flat = await toPixels(
    sharp(base, { limitInputPixels: false }).resize(width, height, { fit: "fill" }),
  );
  if (painting.crisp) return flat;
  const glow = await fromPixels(flat)
    .resize(Math.max(8, Math.round(width / 8)), Math.max(8, Math.round(height / 8)), { fit: "fill" })
    .linear(1.5, -120)
    .blur(3)
    .resize(width, height, { fit: "fill", kernel: "cubic" })
    .removeAlpha()
    .raw()
    .toBuffer();
  const bloomed = await fromPixels(flat)
    .composite([{ input: glow, raw: { width, height, channels: 3 }, blend: "screen" }])
    .raw()
    .toBuffer();
  // A tile may not be larger than what it is laid on.
  const tile = await sharp(grain, { raw: { width: grainEdge, height: grainEdge, channels: 3 } })
    .extract({ left: 0, top: 0, width: Math.min(grainEdge, width), height: Math.min(grainEdge, height) })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return toPixels(
    fromPixels({ data: bloomed, width, height }).composite([
      {
        input: tile.data,
        raw: { width: tile.info.width, height: tile.info.height, channels: 3 },
        tile: true,
        blend: "soft-light",
      },
    ]),
  );
}

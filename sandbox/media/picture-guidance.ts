import sharp from "sharp";
import type { RenderJob, StoredFile } from "../parts";
import { type Palette, tone } from "./colour";
import { fromPixels, type Pixels, toPixels } from "./paint-picture";

/** What the uploaded pictures of a run are for. */
export interface PictureGuidance {
  /** Repainted: the more weight, the closer the result stays to it. */
  canvas: { bytes: Buffer; weight: number } | null;
  /** Only its light and shadow are kept. */
  structure: { bytes: Buffer; weight: number } | null;
  /** Its colours are used. */
  colours: Buffer | null;
}

const canvasTypes = new Set(["init", "editing_reference", "color_sketch", "first_frame"]);
const structureTypes = new Set([
  "scribble",
  "pose",
  "depth",
  "canny",
  "softedge_hed",
  "segmentation",
  "lineart",
]);

function isPicture(file: StoredFile): boolean {
  return file.contentType.startsWith("image/");
}

/** Sorts a run's guidance by what it can do for a picture. A missing weight is 0.5 for init and 1 for the rest. */
export function pictureGuidanceOf(job: Pick<RenderJob, "guidance" | "parameters">): PictureGuidance {
  const pictures = job.guidance.filter(({ file }) => isPicture(file));
  const canvas = pictures.find(({ type }) => canvasTypes.has(type));
  const structure = pictures.find(({ type }) => structureTypes.has(type));
  const colours = pictures.find(({ type }) => !canvasTypes.has(type) && !structureTypes.has(type));
  const strength = job.parameters.prompt_strength;
  const defaultWeight = typeof strength === "number" ? 1 - strength : 0.5;
  return {
    canvas: canvas
      ? { bytes: canvas.file.bytes, weight: canvas.weight ?? (canvas.type === "init" ? defaultWeight : 0.75) }
      : null,
    structure: structure ? { bytes: structure.file.bytes, weight: structure.weight ?? 1 } : null,
    colours: colours?.file.bytes ?? null,
  };
}

function lumaAt(data: Buffer, at: number): number {
  return (0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0)) / 255;
}

/** The picture stretched to cover the canvas, opaque. */
async function coverOf(bytes: Buffer, width: number, height: number): Promise<Pixels> {
  return toPixels(
    sharp(bytes).rotate().flatten({ background: "#808080" }).resize(width, height, { fit: "cover" }),
  );
}

/** Replaces every pixel by the palette's colour of the same brightness, `amount` of the way. */
function gradeBy(pixels: Pixels, palette: Palette, amount: number): Pixels {
  const table = Array.from({ length: 256 }, (_, level) => tone(palette, level / 255));
  const data = Buffer.from(pixels.data);
  for (let at = 0; at < data.length; at += 4) {
    const graded = table[Math.round(lumaAt(data, at) * 255)] ?? [0, 0, 0];
    for (let channel = 0; channel < 3; channel++) {
      const own = data[at + channel] ?? 0;
      data[at + channel] = own + ((graded[channel] ?? 0) - own) * amount;
    }
  }
  return { ...pixels, data };
}

/** `amount` of the way from one picture to another of the same size. */
export function blend(from: Pixels, to: Pixels, amount: number): Pixels {
  const data = Buffer.alloc(from.data.length);
  for (let at = 0; at < data.length; at++) {
    const own = from.data[at] ?? 0;
    data[at] = Math.round(own + ((to.data[at] ?? 0) - own) * amount);
  }
  return { ...from, data };
}

/** Repaints an uploaded picture: graded by the palette, brushed, and mixed with the painting as its weight allows. */
export async function repaint(
  canvas: { bytes: Buffer; weight: number },
  painting: Pixels,
  palette: Palette,
): Promise<Pixels> {
  const source = await coverOf(canvas.bytes, painting.width, painting.height);
  const freedom = Math.min(1, Math.max(0, 1 - canvas.weight));
  const graded = gradeBy(source, palette, freedom * 0.8);
  const lit = await toPixels(
    fromPixels(graded).composite([
      {
        input: painting.data,
        raw: { width: painting.width, height: painting.height, channels: 4 },
        blend: "soft-light",
      },
    ]),
  );
  return blend(blend(graded, lit, freedom), painting, freedom ** 2);
}

/** Keeps an uploaded picture's light and shadow and paints them in the palette and the painting's detail. */
export async function followStructure(
  structure: { bytes: Buffer; weight: number },
  painting: Pixels,
  palette: Palette,
): Promise<Pixels> {
  const source = await coverOf(structure.bytes, painting.width, painting.height);
  const graded = gradeBy(source, palette, 1);
  const lit = await toPixels(
    fromPixels(graded).composite([
      {
        input: painting.data,
        raw: { width: painting.width, height: painting.height, channels: 4 },
        blend: "soft-light",
      },
    ]),
  );
  return blend(painting, lit, Math.min(1, Math.max(0, structure.weight * 0.9)));
}

/** The uploaded picture whole in the middle, the painting continuing its colours around it: outpainting. */
export async function extend(canvas: Buffer, painting: Pixels): Promise<Pixels> {
  const { width, height } = painting;
  const around = await toPixels(
    sharp(canvas)
      .rotate()
      .flatten({ background: "#808080" })
      .resize(width, height, { fit: "cover" })
      .blur(Math.max(2, Math.min(width, height) / 24)),
  );
  const inner = await sharp(canvas)
    .rotate()
    .flatten({ background: "#808080" })
    .resize(width, height, { fit: "inside" })
    .png()
    .toBuffer();
  return toPixels(fromPixels(blend(around, painting, 0.35)).composite([{ input: inner, gravity: "centre" }]));
}

/**
 * The mask as one byte a pixel, 255 where the picture may change. White is taken to mean change; the polarity of an
 * uploaded mask is not documented by Layer.
 */
async function coverageOf(
  mask: NonNullable<RenderJob["mask"]>,
  width: number,
  height: number,
): Promise<Buffer> {
  const { data } = await toPixels(sharp(mask.file.bytes).resize(width, height, { fit: "fill" }));
  const coverage = Buffer.alloc(width * height);
  for (let at = 0; at < coverage.length; at++) {
    const alpha = data[at * 4 + 3] ?? 255;
    coverage[at] = mask.forTransparency
      ? 255 - alpha
      : mask.forNontransparency
        ? alpha
        : Math.round(lumaAt(data, at * 4) * alpha);
  }
  if (mask.edgeRadius <= 0) return coverage;
  return sharp(coverage, { raw: { width, height, channels: 1 } })
    .blur(Math.max(0.3, mask.edgeRadius / 2))
    .toColourspace("b-w")
    .raw()
    .toBuffer();
}

/** Only what the mask covers comes from `changed`; everything else is `original`, byte for byte where the mask is 0. */
export async function changeInside(
  mask: NonNullable<RenderJob["mask"]>,
  original: Pixels,
  changed: Pixels,
): Promise<Pixels> {
  const coverage = await coverageOf(mask, original.width, original.height);
  const data = Buffer.from(original.data);
  for (let pixel = 0; pixel < coverage.length; pixel++) {
    const amount = (coverage[pixel] ?? 0) / 255;
    if (amount === 0) continue;
    for (let at = pixel * 4; at < pixel * 4 + 4; at++) {
      const own = data[at] ?? 0;
      data[at] = Math.round(own + ((changed.data[at] ?? 0) - own) * amount);
    }
  }
  return { ...original, data };
}

/** What the mask is laid over: the uploaded canvas if there is one, else the mask's own picture where it has alpha. */
export async function originalUnder(
  job: Pick<RenderJob, "mask">,
  canvas: Buffer | null,
  width: number,
  height: number,
): Promise<Pixels | null> {
  if (canvas) return coverOf(canvas, width, height);
  if (job.mask && (job.mask.forTransparency || job.mask.forNontransparency))
    return coverOf(job.mask.file.bytes, width, height);
  return null;
}

/** Makes what looks like the border transparent: the background of an uploaded picture, judged by its edge. */
export async function cutOut(pixels: Pixels): Promise<Pixels> {
  const { width, height } = pixels;
  const border: number[][] = [
    [0, 0, 0],
    [0, 0, 0],
  ];
  // The upper and the lower edge often differ, as sky and ground do, so each has its own mean.
  for (const [edge, y] of [0, height - 1].entries()) {
    const mean = border[edge] ?? [];
    for (let x = 0; x < width; x++)
      for (let channel = 0; channel < 3; channel++)
        mean[channel] = (mean[channel] ?? 0) + (pixels.data[(y * width + x) * 4 + channel] ?? 0) / width;
  }
  const data = Buffer.from(pixels.data);
  for (let at = 0; at < data.length; at += 4) {
    const distance = Math.min(
      ...border.map((mean) =>
        Math.hypot(
          (data[at] ?? 0) - (mean[0] ?? 0),
          (data[at + 1] ?? 0) - (mean[1] ?? 0),
          (data[at + 2] ?? 0) - (mean[2] ?? 0),
        ),
      ),
    );
    data[at + 3] = Math.min(255, Math.max(0, (distance - 28) * 8));
  }
  return { ...pixels, data };
}

/** An uploaded picture as flat shapes: runs of one colour, eight steps a channel. */
export async function traceToSvg(bytes: Buffer, width: number, height: number): Promise<string> {
  const across = 96;
  const down = Math.max(1, Math.round((across * height) / width));
  const small = await coverOf(bytes, across, down);
  const step = width / across;
  const rise = height / down;
  const colourAt = (x: number, y: number) => {
    const at = (y * across + x) * 4;
    const [red, green, blue] = [0, 1, 2].map((channel) =>
      Math.round(Math.round((small.data[at + channel] ?? 0) / 36.43) * 36.43),
    );
    return `rgb(${red},${green},${blue})`;
  };
  const rects: string[] = [];
  for (let y = 0; y < down; y++) {
    let from = 0;
    for (let x = 1; x <= across; x++) {
      if (x < across && colourAt(x, y) === colourAt(from, y)) continue;
      // Each run reaches a third of a pixel under its neighbour, so that no seam shows.
      rects.push(
        `<rect x="${(from * step).toFixed(2)}" y="${(y * rise).toFixed(2)}" width="${((x - from) * step + 0.3).toFixed(2)}" height="${(rise + 0.3).toFixed(2)}" fill="${colourAt(from, y)}"/>`,
      );
      from = x;
    }
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${rects.join("")}</svg>`;
}

import sharp from "sharp";
import type { RenderJob } from "../parts";
import { paint } from "./art/art-direction";
import { choosePalette, type Palette, paletteOfPicture } from "./colour";
import { fromPixels, type Pixels, rasterise, svgOf } from "./paint-picture";
import {
  changeInside,
  cutOut,
  extend,
  followStructure,
  originalUnder,
  pictureGuidanceOf,
  repaint,
  traceToSvg,
} from "./picture-guidance";
import { createRandom, hashText, type Random } from "./random";
import type { RenderedOutput } from "./rendered-output";

// No edge of an upscaled picture grows beyond this, so that a 64 MB upload cannot exhaust the sandbox's memory.
const longestEdge = 8192;

function wordsOf(prompt: string): ReadonlySet<string> {
  return new Set(
    prompt
      .toLowerCase()
      .split(/[^a-z0-9-]+/)
      .filter((word) => word !== ""),
  );
}

/** The numbers of one output: the same prompt, seed, model and place in the batch give the same picture. */
function randomFor(job: RenderJob, index: number): Random {
  return createRandom(hashText(`${job.style}|${job.prompt}|${job.seed}|${index}`));
}

/** One finished picture in memory, before it is encoded; video and 3D start from it too. */
export async function paintPixels(
  job: RenderJob,
  index: number,
): Promise<{ pixels: Pixels; palette: Palette }> {
  const random = randomFor(job, index);
  const words = wordsOf(job.prompt);
  const guidance = pictureGuidanceOf(job);
  const chosen = choosePalette(words, random);
  const palette = guidance.colours ? await paletteOfPicture(guidance.colours) : chosen;
  const scene = { width: job.width, height: job.height, random, palette, words };
  const bare = job.parameters.remove_background === true;
  const painting = paint(scene, job.style);
  if (bare && !guidance.canvas)
    return { pixels: await rasterise(painting, job.width, job.height, false), palette };
  let pixels = await rasterise(painting, job.width, job.height);
  if (guidance.structure) pixels = await followStructure(guidance.structure, pixels, palette);
  if (guidance.canvas) {
    const outpaints = job.parameters.reframe === true || job.parameters.refill === true;
    pixels = bare
      ? await cutOut(await repaint({ ...guidance.canvas, weight: 1 }, pixels, palette))
      : outpaints
        ? await extend(guidance.canvas.bytes, pixels)
        : job.mask
          ? pixels
          : await repaint(guidance.canvas, pixels, palette);
  }
  if (job.mask) {
    const original =
      (await originalUnder(job, guidance.canvas?.bytes ?? guidance.colours, job.width, job.height)) ??
      (await rasterise(
        paint({ ...scene, random: randomFor({ ...job, seed: job.seed + 1 }, index) }, job.style),
        job.width,
        job.height,
      ));
    pixels = await changeInside(job.mask, original, pixels);
  }
  return { pixels, palette };
}

/** One picture in two layers, so that a camera can move between them. */
export async function paintLayers(
  job: RenderJob,
  index: number,
): Promise<{ backdrop: Pixels; subject: Pixels | null; palette: Palette }> {
  const random = randomFor(job, index);
  const words = wordsOf(job.prompt);
  const guidance = pictureGuidanceOf(job);
  const chosen = choosePalette(words, random);
  const palette = guidance.colours ? await paletteOfPicture(guidance.colours) : chosen;
  const painting = paint({ width: job.width, height: job.height, random, palette, words }, job.style);
  const backdrop = await rasterise({ ...painting, subject: "" }, job.width, job.height);
  const subject = painting.subject === "" ? null : await rasterise(painting, job.width, job.height, false);
  return { backdrop, subject, palette };
}

/** Whether any pixel lets the background through; PNGs without alpha are a quarter smaller. */
function isTransparent({ data }: Pixels): boolean {
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return true;
  return false;
}

async function encode(job: RenderJob, pixels: Pixels): Promise<RenderedOutput> {
  const image = isTransparent(pixels) ? fromPixels(pixels) : fromPixels(pixels).removeAlpha();
  // Some of Layer's models answer in WebP; which of ours do is fixed by their name.
  const asWebp = hashText(job.style) % 4 === 0;
  const bytes = asWebp
    ? await image.webp({ quality: 90, effort: 2 }).toBuffer()
    : await image.png({ compressionLevel: 4 }).toBuffer();
  return {
    bytes,
    contentType: asWebp ? "image/webp" : "image/png",
    extension: asWebp ? "webp" : "png",
    width: pixels.width,
    height: pixels.height,
    durationSeconds: null,
    preview: bytes,
  };
}

async function upscale(source: Buffer, ratio: number): Promise<RenderedOutput> {
  const upright = await sharp(source).rotate().toBuffer({ resolveWithObject: true });
  const fits = Math.min(ratio, longestEdge / Math.max(upright.info.width, upright.info.height));
  const width = Math.max(1, Math.round(upright.info.width * fits));
  const height = Math.max(1, Math.round(upright.info.height * fits));
  const bytes = await sharp(upright.data)
    .resize(width, height, { fit: "fill", kernel: "lanczos3" })
    .sharpen({ sigma: 0.8 })
    .png({ compressionLevel: 4 })
    .toBuffer();
  return {
    bytes,
    contentType: "image/png",
    extension: "png",
    width,
    height,
    durationSeconds: null,
    preview: bytes,
  };
}

async function vectorise(job: RenderJob, index: number): Promise<RenderedOutput> {
  const random = randomFor(job, index);
  const words = wordsOf(job.prompt);
  const guidance = pictureGuidanceOf(job);
  const palette = choosePalette(words, random);
  const source = guidance.canvas?.bytes ?? guidance.structure?.bytes ?? guidance.colours;
  const svg = source
    ? await traceToSvg(source, job.width, job.height)
    : svgOf(
        paint({ width: job.width, height: job.height, random, palette, words }, job.style, true),
        job.width,
        job.height,
        job.parameters.remove_background !== true,
      );
  const bytes = Buffer.from(svg);
  return {
    bytes,
    contentType: "image/svg+xml",
    extension: "svg",
    width: job.width,
    height: job.height,
    durationSeconds: null,
    preview: await sharp(bytes).png().toBuffer(),
  };
}

async function renderPicture(job: RenderJob, index: number): Promise<RenderedOutput> {
  const ratio = job.parameters.upscale_ratio;
  const source = job.guidance.find(({ file }) => file.contentType.startsWith("image/"));
  if (typeof ratio === "number" && ratio > 0 && source) return upscale(source.file.bytes, ratio);
  if (job.parameters.vectorize === true) return vectorise(job, index);
  return encode(job, (await paintPixels(job, index)).pixels);
}

/** The pictures of one run, one after another so that a batch of sixteen leaves the server room to answer. */
export async function renderPictures(job: RenderJob): Promise<RenderedOutput[]> {
  const outputs: RenderedOutput[] = [];
  for (let index = 0; index < job.count; index++) {
    outputs.push(await renderPicture(job, index));
    await new Promise((resolve) => setImmediate(resolve));
  }
  return outputs;
}

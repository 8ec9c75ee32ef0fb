import sharp from "sharp";
import type { RenderJob } from "../parts";
import type { Rgb } from "./colour";
import { encodeMp4 } from "./encode-mp4";
import { fromPixels, type Pixels, toPixels } from "./paint-picture";
import { createRandom, hashText } from "./random";
import { paintLayers, paintPixels } from "./render-pictures";
import type { RenderedOutput } from "./rendered-output";

// A film is encoded while somebody waits, on a machine that is busy with other things: about 4 ms a frame at this size.
const longestEdge = 640;
const mostFrames = 120;
const longestSeconds = 10;

/** Where the camera is at a moment, in parts of the picture. */
interface Camera {
  zoom: number;
  x: number;
  y: number;
}

type Move = (at: number) => Camera;

const moves: Readonly<Record<"in" | "out" | "left" | "right" | "up", Move>> = {
  in: (at) => ({ zoom: 1.02 + at * 0.26, x: 0, y: at * 0.01 }),
  out: (at) => ({ zoom: 1.3 - at * 0.26, x: 0, y: 0.01 - at * 0.01 }),
  left: (at) => ({ zoom: 1.16, x: 0.05 - at * 0.1, y: 0 }),
  right: (at) => ({ zoom: 1.16, x: -0.05 + at * 0.1, y: 0 }),
  up: (at) => ({ zoom: 1.18, x: 0, y: 0.05 - at * 0.1 }),
};

function moveOf(job: RenderJob, choice: number): Move {
  const effects = JSON.stringify(job.parameters.video_effects ?? "");
  if (/zoom_out|dolly_out/.test(effects)) return moves.out;
  if (/zoom|dolly_in|push/.test(effects)) return moves.in;
  if (/left/.test(effects)) return moves.left;
  if (/right|whip/.test(effects)) return moves.right;
  if (/up|crane|jib/.test(effects)) return moves.up;
  return [moves.in, moves.right, moves.out, moves.left, moves.up][choice % 5] ?? moves.in;
}

/** Draws a layer as the camera sees it, between its pixels, over what the frame already holds. */
function drawLayer(frame: Pixels, layer: Pixels, camera: Camera, opacity: number): void {
  const { width, height, data } = frame;
  const source = layer.data;
  const stepX = layer.width / width / camera.zoom;
  const stepY = layer.height / height / camera.zoom;
  const startX = layer.width * (0.5 + camera.x) - (stepX * width) / 2;
  const startY = layer.height * (0.5 + camera.y) - (stepY * height) / 2;
  const lastX = layer.width - 2;
  const lastY = layer.height - 2;
  for (let y = 0; y < height; y++) {
    const sy = Math.min(lastY, Math.max(0, startY + y * stepY));
    const row = Math.floor(sy);
    const fy = sy - row;
    for (let x = 0; x < width; x++) {
      const sx = Math.min(lastX, Math.max(0, startX + x * stepX));
      const column = Math.floor(sx);
      const fx = sx - column;
      const at = (row * layer.width + column) * 4;
      const below = at + layer.width * 4;
      const topLeft = (1 - fx) * (1 - fy);
      const topRight = fx * (1 - fy);
      const lowLeft = (1 - fx) * fy;
      const lowRight = fx * fy;
      const alpha =
        (((source[at + 3] ?? 0) * topLeft +
          (source[at + 7] ?? 0) * topRight +
          (source[below + 3] ?? 0) * lowLeft +
          (source[below + 7] ?? 0) * lowRight) /
          255) *
        opacity;
      if (alpha <= 0.003) continue;
      const to = (y * width + x) * 4;
      for (let channel = 0; channel < 3; channel++) {
        const value =
          (source[at + channel] ?? 0) * topLeft +
          (source[at + 4 + channel] ?? 0) * topRight +
          (source[below + channel] ?? 0) * lowLeft +
          (source[below + 4 + channel] ?? 0) * lowRight;
        data[to + channel] = (data[to + channel] ?? 0) * (1 - alpha) + value * alpha;
      }
      data[to + 3] = 255;
    }
  }
}

interface Spark {
  x: number;
  y: number;
  speed: number;
  sway: number;
  size: number;
  phase: number;
}

/** Adds light, as embers and dust do. */
function drawSparks(frame: Pixels, sparks: readonly Spark[], seconds: number, colour: Rgb): void {
  const { width, height, data } = frame;
  for (const spark of sparks) {
    const y = ((((spark.y - seconds * spark.speed) % 1) + 1) % 1) * height;
    const x = (spark.x + Math.sin(seconds * 1.3 + spark.phase) * spark.sway) * width;
    const pulse = 0.55 + 0.45 * Math.sin(seconds * 3 + spark.phase * 7);
    const reach = Math.ceil(spark.size * 2.5);
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -reach; dx <= reach; dx++) {
        const px = Math.round(x) + dx;
        const py = Math.round(y) + dy;
        if (px < 0 || py < 0 || px >= width || py >= height) continue;
        const light = Math.exp(-(dx * dx + dy * dy) / (spark.size * spark.size)) * pulse;
        const at = (py * width + px) * 4;
        for (let channel = 0; channel < 3; channel++) {
          data[at + channel] = Math.min(255, (data[at + channel] ?? 0) + (colour[channel] ?? 0) * light);
        }
      }
    }
  }
}

function even(value: number): number {
  return Math.max(64, Math.round(value / 2) * 2);
}

async function renderFilm(job: RenderJob, index: number): Promise<RenderedOutput> {
  const shrink = Math.min(1, longestEdge / Math.max(job.width, job.height));
  const width = even(job.width * shrink);
  const height = even(job.height * shrink);
  const asked = job.durationSeconds > 0 ? job.durationSeconds : 5;
  const seconds = Math.min(longestSeconds, asked);
  const fps = Math.max(6, Math.min(job.fps > 0 ? job.fps : 24, Math.floor(mostFrames / seconds)));
  const frames = Math.max(2, Math.round(seconds * fps));
  const random = createRandom(hashText(`film|${job.prompt}|${job.seed}|${index}`));

  // Painted a little larger than the film, so that the camera has room to move without softening.
  const scale = 1.25;
  const scene: RenderJob = {
    ...job,
    width: even(width * scale),
    height: even(height * scale),
    mask: null,
    parameters: {},
  };
  const ofType = (type: string) =>
    job.guidance.find((entry) => entry.type === type && entry.file.contentType.startsWith("image/"));
  const first = ofType("first_frame") ?? ofType("init");
  const last = ofType("last_frame");
  const cover = (bytes: Buffer) =>
    toPixels(
      sharp(bytes)
        .rotate()
        .flatten({ background: "#000000" })
        .resize(scene.width, scene.height, { fit: "cover" }),
    );
  const layers = first
    ? {
        backdrop: await cover(first.file.bytes),
        subject: null,
        palette: (await paintPixels({ ...scene, guidance: [] }, index)).palette,
      }
    : await paintLayers(scene, index);
  const ending = last ? await cover(last.file.bytes) : null;

  const move = moveOf(job, random.whole(0, 4));
  const sparks = Array.from(
    { length: 46 },
    (): Spark => ({
      x: random.next(),
      y: random.next(),
      speed: random.between(0.03, 0.16),
      sway: random.between(0.004, 0.03),
      size: random.between(0.7, 1.9),
      phase: random.between(0, 6),
    }),
  );
  // An uploaded first frame has to be the film's first frame, so nothing is laid over it until it has been seen.
  const drawFrame = (frame: number): Pixels => {
    const at = frames === 1 ? 0 : frame / (frames - 1);
    const eased = at * at * (3 - 2 * at);
    const camera = first || ending ? { zoom: 1 + 0.1 * Math.sin(at * Math.PI), x: 0, y: 0 } : move(eased);
    const canvas: Pixels = { data: Buffer.alloc(width * height * 4, 255), width, height };
    drawLayer(
      canvas,
      layers.backdrop,
      { ...camera, zoom: 1 + (camera.zoom - 1) * 0.55, x: camera.x * 0.5, y: camera.y * 0.5 },
      1,
    );
    if (layers.subject) drawLayer(canvas, layers.subject, camera, 1);
    if (ending)
      drawLayer(
        canvas,
        ending,
        { ...camera, zoom: 1 + (camera.zoom - 1) * 0.55 },
        Math.max(0, (eased - 0.35) / 0.65),
      );
    const fade = first || ending ? Math.sin(at * Math.PI) : 1;
    drawSparks(canvas, sparks, at * seconds, [
      layers.palette.accent[0] * fade,
      layers.palette.accent[1] * fade,
      layers.palette.accent[2] * fade,
    ]);
    return canvas;
  };
  const bytes = await encodeMp4({ width, height, fps, frames, frame: (at) => drawFrame(at).data });
  const still = await fromPixels(drawFrame(Math.floor(frames * 0.4)))
    .removeAlpha()
    .png({ compressionLevel: 3 })
    .toBuffer();
  return {
    bytes,
    contentType: "video/mp4",
    extension: "mp4",
    width,
    height,
    durationSeconds: frames / fps,
    preview: still,
  };
}

/** The films of one run: a camera moving through a painting in layers, or between the uploaded first and last frame. */
export async function renderVideos(job: RenderJob): Promise<RenderedOutput[]> {
  const outputs: RenderedOutput[] = [];
  for (let index = 0; index < job.count; index++) outputs.push(await renderFilm(job, index));
  return outputs;
}

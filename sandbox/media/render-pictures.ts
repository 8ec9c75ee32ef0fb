import type { RenderJob } from "../parts";
import { paint } from "./art/art-direction";
import { choosePalette } from "./colour";
import type { RenderedOutput } from "./media-host";
import { fromPixels, rasterise } from "./paint-picture";
import { createRandom, hashText } from "./random";

/** The pictures of one run. */
export async function renderPictures(job: RenderJob): Promise<RenderedOutput[]> {
  const outputs: RenderedOutput[] = [];
  const words = new Set(job.prompt.toLowerCase().split(/[^a-z0-9-]+/));
  for (let index = 0; index < job.count; index++) {
    const random = createRandom(hashText(`${job.style}|${job.prompt}|${job.seed}|${index}`));
    const palette = choosePalette(words, random);
    const painting = paint({ width: job.width, height: job.height, random, palette, words }, job.style);
    const bytes = await fromPixels(await rasterise(painting, job.width, job.height)).removeAlpha().png({ compressionLevel: 4 }).toBuffer();
    outputs.push({ bytes, contentType: "image/png", extension: "png", width: job.width, height: job.height, durationSeconds: null, preview: bytes });
  }
  return outputs;
}

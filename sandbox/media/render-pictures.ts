import sharp from "sharp";
import type { RenderJob } from "../parts";
import type { RenderedOutput } from "./media-host";
import { createRandom, hashText } from "./random";

/** The pictures of one run. */
export async function renderPictures(job: RenderJob): Promise<RenderedOutput[]> {
  const outputs: RenderedOutput[] = [];
  for (let index = 0; index < job.count; index++) {
    const random = createRandom(hashText(`${job.style}|${job.prompt}|${job.seed}|${index}`));
    const hue = random.whole(0, 359);
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${job.width}" height="${job.height}"><defs><linearGradient id="sky" x2="0" y2="1"><stop stop-color="hsl(${hue},60%,20%)"/><stop offset="1" stop-color="hsl(${(hue + 50) % 360},80%,70%)"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#sky)"/></svg>`;
    const bytes = await sharp(Buffer.from(svg)).png().toBuffer();
    outputs.push({
      bytes,
      contentType: "image/png",
      extension: "png",
      width: job.width,
      height: job.height,
      durationSeconds: null,
      preview: bytes,
    });
  }
  return outputs;
}

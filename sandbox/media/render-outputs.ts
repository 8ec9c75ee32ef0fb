import type { RenderJob } from "../parts";
import type { RenderedOutput } from "./media-host";
import { renderPictures } from "./render-pictures";

/** Every output of one run, in order. */
export async function renderOutputs(job: RenderJob): Promise<RenderedOutput[]> {
  return renderPictures(job);
}

import type { RenderJob } from "../parts";
import { renderModels } from "./render-models";
import { renderPictures } from "./render-pictures";
import { renderSounds } from "./render-sounds";
import { renderTexts } from "./render-texts";
import { renderVideos } from "./render-video";
import type { RenderedOutput } from "./rendered-output";

const renderers: Readonly<Record<RenderJob["modality"], (job: RenderJob) => Promise<RenderedOutput[]>>> = {
  image: renderPictures,
  video: renderVideos,
  three_d: renderModels,
  audio: renderSounds,
  text: renderTexts,
};

/** Every output of one run, in order. */
export function renderOutputs(job: RenderJob): Promise<RenderedOutput[]> {
  return renderers[job.modality](job);
}

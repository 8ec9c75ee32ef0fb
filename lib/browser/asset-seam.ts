import { queryOptions } from "@tanstack/react-query";
import { ProblemError, problemOf } from "../domain/problem";

export interface SeamSound {
  /** The end, then the beginning: played round and round it meets itself twice, once at the seam. */
  sound: AudioBuffer;
  /** The wave across the seam, from -1 to 1; the seam is in the middle. */
  curve: number[];
  /** How far the wave jumps there, as a share of its greatest height. */
  jump: number;
}

const aroundSeconds = 1.5;
const curveSeconds = 0.02;
const rate = 44_100;

/** What a sound does where its end meets its beginning. */
export function seamOf(samples: Float32Array, curveSamples: number): { curve: number[]; jump: number } {
  const reach = Math.min(curveSamples, samples.length);
  const curve = [...samples.subarray(samples.length - reach), ...samples.subarray(0, reach)];
  return { curve, jump: Math.abs((samples[0] ?? 0) - (samples.at(-1) ?? 0)) };
}

/** The sound around a clip's seam, from its path under our own roof. Fails where the browser cannot decode it. */
export function seamSoundQuery(path: string) {
  return queryOptions({
    queryKey: ["asset-seam", path],
    queryFn: async ({ signal }): Promise<SeamSound> => {
      const response = await fetch(path, { signal });
      if (!response.ok) throw new ProblemError(problemOf("asset_unavailable"));
      const engine = new OfflineAudioContext(2, 1, rate);
      const whole = await engine.decodeAudioData(await response.arrayBuffer());
      const around = Math.min(Math.floor(aroundSeconds * rate), Math.floor(whole.length / 2));
      const sound = engine.createBuffer(whole.numberOfChannels, Math.max(1, around * 2), rate);
      for (let channel = 0; channel < whole.numberOfChannels; channel += 1) {
        const samples = whole.getChannelData(channel);
        sound.copyToChannel(samples.subarray(samples.length - around), channel, 0);
        sound.copyToChannel(samples.subarray(0, around), channel, around);
      }
      return { sound, ...seamOf(whole.getChannelData(0), Math.floor(curveSeconds * rate)) };
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

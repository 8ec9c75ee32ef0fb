import { queryOptions } from "@tanstack/react-query";
import { ProblemError, problemOf } from "../domain/problem";

/**
 * The loudest moment of each of `bars` equal stretches of a sound, from 0 to 1, with the loudest of all at 1.
 * Silence is all zeros.
 */
export function waveformPeaks(samples: Float32Array, bars: number): number[] {
  const peaks = Array.from({ length: bars }, (_, bar) => {
    const from = Math.floor((bar * samples.length) / bars);
    const to = Math.max(Math.floor(((bar + 1) * samples.length) / bars), from + 1);
    // At most 400 looks a bar: a peak is found all the same, and a minute of sound takes milliseconds.
    const step = Math.max(1, Math.floor((to - from) / 400));
    let loudest = 0;
    for (let index = from; index < to; index += step)
      loudest = Math.max(loudest, Math.abs(samples[index] ?? 0));
    return loudest;
  });
  const top = Math.max(0, ...peaks);
  return top === 0 ? peaks : peaks.map((peak) => peak / top);
}

/** The waveform of a sound asset, from its path under our own roof. Fails where the browser cannot decode it. */
export function assetWaveformQuery(path: string, bars: number) {
  return queryOptions({
    queryKey: ["asset-waveform", path, bars],
    queryFn: async ({ signal }) => {
      const response = await fetch(path, { signal });
      if (!response.ok) throw new ProblemError(problemOf("asset_unavailable"));
      // A waveform of 160 bars needs no more than a telephone's rate, and decodes in a fraction of the memory.
      const engine = new OfflineAudioContext(1, 1, 22_050);
      const sound = await engine.decodeAudioData(await response.arrayBuffer());
      return waveformPeaks(sound.getChannelData(0), bars);
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

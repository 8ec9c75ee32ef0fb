/** `numInferenceSteps` to `num_inference_steps`, `textTo3d` to `text_to_3d`: Layer's spelling of any key of ours. */
export function wireKey(key: string): string {
  return key.replace(/[A-Z]|\d+/g, (part) => `_${part.toLowerCase()}`);
}

/** The inverse of `wireKey`. */
export function domainKey(key: string): string {
  return key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

import type { Generation } from "./generation";

interface PictureSides {
  width: number;
  height: number;
}

/**
 * What a model made when it was last asked here for this size; null where it kept the size, or nobody asked. Layer
 * names the sizes of a model nowhere, and tells what it made of one only after it is paid. Newest first.
 */
export function sizeMadeBefore(
  generations: ReadonlyArray<Pick<Generation, "request"> & { normalized?: Partial<PictureSides> }>,
  modelId: string,
  asked: Partial<PictureSides>,
): PictureSides | null {
  for (const { request, normalized } of generations) {
    if (request.kind !== "model" || request.modelId !== modelId || !normalized) continue;
    const { width, height } = request.parameters;
    if (width === undefined || height === undefined || width !== asked.width || height !== asked.height)
      continue;
    const made = { width: normalized.width ?? width, height: normalized.height ?? height };
    return made.width === width && made.height === height ? null : made;
  }
  return null;
}

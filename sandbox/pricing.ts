import type { Dial, SizeRule } from "./catalog/engines";
import type { SandboxModel } from "./catalog/models";
import type { EstimateBody } from "./request-bodies";

/** What the model will really use, in the contract's names; null is "does not apply to this model". */
export interface NormalizedParameters {
  width: number | null;
  height: number | null;
  batch_size: number;
  num_inference_steps: number | null;
  guidance_scale: number | null;
  duration_seconds: number | null;
  fps: number | null;
}

/** Models snap what they cannot do to the nearest thing they can; they do not refuse it. */
export function normalize(model: SandboxModel, asked: EstimateBody): NormalizedParameters {
  const [width, height] = snapSize(model.size, asked.width ?? null, asked.height ?? null);
  return {
    width,
    height,
    batch_size: Math.min(asked.batch_size, model.maxBatch),
    num_inference_steps: clamp(model.steps, asked.num_inference_steps ?? null),
    guidance_scale: clamp(model.guidanceScale, asked.guidance_scale ?? null),
    duration_seconds: nearest(model.durations, asked.duration_seconds ?? null),
    fps: nearest(model.framesPerSecond, asked.fps ?? null),
  };
}

/** Creative Units, to two decimals, for a request after normalisation. */
export function priceOf(model: SandboxModel, asked: EstimateBody): number {
  const used = normalize(model, asked);
  if (model.fate !== null) {
    return inCents(model.priceCreditUnits * used.batch_size);
  }
  const one =
    model.priceCreditUnits *
    stretchOf(model, asked, used) *
    sizeFactor(model, used) *
    (model.steps === null || used.num_inference_steps === null
      ? 1
      : used.num_inference_steps / model.steps.usual) *
    (model.hasQuality ? { low: 0.5, medium: 1, high: 2 }[asked.quality ?? "medium"] : 1) *
    (model.modes.includes("upscale") ? (upscaleRatio(asked.upscale_ratio) / 2) ** 2 : 1) *
    (model.flags.includes("generate_audio") && asked.generate_audio === true ? 1.5 : 1) *
    (model.framesPerSecond[0] === undefined || used.fps === null ? 1 : used.fps / model.framesPerSecond[0]) *
    meshFactor(model, asked);
  return inCents(Math.max(0.05, one + finishingPrice(model, asked)) * used.batch_size);
}

/** What completion charges: some models end below their estimate. */
export function chargeOf(model: SandboxModel, estimate: number): number {
  return inCents(estimate * model.chargedPart);
}

function stretchOf(model: SandboxModel, asked: EstimateBody, used: NormalizedParameters): number {
  switch (model.per) {
    case "second":
      return used.duration_seconds ?? 1;
    case "thousand_characters":
      // Half a thousand characters is the least a spoken line is billed.
      return Math.max(0.5, (asked.prompt ?? "").length / 1_000);
    default:
      return 1;
  }
}

/** Small pictures are not much cheaper than usual ones: below half the usual area the price stays. */
function sizeFactor(model: SandboxModel, used: NormalizedParameters): number {
  if (model.size === null || used.width === null || used.height === null) {
    return 1;
  }
  const [width, height] = usualSize(model.size);
  return Math.max(0.5, (used.width * used.height) / (width * height));
}

function meshFactor(model: SandboxModel, asked: EstimateBody): number {
  if (model.modality !== "three_d") {
    return 1;
  }
  const surcharges: ReadonlyArray<readonly [boolean, number]> = [
    [model.flags.includes("pbr_materials") && asked.pbr_materials === true, 0.25],
    [model.flags.includes("quad_mesh") && asked.quad_mesh === true, 0.2],
    [asked.generate_parts === true, 0.3],
    [model.flags.includes("textures") && asked.include_textures === false, -0.4],
  ];
  return surcharges.reduce((factor, [applies, part]) => factor + (applies ? part : 0), 1);
}

/** Cutting out and tracing are priced for each output on top, unless they are all the model does. */
function finishingPrice(model: SandboxModel, asked: EstimateBody): number {
  if (!model.modes.includes("create")) {
    return 0;
  }
  return (
    (model.modes.includes("remove_background") && asked.remove_background === true ? 0.5 : 0) +
    (model.modes.includes("vectorize") && asked.vectorize === true ? 1 : 0)
  );
}

/** Upscalers double unless told otherwise and stop at eightfold; the contract states no bounds. */
export function upscaleRatio(asked: number | null | undefined): number {
  return Math.min(8, Math.max(1, asked ?? 2));
}

function usualSize(rule: SizeRule): readonly [number, number] {
  return rule.kind === "grid" ? rule.usual : (rule.sizes[0] ?? [1024, 1024]);
}

function snapSize(
  rule: SizeRule | null,
  askedWidth: number | null,
  askedHeight: number | null,
): readonly [number, number] | readonly [null, null] {
  if (rule === null) {
    return [null, null];
  }
  const [usualWidth, usualHeight] = usualSize(rule);
  const width = askedWidth ?? usualWidth;
  const height = askedHeight ?? usualHeight;
  if (rule.kind === "grid") {
    const snap = (side: number): number =>
      Math.min(rule.most, Math.max(rule.least, Math.round(side / rule.grid) * rule.grid));
    return [snap(width), snap(height)];
  }
  // The shape matters more to an artist than the area, so the aspect decides and the area breaks ties.
  const distance = ([w, h]: readonly [number, number]): number =>
    Math.abs(Math.log(w / h / (width / height))) * 100 + Math.abs(Math.log((w * h) / (width * height)));
  return rule.sizes.reduce((best, size) => (distance(size) < distance(best) ? size : best), [
    usualWidth,
    usualHeight,
  ] as const);
}

function clamp(dial: Dial | null, asked: number | null): number | null {
  return dial === null ? null : Math.min(dial.most, Math.max(dial.least, asked ?? dial.usual));
}

function nearest(allowed: readonly number[], asked: number | null): number | null {
  const [usual] = allowed;
  if (usual === undefined) {
    return null;
  }
  return asked === null
    ? usual
    : allowed.reduce(
        (best, value) => (Math.abs(value - asked) < Math.abs(best - asked) ? value : best),
        usual,
      );
}

export function inCents(creditUnits: number): number {
  return Math.round(creditUnits * 100) / 100;
}

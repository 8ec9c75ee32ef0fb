import { type Modality, modalities } from "./modality";

export interface ModelSummary {
  id: string;
  name: string;
  modality: Modality;
  /** Layer's own words, such as "5-15s". */
  timing: string;
  baseModel: string | null;
  description: string | null;
}

/** What Layer says a model can do. Lists are open: a word we do not know is kept and shown as it is. */
export interface ModelCapabilities {
  sessionModes: string[];
  referenceRoles: string[];
  durationsSeconds: number[];
  textPrompt: boolean;
  negativePrompt: boolean;
  seed: boolean;
  inpainting: boolean;
  outpainting: boolean;
  tileability: boolean;
  generateAudio: boolean;
  lipsync: boolean;
  textures: boolean;
  quadMesh: boolean;
  pbrMaterials: boolean;
  textToSpeech: boolean;
  soundEffect: boolean;
}

export interface Model extends ModelSummary {
  baseModelName: string | null;
  promptFormat: string | null;
  capabilities: ModelCapabilities;
}

export interface ModelPage {
  models: ModelSummary[];
  nextCursor: string | null;
  totalCount: number | null;
}

/** The eight "must be able to" filters of Layer's model list, in the order they are shown. */
export const capabilityFilters = [
  { key: "supportsReferenceImages", label: "Reference images" },
  { key: "inpainting", label: "Inpainting" },
  { key: "outpainting", label: "Outpainting" },
  { key: "generateAudio", label: "Generates audio" },
  { key: "textTo3d", label: "Text to 3D" },
  { key: "imageTo3d", label: "Image to 3D" },
  { key: "textToSpeech", label: "Text to speech" },
  { key: "soundEffect", label: "Sound effects" },
] as const;

export type CapabilityFilter = (typeof capabilityFilters)[number]["key"];

export interface ModelQuery {
  search: string;
  modality: string | null;
  capabilities: CapabilityFilter[];
}

/** Reads a model query out of URL parameters (`q`, `modality`, `can`); what it does not know it leaves out. */
export function modelQueryFrom(parameters: URLSearchParams): ModelQuery {
  const known = new Set<string>(capabilityFilters.map((filter) => filter.key));
  return {
    search: (parameters.get("q") ?? "").trim().slice(0, 200),
    // Layer knows five to ask for, and refuses the whole list for any other word.
    modality: modalities.find((known) => known === parameters.get("modality")) ?? null,
    capabilities: (parameters.get("can") ?? "")
      .split(",")
      .filter((key): key is CapabilityFilter => known.has(key)),
  };
}

/** The inverse of `modelQueryFrom`; an empty query gives empty parameters. */
export function modelQueryParameters(query: ModelQuery): URLSearchParams {
  const parameters = new URLSearchParams();
  if (query.search) parameters.set("q", query.search);
  if (query.modality) parameters.set("modality", query.modality);
  if (query.capabilities.length > 0) parameters.set("can", query.capabilities.join(","));
  return parameters;
}

/** Layer's timing text as seconds, from the larger end of its range; null when it is not understood. */
export function timingSeconds(timing: string): number | null {
  const units: Record<string, number> = { ms: 0.001, s: 1, sec: 1, second: 1, m: 60, min: 60, minute: 60 };
  const matches = [
    ...timing.toLowerCase().matchAll(/(\d+(?:\.\d+)?)\s*(ms|seconds?|secs?|s|minutes?|mins?|m)?\b/g),
  ];
  const last = matches.at(-1);
  if (!last?.[1]) return null;
  const unit = (last[2] ?? "s").replace(/^(second|sec|minute|min)s$/, "$1");
  return Number(last[1]) * (units[unit] ?? 1);
}

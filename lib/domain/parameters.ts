import { isKnownModality } from "./modality";
import type { Model, ModelCapabilities } from "./model";

const qualities = ["low", "medium", "high"] as const;

export const maxPromptCharacters = 100_000;
export const maxSessionNameCharacters = 255;

/** How a parameter is asked for and checked. `above` is an exclusive lower bound. */
export type ParameterKind =
  | { kind: "text"; maxCharacters: number }
  | { kind: "integer"; min?: number; above?: number; max?: number }
  | { kind: "number"; min?: number; above?: number; max?: number; step: number }
  | { kind: "choice"; choices: readonly string[] }
  | { kind: "toggle" }
  | { kind: "seed" }
  | { kind: "effects" };

export type ParameterGroup =
  | "prompt"
  | "size"
  | "count"
  | "sampling"
  | "video"
  | "speech"
  | "mesh"
  | "finish";

export interface ParameterDefinition {
  /** The name on screen and in a screen reader; a promise of the product page. */
  label: string;
  shape: ParameterKind;
  group: ParameterGroup;
  unit?: string;
  help: string;
  /** What Layer does when the parameter is left out; null where it is the model's own choice. */
  layerDefault: number | boolean | string | null;
  /** Whether Layer's estimate takes it into account: `seed` is only ever part of a run. */
  isPriced: boolean;
  /** Where a model's capabilities place it: on the form, behind "More", or nowhere. */
  place: (model: Pick<Model, "modality" | "capabilities">) => FieldPlace;
}

export type FieldPlace = "main" | "more" | "none";

type Subject = Pick<Model, "modality" | "capabilities">;

const when =
  (calls: (capabilities: ModelCapabilities, modality: string) => boolean, place: FieldPlace = "main") =>
  (model: Subject): FieldPlace =>
    calls(model.capabilities, model.modality) ? place : "none";

// A kind of media Layer invents tomorrow is offered what pictures are: the most general form.
const isPicture = (modality: string) => modality === "image" || !isKnownModality(modality);
const isFrame = (modality: string) => isPicture(modality) || modality === "video";
const hasMode = (capabilities: ModelCapabilities, pattern: RegExp) =>
  capabilities.sessionModes.some((mode) => pattern.test(mode));
const isUpscaler = (capabilities: ModelCapabilities) => hasMode(capabilities, /upscale/i);
const takesVideo = (capabilities: ModelCapabilities) => capabilities.referenceRoles.includes("init_video");
const isMesh = (modality: string) => modality === "threeD";

/**
 * Every parameter of Layer's contract, once. The form, the checks at the edge, recall, the receipt and the wire all
 * read this table; the order is the order on the form.
 */
export const parameterDefinitions = {
  prompt: {
    label: "Prompt",
    shape: { kind: "text", maxCharacters: maxPromptCharacters },
    group: "prompt",
    help: "What to make, in your own words.",
    layerDefault: null,
    isPriced: true,
    place: () => "main",
  },
  width: {
    label: "Width",
    shape: { kind: "integer", above: 0 },
    group: "size",
    unit: "px",
    help: "Layer may snap it to a size the model can make.",
    layerDefault: null,
    isPriced: true,
    place: when((_, modality) => isFrame(modality)),
  },
  height: {
    label: "Height",
    shape: { kind: "integer", above: 0 },
    group: "size",
    unit: "px",
    help: "Layer may snap it to a size the model can make.",
    layerDefault: null,
    isPriced: true,
    place: when((_, modality) => isFrame(modality)),
  },
  durationSeconds: {
    label: "Duration",
    shape: { kind: "number", above: 0, step: 1 },
    group: "video",
    unit: "s",
    help: "Length of the clip.",
    layerDefault: null,
    isPriced: true,
    place: when(
      (capabilities, modality) =>
        capabilities.durationsSeconds.length > 0 || modality === "video" || capabilities.soundEffect,
    ),
  },
  batchSize: {
    label: "Batch size",
    shape: { kind: "integer", min: 1, max: 16 },
    group: "count",
    help: "How many results one click makes.",
    layerDefault: 4,
    isPriced: true,
    place: () => "main",
  },
  seed: {
    label: "Seed",
    shape: { kind: "seed" },
    group: "count",
    help: "The same seed and settings give a near-identical result. Unlocked, each run is random.",
    layerDefault: -1,
    isPriced: false,
    place: when((capabilities) => capabilities.seed),
  },
  quality: {
    label: "Quality",
    shape: { kind: "choice", choices: qualities },
    group: "sampling",
    help: "Higher costs more on models that know it.",
    layerDefault: null,
    isPriced: true,
    place: when((_, modality) => isFrame(modality)),
  },
  removeBackground: {
    label: "Remove background",
    shape: { kind: "toggle" },
    group: "finish",
    help: "Leaves the subject on transparency.",
    layerDefault: null,
    isPriced: true,
    place: when((_, modality) => isPicture(modality)),
  },
  generateAudio: {
    label: "Generate audio",
    shape: { kind: "toggle" },
    group: "video",
    help: "Makes sound with the clip.",
    layerDefault: null,
    isPriced: true,
    place: when((capabilities) => capabilities.generateAudio),
  },
  keepAudio: {
    label: "Keep audio",
    shape: { kind: "toggle" },
    group: "video",
    help: "Keeps the sound of the starting video.",
    layerDefault: null,
    isPriced: true,
    place: when(takesVideo, "more"),
  },
  fps: {
    label: "Frames per second",
    shape: { kind: "integer", above: 0 },
    group: "video",
    unit: "fps",
    help: "Layer may snap it to a rate the model can make.",
    layerDefault: null,
    isPriced: true,
    place: when((_, modality) => modality === "video", "more"),
  },
  videoEffects: {
    label: "Video effects",
    shape: { kind: "effects" },
    group: "video",
    help: "Camera moves and effects, each with a weight from 0 to 100.",
    layerDefault: null,
    isPriced: true,
    place: when((_, modality) => modality === "video", "more"),
  },
  numInferenceSteps: {
    label: "Steps",
    shape: { kind: "integer", above: 0 },
    group: "sampling",
    help: "More steps take longer and may add detail.",
    layerDefault: null,
    isPriced: true,
    place: when((_, modality) => isFrame(modality), "more"),
  },
  guidanceScale: {
    label: "Guidance scale",
    shape: { kind: "number", step: 0.1 },
    group: "sampling",
    help: "How closely the result follows the prompt.",
    layerDefault: null,
    isPriced: true,
    place: when((_, modality) => isFrame(modality), "more"),
  },
  promptStrength: {
    label: "Prompt strength",
    shape: { kind: "number", min: 0, max: 1, step: 0.05 },
    group: "sampling",
    help: "How far a starting picture may change.",
    layerDefault: null,
    isPriced: true,
    place: when((capabilities) => capabilities.referenceRoles.includes("init"), "more"),
  },
  sharpness: {
    label: "Sharpness",
    shape: { kind: "number", step: 0.1 },
    group: "sampling",
    help: "Crispness of the result.",
    layerDefault: null,
    isPriced: true,
    place: when((capabilities, modality) => isPicture(modality) && isUpscaler(capabilities), "more"),
  },
  upscaleRatio: {
    label: "Upscale ratio",
    shape: { kind: "number", above: 0, step: 0.5 },
    group: "finish",
    unit: "×",
    help: "How many times larger, such as 2 or 4.",
    layerDefault: null,
    isPriced: true,
    place: when(isUpscaler),
  },
  creativity: {
    label: "Creativity",
    shape: { kind: "number", step: 0.05 },
    group: "finish",
    help: "How much new detail an upscale may invent.",
    layerDefault: null,
    isPriced: true,
    place: when(isUpscaler),
  },
  resemblance: {
    label: "Resemblance",
    shape: { kind: "number", step: 0.05 },
    group: "finish",
    help: "How closely an upscale keeps to its source.",
    layerDefault: null,
    isPriced: true,
    place: when(isUpscaler),
  },
  vectorize: {
    label: "Vectorize",
    shape: { kind: "toggle" },
    group: "finish",
    help: "Turns the result into SVG paths.",
    layerDefault: null,
    isPriced: true,
    place: when((_, modality) => isPicture(modality), "more"),
  },
  reframe: {
    label: "Reframe",
    shape: { kind: "toggle" },
    group: "finish",
    help: "Fits the picture to another ratio, painting what is missing.",
    layerDefault: null,
    isPriced: true,
    place: when((capabilities) => capabilities.outpainting, "more"),
  },
  refill: {
    label: "Refill",
    shape: { kind: "toggle" },
    group: "finish",
    help: "Paints the empty areas again.",
    layerDefault: null,
    isPriced: true,
    place: when((capabilities) => capabilities.outpainting, "more"),
  },
  stability: {
    label: "Stability",
    shape: { kind: "number", min: 0, max: 1, step: 0.05 },
    group: "speech",
    help: "Higher is steadier, lower is livelier.",
    layerDefault: null,
    isPriced: true,
    place: when((capabilities) => capabilities.textToSpeech),
  },
  similarityBoost: {
    label: "Similarity boost",
    shape: { kind: "number", min: 0, max: 1, step: 0.05 },
    group: "speech",
    help: "How closely the voice keeps to its original.",
    layerDefault: null,
    isPriced: true,
    place: when((capabilities) => capabilities.textToSpeech),
  },
  styleExaggeration: {
    label: "Style exaggeration",
    shape: { kind: "number", min: 0, max: 1, step: 0.05 },
    group: "speech",
    help: "How strongly the voice's style comes through.",
    layerDefault: null,
    isPriced: true,
    place: when((capabilities) => capabilities.textToSpeech, "more"),
  },
  speed: {
    label: "Speed",
    shape: { kind: "number", above: 0, step: 0.05 },
    group: "speech",
    unit: "×",
    help: "1 is the voice's own pace.",
    layerDefault: null,
    isPriced: true,
    place: when((capabilities) => capabilities.textToSpeech),
  },
  useSpeakerBoost: {
    label: "Use speaker boost",
    shape: { kind: "toggle" },
    group: "speech",
    help: "Brings the voice closer to the speaker, a little slower.",
    layerDefault: null,
    isPriced: true,
    place: when((capabilities) => capabilities.textToSpeech, "more"),
  },
  useTaPose: {
    label: "T/A pose",
    shape: { kind: "toggle" },
    group: "mesh",
    help: "Stands a character in T or A pose, ready to rig.",
    layerDefault: null,
    isPriced: true,
    place: when((_, modality) => isMesh(modality)),
  },
  includeTextures: {
    label: "Textures",
    shape: { kind: "toggle" },
    group: "mesh",
    help: "Makes textures with the mesh.",
    layerDefault: null,
    isPriced: true,
    place: when((capabilities, modality) => capabilities.textures || isMesh(modality)),
  },
  pbrMaterials: {
    label: "PBR materials",
    shape: { kind: "toggle" },
    group: "mesh",
    help: "Adds metalness and roughness maps.",
    layerDefault: null,
    isPriced: true,
    place: when((capabilities) => capabilities.pbrMaterials),
  },
  quadMesh: {
    label: "Quad mesh",
    shape: { kind: "toggle" },
    group: "mesh",
    help: "Four-sided faces, easier to edit.",
    layerDefault: null,
    isPriced: true,
    place: when((capabilities) => capabilities.quadMesh),
  },
  lowPoly: {
    label: "Low poly",
    shape: { kind: "toggle" },
    group: "mesh",
    help: "Keeps the polygon count small.",
    layerDefault: null,
    isPriced: true,
    place: when((_, modality) => isMesh(modality), "more"),
  },
  generateParts: {
    label: "Separate parts",
    shape: { kind: "toggle" },
    group: "mesh",
    help: "Splits the mesh into parts.",
    layerDefault: null,
    isPriced: true,
    place: when((_, modality) => isMesh(modality), "more"),
  },
  faceLimit: {
    label: "Face limit",
    shape: { kind: "integer", above: 0 },
    group: "mesh",
    unit: "faces",
    help: "The most polygons the mesh may have.",
    layerDefault: null,
    isPriced: true,
    place: when((_, modality) => isMesh(modality), "more"),
  },
} as const satisfies Record<string, ParameterDefinition>;

export type ParameterKey = keyof typeof parameterDefinitions;

export const parameterKeys = Object.keys(parameterDefinitions) as ParameterKey[];

/** The definition under its common type, so that callers may read optional members of any of them. */
export function parameterDefinition(key: ParameterKey): ParameterDefinition {
  return parameterDefinitions[key];
}

export interface Field {
  key: ParameterKey;
  definition: ParameterDefinition;
  place: "main" | "more";
  /** Where the model allows only certain values (clip lengths), those, in order. */
  allowedNumbers: number[] | null;
}

/** The fields a model's capabilities call for, in the order of the form. */
export function fieldsFor(model: Subject): Field[] {
  return parameterKeys.flatMap((key) => {
    const definition = parameterDefinition(key);
    const place = definition.place(model);
    if (place === "none") return [];
    const durations = key === "durationSeconds" ? model.capabilities.durationsSeconds : [];
    return [
      {
        key,
        definition,
        place,
        allowedNumbers: durations.length > 0 ? durations.toSorted((a, b) => a - b) : null,
      },
    ];
  });
}

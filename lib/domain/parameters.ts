import { groupedDigits } from "./grouped-digits";
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

/** The parts of the form, in its order. The first three have fields of their own and no heading. */
export const parameterGroups = {
  prompt: null,
  size: null,
  count: null,
  sampling: "How it is drawn",
  video: "Video",
  speech: "Voice",
  mesh: "3D",
  finish: "Finish",
} as const;

export type ParameterGroup = keyof typeof parameterGroups;

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
  /** What a model without it is missing, to follow "This model": "knows no seed". */
  missing: string;
  /** The kinds of media it is about: a model of another kind does not even mention it. */
  about: (modality: string) => boolean;
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
const isSound = (modality: string) => modality === "audio";
const anything = () => true;

/**
 * True for a model that only works on a finished file: upscalers, cutters and tracers keep that file's size and draw
 * nothing anew. One that names no way of working, or one we do not know, is taken to draw.
 */
const draws = (capabilities: ModelCapabilities) =>
  capabilities.sessionModes.length === 0 ||
  capabilities.sessionModes.some((mode) => !/upscale|remove_background|vectorize/i.test(mode));
// A mesh model that only paints one leaves its faces as they are.
const makesMesh = (capabilities: ModelCapabilities, modality: string) =>
  isMesh(modality) && (capabilities.sessionModes.length === 0 || hasMode(capabilities, /create/i));

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
    missing: "reads no prompt",
    about: anything,
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
    missing: "keeps the size of its file",
    about: isFrame,
    place: when((capabilities, modality) => isFrame(modality) && draws(capabilities)),
  },
  height: {
    label: "Height",
    shape: { kind: "integer", above: 0 },
    group: "size",
    unit: "px",
    help: "Layer may snap it to a size the model can make.",
    layerDefault: null,
    isPriced: true,
    missing: "keeps the size of its file",
    about: isFrame,
    place: when((capabilities, modality) => isFrame(modality) && draws(capabilities)),
  },
  durationSeconds: {
    label: "Duration",
    shape: { kind: "number", above: 0, step: 1 },
    group: "video",
    unit: "s",
    help: "Length of the clip.",
    layerDefault: null,
    isPriced: true,
    missing: "has no length to set",
    about: (modality) => modality === "video" || isSound(modality),
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
    missing: "makes one result",
    about: anything,
    place: () => "main",
  },
  seed: {
    label: "Seed",
    shape: { kind: "seed" },
    group: "count",
    help: "The same seed and settings give a near-identical result. Unlocked, each run is random.",
    layerDefault: -1,
    isPriced: false,
    missing: "knows no seed",
    about: anything,
    place: when((capabilities) => capabilities.seed),
  },
  quality: {
    label: "Quality",
    shape: { kind: "choice", choices: qualities },
    group: "sampling",
    help: "Higher costs more on models that know it.",
    layerDefault: null,
    isPriced: true,
    missing: "has one quality",
    about: (modality) => isFrame(modality) || isMesh(modality),
    place: (model) =>
      model.modality === "threeD"
        ? "more"
        : isFrame(model.modality) && draws(model.capabilities)
          ? "main"
          : "none",
  },
  removeBackground: {
    label: "Remove background",
    shape: { kind: "toggle" },
    group: "finish",
    help: "Leaves the subject on transparency.",
    layerDefault: null,
    isPriced: true,
    missing: "makes no pictures",
    about: isPicture,
    place: ({ modality, capabilities }) =>
      !isPicture(modality) ? "none" : hasMode(capabilities, /remove_background/i) ? "main" : "more",
  },
  generateAudio: {
    label: "Generate audio",
    shape: { kind: "toggle" },
    group: "video",
    help: "Makes sound with the clip.",
    layerDefault: null,
    isPriced: true,
    missing: "makes no sound",
    about: (modality) => modality === "video",
    place: when((capabilities) => capabilities.generateAudio),
  },
  keepAudio: {
    label: "Keep audio",
    shape: { kind: "toggle" },
    group: "video",
    help: "Keeps the sound of the starting video.",
    layerDefault: null,
    isPriced: true,
    missing: "takes no starting video",
    about: (modality) => modality === "video",
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
    missing: "makes no clips",
    about: (modality) => modality === "video",
    place: when((_, modality) => modality === "video", "more"),
  },
  videoEffects: {
    label: "Video effects",
    shape: { kind: "effects" },
    group: "video",
    help: "Camera moves and effects, each with a weight from 0 to 100.",
    layerDefault: null,
    isPriced: true,
    missing: "makes no clips",
    about: (modality) => modality === "video",
    place: when((_, modality) => modality === "video", "more"),
  },
  numInferenceSteps: {
    label: "Steps",
    shape: { kind: "integer", above: 0 },
    group: "sampling",
    help: "More steps take longer and may add detail.",
    layerDefault: null,
    isPriced: true,
    missing: "draws nothing anew",
    about: isFrame,
    place: when((capabilities, modality) => isFrame(modality) && draws(capabilities), "more"),
  },
  guidanceScale: {
    label: "Guidance scale",
    shape: { kind: "number", step: 0.1 },
    group: "sampling",
    help: "How closely the result follows the prompt.",
    layerDefault: null,
    isPriced: true,
    missing: "draws nothing anew",
    about: isFrame,
    place: when((capabilities, modality) => isFrame(modality) && draws(capabilities), "more"),
  },
  promptStrength: {
    label: "Prompt strength",
    shape: { kind: "number", min: 0, max: 1, step: 0.05 },
    group: "sampling",
    help: "How far a starting picture may change.",
    layerDefault: null,
    isPriced: true,
    missing: "takes no starting picture",
    about: isFrame,
    place: when((capabilities) => capabilities.referenceRoles.includes("init"), "more"),
  },
  sharpness: {
    label: "Sharpness",
    shape: { kind: "number", step: 0.1 },
    group: "sampling",
    help: "Crispness of the result.",
    layerDefault: null,
    isPriced: true,
    missing: "does not upscale",
    about: isFrame,
    place: when((capabilities, modality) => isFrame(modality) && isUpscaler(capabilities), "more"),
  },
  upscaleRatio: {
    label: "Upscale ratio",
    shape: { kind: "number", above: 0, step: 0.5 },
    group: "finish",
    unit: "×",
    help: "How many times larger, such as 2 or 4.",
    layerDefault: null,
    isPriced: true,
    missing: "does not upscale",
    about: isFrame,
    place: when(isUpscaler),
  },
  creativity: {
    label: "Creativity",
    shape: { kind: "number", step: 0.05 },
    group: "finish",
    help: "How much new detail an upscale may invent.",
    layerDefault: null,
    isPriced: true,
    missing: "does not upscale",
    about: isFrame,
    place: when(isUpscaler),
  },
  resemblance: {
    label: "Resemblance",
    shape: { kind: "number", step: 0.05 },
    group: "finish",
    help: "How closely an upscale keeps to its source.",
    layerDefault: null,
    isPriced: true,
    missing: "does not upscale",
    about: isFrame,
    place: when(isUpscaler),
  },
  vectorize: {
    label: "Vectorize",
    shape: { kind: "toggle" },
    group: "finish",
    help: "Turns the result into SVG paths.",
    layerDefault: null,
    isPriced: true,
    missing: "makes no pictures",
    about: isPicture,
    place: ({ modality, capabilities }) =>
      !isPicture(modality) ? "none" : hasMode(capabilities, /vectorize/i) ? "main" : "more",
  },
  reframe: {
    label: "Reframe",
    shape: { kind: "toggle" },
    group: "finish",
    help: "Fits the picture to another ratio, painting what is missing.",
    layerDefault: null,
    isPriced: true,
    missing: "does not paint beyond the edges",
    about: isFrame,
    place: when((capabilities) => capabilities.outpainting, "more"),
  },
  refill: {
    label: "Refill",
    shape: { kind: "toggle" },
    group: "finish",
    help: "Paints the empty areas again.",
    layerDefault: null,
    isPriced: true,
    missing: "does not paint beyond the edges",
    about: isFrame,
    place: when((capabilities) => capabilities.outpainting, "more"),
  },
  stability: {
    label: "Stability",
    shape: { kind: "number", min: 0, max: 1, step: 0.05 },
    group: "speech",
    help: "Higher is steadier, lower is livelier.",
    layerDefault: null,
    isPriced: true,
    missing: "does not speak",
    about: isSound,
    place: when((capabilities) => capabilities.textToSpeech),
  },
  similarityBoost: {
    label: "Similarity boost",
    shape: { kind: "number", min: 0, max: 1, step: 0.05 },
    group: "speech",
    help: "How closely the voice keeps to its original.",
    layerDefault: null,
    isPriced: true,
    missing: "does not speak",
    about: isSound,
    place: when((capabilities) => capabilities.textToSpeech),
  },
  styleExaggeration: {
    label: "Style exaggeration",
    shape: { kind: "number", min: 0, max: 1, step: 0.05 },
    group: "speech",
    help: "How strongly the voice's style comes through.",
    layerDefault: null,
    isPriced: true,
    missing: "does not speak",
    about: isSound,
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
    missing: "does not speak",
    about: isSound,
    place: when((capabilities) => capabilities.textToSpeech),
  },
  useSpeakerBoost: {
    label: "Use speaker boost",
    shape: { kind: "toggle" },
    group: "speech",
    help: "Brings the voice closer to the speaker, a little slower.",
    layerDefault: null,
    isPriced: true,
    missing: "does not speak",
    about: isSound,
    place: when((capabilities) => capabilities.textToSpeech, "more"),
  },
  useTaPose: {
    label: "T/A pose",
    shape: { kind: "toggle" },
    group: "mesh",
    help: "Stands a character in T or A pose, ready to rig.",
    layerDefault: null,
    isPriced: true,
    missing: "makes no new mesh",
    about: isMesh,
    place: when(makesMesh),
  },
  includeTextures: {
    label: "Textures",
    shape: { kind: "toggle" },
    group: "mesh",
    help: "Makes textures with the mesh.",
    layerDefault: null,
    isPriced: true,
    missing: "makes no textures",
    about: isMesh,
    place: when((capabilities) => capabilities.textures),
  },
  pbrMaterials: {
    label: "PBR materials",
    shape: { kind: "toggle" },
    group: "mesh",
    help: "Adds metalness and roughness maps.",
    layerDefault: null,
    isPriced: true,
    missing: "makes no PBR materials",
    about: isMesh,
    place: when((capabilities) => capabilities.pbrMaterials),
  },
  quadMesh: {
    label: "Quad mesh",
    shape: { kind: "toggle" },
    group: "mesh",
    help: "Four-sided faces, easier to edit.",
    layerDefault: null,
    isPriced: true,
    missing: "makes no quads",
    about: isMesh,
    place: when((capabilities) => capabilities.quadMesh),
  },
  lowPoly: {
    label: "Low poly",
    shape: { kind: "toggle" },
    group: "mesh",
    help: "Keeps the polygon count small.",
    layerDefault: null,
    isPriced: true,
    missing: "makes no new mesh",
    about: isMesh,
    place: when(makesMesh, "more"),
  },
  generateParts: {
    label: "Separate parts",
    shape: { kind: "toggle" },
    group: "mesh",
    help: "Splits the mesh into parts.",
    layerDefault: null,
    isPriced: true,
    missing: "makes no new mesh",
    about: isMesh,
    place: when(makesMesh, "more"),
  },
  faceLimit: {
    label: "Face limit",
    shape: { kind: "integer", above: 0 },
    group: "mesh",
    unit: "faces",
    help: "The most polygons the mesh may have.",
    layerDefault: null,
    isPriced: true,
    missing: "makes no new mesh",
    about: isMesh,
    place: when(makesMesh, "more"),
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

export interface IgnoredField {
  key: ParameterKey;
  definition: ParameterDefinition;
  /** Why, as a sentence. */
  reason: string;
}

/**
 * What this model has no use for: what others of its kind know, and whatever else is set, so that nothing that was set
 * disappears without a word. The set ones come first.
 */
export function ignoredFields(model: Subject, isSet: (key: ParameterKey) => boolean): IgnoredField[] {
  const ignored = parameterKeys.flatMap((key): IgnoredField[] => {
    const definition = parameterDefinition(key);
    if (definition.place(model) !== "none" || !(definition.about(model.modality) || isSet(key))) return [];
    return [{ key, definition, reason: `This model ${definition.missing}.` }];
  });
  return [...ignored.filter(({ key }) => isSet(key)), ...ignored.filter(({ key }) => !isSet(key))];
}

/** A value as it is read beside its label. */
export function valueWords(
  key: ParameterKey,
  value: string | number | boolean | readonly { type: string }[],
): string {
  const { unit, shape } = parameterDefinition(key);
  if (typeof value === "boolean") return value ? "On" : "Off";
  if (typeof value === "object") return value.map(({ type }) => effectWords(type)).join(", ");
  if (shape.kind === "seed" && value === -1) return "Random";
  if (typeof value === "number") return unit ? `${value} ${unit}` : String(value);
  return shape.kind === "choice" ? capitalised(value) : value;
}

/** Layer's word for an effect, a role or a choice, made readable: "dolly_zoom_in" reads "Dolly zoom in". */
export function capitalised(word: string): string {
  const text = word.replaceAll("_", " ").trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** An effect's name: its own words, with the few initials among them. */
export function effectWords(type: string): string {
  return capitalised(type).replace(/\b(fpv|pov)\b/gi, (initials) => initials.toUpperCase());
}

/** The values a parameter takes, in words, and what happens without one: "1 to 16. Left empty, Layer makes it 4." */
export function rangeWords({ shape, layerDefault, unit }: ParameterDefinition): string {
  const withUnit = (text: string) => (unit ? `${text} ${unit}` : text);
  const unset =
    shape.kind === "toggle" || shape.kind === "effects" || shape.kind === "text"
      ? ""
      : typeof layerDefault === "number" && shape.kind !== "seed"
        ? ` Left empty, Layer takes ${groupedDigits(layerDefault)}.`
        : shape.kind === "seed"
          ? ""
          : " Left empty, the model decides.";
  switch (shape.kind) {
    case "text":
      return `Up to ${groupedDigits(shape.maxCharacters)} characters.`;
    case "seed":
      return "A whole number from 0.";
    case "choice":
      return unset.trim();
    case "toggle":
    case "effects":
      return "";
    case "integer":
    case "number": {
      const whole = shape.kind === "integer" ? "A whole number" : "A number";
      if (shape.min !== undefined && shape.max !== undefined)
        return `${withUnit(`${groupedDigits(shape.min)} to ${groupedDigits(shape.max)}`)}.${unset}`;
      if (shape.above !== undefined)
        return `${whole}${unit ? ` of ${unit}` : ""} above ${groupedDigits(shape.above)}.${unset}`;
      return `${whole}.${unset}`;
    }
  }
}

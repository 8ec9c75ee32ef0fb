import { slugOf, stableId } from "../stable-id";
import { type Engine, engines, type SandboxModality, type SizeRule } from "./engines";
import { styles } from "./styles";
import { type Fate, testCards } from "./test-cards";

/** A model as the sandbox runs it: what the contract shows plus what only trying reveals. */
export interface SandboxModel extends Engine {
  modelId: string;
  baseName: string | null;
  /** A base model names itself here, as in Layer. */
  baseSlug: string | null;
  promptFormat: string | null;
  onlyIn: string | null;
  fate: Fate | null;
}

const cardSize: SizeRule = { kind: "grid", grid: 16, least: 64, most: 2048, usual: [512, 512] };

const baseModels: SandboxModel[] = engines.map((engine) => ({
  ...engine,
  modelId: stableId("model", engine.slug),
  baseSlug: engine.slug,
  baseName: engine.name,
  promptFormat: null,
  onlyIn: null,
  fate: null,
}));

const enginesBySlug = new Map(engines.map((engine) => [engine.slug, engine]));

const styledModels: SandboxModel[] = styles.map((style) => {
  const engine = enginesBySlug.get(style.base);
  if (engine === undefined) {
    throw new Error(`The style ${style.name} names the unknown base ${style.base}.`);
  }
  const slug = slugOf(style.name);
  return {
    ...engine,
    slug,
    name: style.name,
    description: style.description,
    modelId: stableId("model", slug),
    baseSlug: engine.slug,
    baseName: engine.name,
    promptFormat: style.promptFormat ?? null,
    onlyIn: style.onlyIn ?? null,
    fate: null,
  };
});

const cardModels: SandboxModel[] = testCards.map((card) => ({
  ...card,
  modality: "image",
  per: "output",
  chargedPart: 1,
  modes: ["create", "remove_background"],
  flags: ["text_prompt", "seed"],
  guidance: ["init", "reference_image"],
  needs: [],
  durations: [],
  size: cardSize,
  steps: null,
  guidanceScale: null,
  framesPerSecond: [],
  maxBatch: 16,
  hasQuality: false,
  hasEffects: false,
  modelId: stableId("model", card.slug),
  baseSlug: null,
  baseName: null,
  promptFormat: null,
  onlyIn: null,
}));

/** Base models and styles take turns, as a lived-in workspace's list does; the test cards come last. */
const catalogue: readonly SandboxModel[] = [...interleave(baseModels, styledModels), ...cardModels];

// Benchmarks ask for the same list thousands of times a second; the sandbox must not be what they measure.
const listsByWorkspace = new Map<string, readonly SandboxModel[]>();

/** Everything enabled in a workspace, in list order. `extraModels` lengthens the list with variants. */
export function modelsOf(workspace: { name: string; extraModels: number }): readonly SandboxModel[] {
  const key = `${workspace.extraModels}/${workspace.name}`;
  const known = listsByWorkspace.get(key);
  if (known !== undefined) {
    return known;
  }
  const enabled = catalogue.filter((model) => model.onlyIn === null || model.onlyIn === workspace.name);
  const models = [...enabled, ...fillersOf(workspace.extraModels)];
  listsByWorkspace.set(key, models);
  return models;
}

function fillersOf(count: number): readonly SandboxModel[] {
  const shared = catalogue.filter((model) => model.onlyIn === null && model.fate === null);
  return Array.from({ length: count }, (_, index): SandboxModel[] => {
    const model = shared[index % shared.length];
    const take = Math.floor(index / shared.length) + 1;
    return model === undefined
      ? []
      : [
          {
            ...model,
            name: `${model.name}, take ${take}`,
            modelId: stableId("model", `${model.slug}/${take}`),
          },
        ];
  }).flat();
}

function interleave<Item>(few: readonly Item[], many: readonly Item[]): Item[] {
  const ratio = Math.max(1, Math.ceil(many.length / few.length));
  const rounds = Math.max(few.length, Math.ceil(many.length / ratio));
  return Array.from({ length: rounds }, (_, round) => [
    ...few.slice(round, round + 1),
    ...many.slice(round * ratio, (round + 1) * ratio),
  ]).flat();
}

export interface ModelFilter {
  modality: SandboxModality | null;
  search: string | null;
  /** The eight "require this" switches; an explicit false asks for models without it. */
  switches: ReadonlyMap<ModelSwitch, boolean>;
}

export const modelSwitches = [
  "supports_reference_images",
  "inpainting",
  "outpainting",
  "generate_audio",
  "text_to_3d",
  "image_to_3d",
  "text_to_speech",
  "sound_effect",
] as const;

type ModelSwitch = (typeof modelSwitches)[number];

const referenceRoles = ["reference_image", "editing_reference", "prompt", "element_reference_image"];

function has(model: SandboxModel, wanted: ModelSwitch): boolean {
  const makesMeshes = model.modality === "three_d" && model.modes.includes("create_3_d");
  switch (wanted) {
    case "supports_reference_images":
      return model.guidance.some((role) => referenceRoles.includes(role));
    case "text_to_3d":
      return makesMeshes && model.flags.includes("text_prompt");
    case "image_to_3d":
      return makesMeshes && model.guidance.some((role) => role === "reference_image" || role === "init");
    default:
      return model.flags.includes(wanted);
  }
}

/** Every word of the search must occur in the name or the description. */
export function matchesSearch(search: string | null, ...texts: ReadonlyArray<string | null>): boolean {
  if (search === null) {
    return true;
  }
  const text = texts.join(" ").toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

export function isWanted(model: SandboxModel, filter: ModelFilter): boolean {
  return (
    (filter.modality === null || (model.modality === filter.modality && model.fate?.kind !== "strange")) &&
    matchesSearch(filter.search, model.name, model.description) &&
    [...filter.switches].every(([wanted, value]) => has(model, wanted) === value)
  );
}

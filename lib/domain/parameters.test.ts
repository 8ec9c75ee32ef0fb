import { expect, test } from "vitest";
import type { ModelCapabilities } from "./model";
import {
  fieldsFor,
  ignoredFields,
  type ParameterKey,
  parameterDefinition,
  parameterKeys,
  rangeWords,
  valueWords,
} from "./parameters";

const nothing: ModelCapabilities = {
  sessionModes: [],
  referenceRoles: [],
  durationsSeconds: [],
  textPrompt: false,
  negativePrompt: false,
  seed: false,
  inpainting: false,
  outpainting: false,
  tileability: false,
  generateAudio: false,
  lipsync: false,
  textures: false,
  quadMesh: false,
  pbrMaterials: false,
  textToSpeech: false,
  soundEffect: false,
};

const offered = (modality: string, capabilities: Partial<ModelCapabilities> = {}): ParameterKey[] =>
  fieldsFor({ modality, capabilities: { ...nothing, ...capabilities } }).map(({ key }) => key);

// The product page promises these names to screen readers and tests.
test("every parameter carries its promised label", () => {
  expect(Object.fromEntries(parameterKeys.map((key) => [key, parameterDefinition(key).label]))).toEqual({
    prompt: "Prompt",
    width: "Width",
    height: "Height",
    batchSize: "Batch size",
    numInferenceSteps: "Steps",
    guidanceScale: "Guidance scale",
    promptStrength: "Prompt strength",
    quality: "Quality",
    sharpness: "Sharpness",
    durationSeconds: "Duration",
    generateAudio: "Generate audio",
    keepAudio: "Keep audio",
    fps: "Frames per second",
    videoEffects: "Video effects",
    useTaPose: "T/A pose",
    includeTextures: "Textures",
    quadMesh: "Quad mesh",
    pbrMaterials: "PBR materials",
    lowPoly: "Low poly",
    generateParts: "Separate parts",
    faceLimit: "Face limit",
    stability: "Stability",
    useSpeakerBoost: "Use speaker boost",
    similarityBoost: "Similarity boost",
    styleExaggeration: "Style exaggeration",
    speed: "Speed",
    upscaleRatio: "Upscale ratio",
    creativity: "Creativity",
    resemblance: "Resemblance",
    vectorize: "Vectorize",
    removeBackground: "Remove background",
    reframe: "Reframe",
    refill: "Refill",
    seed: "Seed",
  });
});

test("a prompt and a batch size are on every form", () => {
  for (const modality of ["image", "video", "threeD", "audio", "text", "hologram"]) {
    expect(offered(modality)).toEqual(expect.arrayContaining(["prompt", "batchSize"]));
  }
});

test("a picture model asks for a size, a speech model for a voice, a mesh model for neither", () => {
  expect(offered("image")).toEqual(expect.arrayContaining(["width", "height", "removeBackground"]));
  expect(offered("audio", { textToSpeech: true })).toEqual(expect.arrayContaining(["stability", "speed"]));
  expect(offered("audio", { textToSpeech: true })).not.toContain("width");
  expect(offered("threeD", { quadMesh: true })).toEqual(expect.arrayContaining(["quadMesh", "faceLimit"]));
  expect(offered("threeD")).not.toContain("quadMesh");
});

test("a seed is asked for only where the model knows one", () => {
  expect(offered("image", { seed: true })).toContain("seed");
  expect(offered("image")).not.toContain("seed");
});

test("a clip's allowed lengths come in order", () => {
  const fields = fieldsFor({ modality: "video", capabilities: { ...nothing, durationsSeconds: [10, 5] } });
  expect(fields.find(({ key }) => key === "durationSeconds")?.allowedNumbers).toEqual([5, 10]);
});

test("a kind of media nobody has seen yet gets the most general form", () => {
  expect(offered("hologram", { seed: true })).toEqual(expect.arrayContaining(["width", "height", "seed"]));
});

test("what a model has no use for is named with the reason, what is set of it first", () => {
  const model = { modality: "image", capabilities: nothing };
  const ignored = ignoredFields(model, (key) => key === "stability");
  expect(ignored[0]).toMatchObject({ key: "stability", reason: "This model does not speak." });
  expect(ignored.map(({ key }) => key)).toContain("seed");
  expect(ignored.map(({ key }) => key)).not.toContain("quadMesh");
});

test.each<[ParameterKey, string]>([
  ["batchSize", "1 to 16. Left empty, Layer takes 4."],
  ["promptStrength", "0 to 1. Left empty, the model decides."],
  ["width", "A whole number of px above 0. Left empty, the model decides."],
  ["guidanceScale", "A number. Left empty, the model decides."],
  ["prompt", "Up to 100,000 characters."],
  ["seed", "A whole number from 0."],
  ["vectorize", ""],
])("the values of %s are told in words", (key, words) => {
  expect(rangeWords(parameterDefinition(key))).toBe(words);
});

test("values are read as an artist says them", () => {
  expect([
    valueWords("width", 512),
    valueWords("seed", -1),
    valueWords("quality", "high"),
    valueWords("lowPoly", false),
    valueWords("videoEffects", [{ type: "fpv_drone" }, { type: "dolly_in" }]),
  ]).toEqual(["512 px", "Random", "High", "Off", "FPV drone, Dolly in"]);
});

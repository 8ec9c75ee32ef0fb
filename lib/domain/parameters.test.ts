import { expect, test } from "vitest";
import type { ModelCapabilities } from "./model";
import { fieldsFor, type ParameterKey, parameterDefinition, parameterKeys } from "./parameters";

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

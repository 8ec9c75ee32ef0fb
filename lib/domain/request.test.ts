import { describe, expect, test } from "vitest";
import { parameterKeys } from "./parameters";
import { generationRequestSchema, type Parameters, startGenerationSchema } from "./request";

const modelId = "6f2f9f1e-6a39-4f0e-9f5e-0d9a3d3f7c10";

const everyParameter: Required<Parameters> = {
  prompt: "A keep",
  width: 512,
  height: 768,
  durationSeconds: 5,
  batchSize: 2,
  seed: 7,
  quality: "high",
  removeBackground: true,
  generateAudio: false,
  keepAudio: true,
  fps: 25,
  videoEffects: [{ type: "dolly_in", weight: 40 }],
  numInferenceSteps: 30,
  guidanceScale: 7.5,
  promptStrength: 0.4,
  sharpness: 1.5,
  upscaleRatio: 2,
  creativity: 0.3,
  resemblance: 0.8,
  vectorize: false,
  reframe: true,
  refill: false,
  stability: 0.5,
  similarityBoost: 0.6,
  styleExaggeration: 0.1,
  speed: 1.1,
  useSpeakerBoost: true,
  useTaPose: true,
  includeTextures: true,
  pbrMaterials: true,
  quadMesh: false,
  lowPoly: true,
  generateParts: false,
  faceLimit: 5000,
};

const request = (parameters: Record<string, unknown>) => ({
  kind: "model",
  modelId,
  parameters,
  references: [],
  mask: null,
  sessionName: null,
});

test("every parameter passes the check unchanged", () => {
  expect(Object.keys(everyParameter).toSorted()).toEqual(parameterKeys.toSorted());
  expect(generationRequestSchema.parse(request(everyParameter))).toEqual(request(everyParameter));
});

describe("a value Layer would refuse is refused here, by its place", () => {
  test.each([
    ["batchSize", 0],
    ["batchSize", 17],
    ["batchSize", 1.5],
    ["width", 0],
    ["width", "512"],
    ["promptStrength", 1.1],
    ["promptStrength", -0.1],
    ["prompt", "x".repeat(100_001)],
    ["quality", "ultra"],
    ["seed", -2],
    ["seed", 0.5],
    ["durationSeconds", 0],
    ["videoEffects", [{ type: "dolly_in", weight: 101 }]],
    ["stability", Number.NaN],
  ])("%s = %j", (key, value) => {
    const { error } = generationRequestSchema.safeParse(request({ [key]: value }));
    expect(error?.issues[0]?.path.slice(0, 2)).toEqual(["parameters", key]);
  });
});

test("a prompt of exactly 100,000 characters is taken", () => {
  expect(generationRequestSchema.safeParse(request({ prompt: "x".repeat(100_000) })).success).toBe(true);
});

const filled = (characters: number) =>
  generationRequestSchema.safeParse({
    kind: "workflow",
    workflowId: modelId,
    // {"a":"","b":""} alone is 15.
    inputs: { a: "x".repeat(characters - 15), b: "" },
    sessionName: null,
  });

test("a workflow's inputs are at most 200,000 characters altogether", () => {
  expect(filled(200_000).success).toBe(true);
  const { error } = filled(200_001);
  expect(error?.issues).toMatchObject([
    { path: ["inputs"], message: "must be at most 200,000 characters altogether" },
  ]);
});

test("at most twenty references, each with a weight from 0 to 1", () => {
  const reference = { fileId: modelId, role: "init", weight: 0.5 };
  const withReferences = (references: unknown[]) =>
    generationRequestSchema.safeParse({ ...request({}), references }).success;
  expect(withReferences(Array.from({ length: 20 }, () => reference))).toBe(true);
  expect(withReferences(Array.from({ length: 21 }, () => reference))).toBe(false);
  expect(withReferences([{ ...reference, weight: 1.01 }])).toBe(false);
  expect(withReferences([{ ...reference, role: "a role of tomorrow", weight: null }])).toBe(true);
});

test("a start names its click by a UUID, and nothing else", () => {
  expect(startGenerationSchema.safeParse({ requestId: modelId, request: request({}) }).success).toBe(true);
  expect(startGenerationSchema.safeParse({ requestId: "../1", request: request({}) }).success).toBe(false);
});

test("an input that Layer named __proto__ is kept, and what is no JSON is refused", () => {
  const request = JSON.parse(
    `{"kind":"workflow","workflowId":"${modelId}","inputs":{"__proto__":{"__proto__":"x"},"a":1},"sessionName":null}`,
  );
  const parsed = generationRequestSchema.parse(request);
  expect(JSON.stringify(parsed)).toContain('"inputs":{"__proto__":{"__proto__":"x"},"a":1}');
  for (const inputs of [[], "text", null, { a: () => 1 }, { a: Number.NaN }])
    expect(generationRequestSchema.safeParse({ ...request, inputs }).success).toBe(false);
});

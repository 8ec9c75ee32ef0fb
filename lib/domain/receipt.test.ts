import { expect, test } from "vitest";
import type { Generation } from "./generation";
import type { ModelCapabilities } from "./model";
import { ignoredOptions, receiptOf } from "./receipt";

const finished: Generation = {
  id: "1",
  workspaceId: "2",
  requestId: "3",
  source: { kind: "model", id: "4", name: "Flux", modality: "image" },
  request: {
    kind: "model",
    modelId: "4",
    parameters: { prompt: "A keep", width: 500, batchSize: 4, removeBackground: true },
    references: [],
    mask: null,
    sessionName: null,
  },
  personName: "Ada",
  isMine: true,
  sessionName: null,
  estimateCreativeUnits: 4,
  createdAt: "2026-11-21T00:00:00.000Z",
  revision: 2,
  status: "complete",
  runId: "5",
  startedAt: "2026-11-21T00:00:00.000Z",
  normalized: { width: 512, batchSize: 4, numInferenceSteps: 28 },
  steps: [],
  completedAt: "2026-11-21T00:00:09.000Z",
  assets: [],
  chargeCreativeUnits: 4,
};

test("a receipt marks what Layer changed and names what it chose", () => {
  expect(receiptOf(finished)).toEqual([
    { key: "width", label: "Width", asked: "500", ran: "512", isChanged: true },
    { key: "batchSize", label: "Batch size", asked: "4", ran: "4", isChanged: false },
    { key: "removeBackground", label: "Remove background", asked: "On", ran: null, isChanged: false },
    { key: "numInferenceSteps", label: "Steps", asked: null, ran: "28", isChanged: false },
  ]);
});

const capabilities: ModelCapabilities = {
  sessionModes: ["create"],
  referenceRoles: ["init"],
  durationsSeconds: [],
  textPrompt: true,
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

test("what a model does nothing with is named: options, roles and the mask", () => {
  const request: Generation["request"] = {
    kind: "model",
    modelId: "4",
    parameters: { prompt: "A keep", width: 512, seed: 7, stability: 0.5 },
    references: [
      { fileId: "a", role: "init", weight: null },
      { fileId: "b", role: "pose", weight: 1 },
    ],
    mask: { fileId: "c", forTransparency: false, forNontransparency: true, edgeRadiusPixels: 0 },
    sessionName: null,
  };
  expect(ignoredOptions({ request }, { modality: "image", capabilities })).toEqual([
    "Seed",
    "Stability",
    "Pose (reference)",
    "Mask",
  ]);
  expect(ignoredOptions(finished, { modality: "image", capabilities })).toEqual([]);
});

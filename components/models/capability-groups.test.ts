import { expect, test } from "vitest";
import type { Model, ModelCapabilities } from "@/lib/domain/model";
import { capabilityGroups } from "./capability-groups";

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

const model = (capabilities: Partial<ModelCapabilities>, modality = "video"): Model => ({
  id: "0190f0a0-0000-7000-8000-000000000000",
  name: "Model",
  modality,
  timing: "1 s",
  baseModel: null,
  baseModelName: null,
  description: null,
  promptFormat: null,
  capabilities: { ...nothing, ...capabilities },
});

test("a model that Layer says nothing of is given no abilities", () => {
  expect(capabilityGroups(model({}))).toEqual([]);
});

test("a clip's lengths are a sentence", () => {
  expect(capabilityGroups(model({ durationsSeconds: [4, 6, 8] }))).toEqual([
    { title: "Makes", points: [{ label: "Clips", detail: "4, 6, or 8 seconds long." }] },
  ]);
});

test("a role that is new to us is named by Layer's word", () => {
  expect(capabilityGroups(model({ referenceRoles: ["depth", "hologram_scan"] }))).toEqual([
    {
      title: "Starts from",
      points: [{ label: "Depth", detail: "A depth map that sets near and far." }, { label: "Hologram scan" }],
    },
  ]);
});

test("an unknown kind of media is named as Layer names it", () => {
  const groups = capabilityGroups(model({ generateAudio: true }, "hologram"));
  expect(groups[0]?.points[0]?.detail).toBe("Made together with the hologram.");
});

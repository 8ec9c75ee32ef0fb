import { expect, test } from "vitest";
import type { Model } from "../domain/model";
import { gridOf } from "../domain/plan-grid";
import { readSheet } from "../domain/sheet";
import { type Draft, emptyDraft } from "./drafts";
import { combinedRows, leftOutBy, sheetRows } from "./plan-rows";

const capabilities: Model["capabilities"] = {
  sessionModes: ["create"],
  referenceRoles: [],
  durationsSeconds: [],
  textPrompt: true,
  negativePrompt: false,
  seed: true,
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

const model = (
  name: string,
  change: Partial<Model> = {},
  can: Partial<Model["capabilities"]> = {},
): Model => ({
  id: `5f0c1f6e-0000-4000-8000-${name.length.toString().padStart(12, "0")}`,
  name,
  modality: "image",
  timing: "5-15s",
  baseModel: null,
  description: null,
  baseModelName: null,
  promptFormat: null,
  ...change,
  capabilities: { ...capabilities, ...can },
});

const flux = model("Flux", {}, { referenceRoles: ["reference_image"] });
const speech = model("Speech", { modality: "audio" }, { textToSpeech: true, seed: false });
const picture = {
  key: "1",
  fileId: "5f0c1f6e-1111-4000-8000-000000000001",
  uploadId: null,
  name: "a.png",
  contentType: "image/png",
  thumbnail: null,
  role: "reference_image",
  weight: null,
};
const form: Draft = {
  ...emptyDraft,
  parameters: { prompt: "a {red|blue} fox", numInferenceSteps: 30, batchSize: 1 },
  references: [picture],
};
const lists = new Map<string, string[]>();

test("every model meets every prompt and every value it has a use for, and each row is one request", () => {
  const { rows, total } = combinedRows({
    draft: form,
    models: [flux, speech],
    axes: [{ key: "numInferenceSteps", text: "20, 30" }],
    lists,
    seed: 7,
    limit: 500,
  });
  expect(total).toBe(6);
  expect(rows.map(({ label }) => label)).toEqual([
    "Model: Flux · Prompt: a red fox · Steps: 20",
    "Model: Flux · Prompt: a red fox · Steps: 30",
    "Model: Flux · Prompt: a blue fox · Steps: 20",
    "Model: Flux · Prompt: a blue fox · Steps: 30",
    "Model: Speech · Prompt: a red fox · Steps: any",
    "Model: Speech · Prompt: a blue fox · Steps: any",
  ]);
  expect(rows.map(({ request }) => request?.parameters)).toMatchObject([
    { prompt: "a red fox", numInferenceSteps: 20, batchSize: 1, seed: 7 },
    { prompt: "a red fox", numInferenceSteps: 30, batchSize: 1, seed: 7 },
    { prompt: "a blue fox", numInferenceSteps: 20, batchSize: 1, seed: 7 },
    { prompt: "a blue fox", numInferenceSteps: 30, batchSize: 1, seed: 7 },
    { prompt: "a red fox", batchSize: 1 },
    { prompt: "a blue fox", batchSize: 1 },
  ]);
  expect(rows.map(({ request }) => request?.references.length)).toEqual([1, 1, 1, 1, 0, 0]);
  expect(gridOf(rows.map(({ label }) => label))).toMatchObject({
    across: "Model",
    down: ["Prompt", "Steps"],
  });
});

test("what a model makes nothing of is said before it is paid for", () => {
  expect(leftOutBy(flux, form)).toEqual([]);
  expect(leftOutBy(speech, form)).toEqual(["Ignores steps.", "Takes none of the reference."]);
});

test("a plan too large is counted, and never written out", () => {
  const { rows, total, isTooMany } = combinedRows({
    draft: { ...form, parameters: { prompt: "{1|2|3|4|5|6|7|8|9|0}".repeat(9) } },
    models: [flux],
    axes: [{ key: "seed", text: "1..50" }],
    lists,
    seed: null,
    limit: 500,
  });
  expect({ rows: rows.length, isTooMany }).toEqual({ rows: 500, isTooMany: true });
  expect(total).toBeGreaterThan(500);
});

test("each line of a sheet becomes its requests; a broken one says why and harms no other", () => {
  const sheet = readSheet([
    ["name", "model", "count", "references", "material"],
    ["Barrel", "", "2", "", "oak"],
    ["Crate", "Nonesuch", "lots", "missing.png", "pine"],
    ["Chest", "Speech", "1", "", "iron"],
  ]);
  const { rows } = sheetRows({
    draft: { ...form, parameters: { prompt: "a {big|small} {material} box" } },
    model: flux,
    rows: sheet.rows,
    lists,
    modelOf: (name) =>
      name === "Speech"
        ? { is: "found", thing: speech }
        : { is: "missing", why: `No model is called “${name}”.` },
    fileOf: (name) => ({ is: "missing", why: `No uploaded file is called “${name}”.` }),
    limit: 500,
  });
  expect(rows.map(({ label, prompt, problems }) => [label, prompt, problems])).toEqual([
    ["Barrel", "a big oak box", []],
    ["Barrel (2)", "a small oak box", []],
    ...["big", "small"].map((size, index) => [
      index === 0 ? "Crate" : "Crate (2)",
      `a ${size} pine box`,
      [
        "Batch size must be a number, not “lots”.",
        "No model is called “Nonesuch”.",
        "No uploaded file is called “missing.png”.",
      ],
    ]),
    ["Chest", "a big iron box", []],
    ["Chest (2)", "a small iron box", []],
  ]);
  expect(rows.map(({ request }) => request?.modelId ?? null)).toEqual([
    flux.id,
    flux.id,
    null,
    null,
    speech.id,
    speech.id,
  ]);
  expect(rows[0]?.request?.references).toHaveLength(1);
});

import { expect, test } from "vitest";
import * as z from "zod/mini";
import type { ModelCapabilities } from "../domain/model";
import { fieldsFor, parameterDefinition, parameterKeys } from "../domain/parameters";
import { type ModelRequest, type Parameters, type ParameterValue, parameterSchema } from "../domain/request";
import {
  changedCount,
  type Draft,
  type DraftReference,
  draftFromRequest,
  emptyDraft,
  requestFromDraft,
  roleFor,
  rolesFor,
  storedMask,
  untakenKind,
  valueProblem,
} from "./drafts";
import { carryOver, carryReport } from "./drafts-carry";

const capabilities: ModelCapabilities = {
  sessionModes: ["create", "upscale"],
  referenceRoles: ["init", "reference_image", "prompt", "init_video"],
  durationsSeconds: [5, 10],
  textPrompt: true,
  negativePrompt: true,
  seed: true,
  inpainting: true,
  outpainting: true,
  tileability: true,
  generateAudio: true,
  lipsync: true,
  textures: true,
  quadMesh: true,
  pbrMaterials: true,
  textToSpeech: true,
  soundEffect: true,
};
const modelId = "11111111-1111-4111-8111-111111111111";
const fileId = "22222222-2222-4222-8222-222222222222";
const image = { id: modelId, modality: "image", capabilities };

const requestWith = (parameters: Parameters, rest: Partial<ModelRequest> = {}): ModelRequest => ({
  kind: "model",
  modelId,
  parameters,
  references: [],
  mask: null,
  sessionName: null,
  ...rest,
});

const reference = (change: Partial<DraftReference> = {}): DraftReference => ({
  key: "a",
  fileId,
  uploadId: null,
  name: "hero.png",
  contentType: "image/png",
  thumbnail: null,
  role: "init",
  weight: 0.3,
  ...change,
});

const edges = [-2, -1, -0.001, 0, 0.5, 1, 1.0001, 16, 17, 2.5, 1e6, 2 ** 53, Number.NaN];
const values: ParameterValue[] = [...edges, "", "medium", "best", "x".repeat(100_001), true, false];

test.each(parameterKeys)("%s is judged on the form as at the server's edge", (key) => {
  const definition = parameterDefinition(key);
  const schema = parameterSchema(definition);
  for (const value of values) {
    const result = z.safeParse(schema, value);
    expect([value, valueProblem(key, value) === null]).toEqual([value, result.success]);
  }
});

test("references, mask and session come back from a run's settings", () => {
  const request = requestWith(
    { prompt: "x" },
    {
      references: [
        { fileId, role: "init", weight: 0.3 },
        { fileId, role: "prompt", weight: null },
      ],
      mask: { fileId, forTransparency: true, forNontransparency: false, edgeRadiusPixels: 4 },
      sessionName: "Chapter 2",
    },
  );
  expect(requestFromDraft(draftFromRequest(request), image)).toEqual({ request, blockers: [] });
});

test("a mask is sent where the model takes one, and blocks the run until it has arrived", () => {
  const mask = storedMask({ fileId, forTransparency: false, forNontransparency: true, edgeRadiusPixels: 4 });
  if (!mask) throw new Error("There is a mask.");
  const draft: Draft = { ...emptyDraft, parameters: { prompt: "x" }, mask };
  const unable = { ...image, capabilities: { ...capabilities, inpainting: false, outpainting: false } };
  expect(requestFromDraft(draft, unable)).toMatchObject({ request: { mask: null }, blockers: [] });
  const messages = (change: Partial<typeof mask>) =>
    requestFromDraft({ ...draft, mask: { ...mask, ...change } }, image).blockers.map(
      ({ message }) => message,
    );
  expect(messages({})).toEqual([]);
  expect(messages({ fileId: null, uploadId: "u" })).toEqual(["The mask is still uploading."]);
  expect(messages({ fileId: null })).toEqual([
    "The upload of the mask was interrupted. Send it again or remove it.",
  ]);
  expect(messages({ edgeRadiusPixels: 1.5 })).toEqual([
    "Feather must be a whole number of pixels, 0 or more.",
  ]);
});

test("nothing is sent that the model has no field for", () => {
  const draft: Draft = {
    ...emptyDraft,
    parameters: { prompt: "x", stability: 0.5, fps: 24, width: 512 },
    references: [reference()],
  };
  const plain = { ...capabilities, textToSpeech: false, referenceRoles: [] };
  const { request } = requestFromDraft(draft, { id: modelId, modality: "image", capabilities: plain });
  expect(request.parameters).toEqual({ prompt: "x", width: 512 });
  expect(request.references).toEqual([]);
});

test("a random seed is left out", () => {
  const { request } = requestFromDraft({ ...emptyDraft, parameters: { prompt: "x", seed: -1 } }, image);
  expect(request.parameters).toEqual({ prompt: "x" });
});

test.each<[string, Partial<Draft>, string]>([
  ["an empty prompt", { parameters: { prompt: "  " } }, "Write a prompt first."],
  [
    "a reference on its way",
    { parameters: { prompt: "x" }, references: [reference({ fileId: null, uploadId: "u" })] },
    "hero.png is still uploading.",
  ],
  [
    "a reference that a reload cut off",
    { parameters: { prompt: "x" }, references: [reference({ fileId: null })] },
    "The upload of hero.png was interrupted. Remove it or choose it again.",
  ],
  [
    "too many references",
    { parameters: { prompt: "x" }, references: Array.from({ length: 22 }, () => reference()) },
    "Layer takes at most 20 references; remove 2.",
  ],
  [
    "a file in a role that cannot hold it",
    {
      parameters: { prompt: "x" },
      references: [reference({ name: "walk.mp4", contentType: "video/mp4", role: "init" })],
    },
    "walk.mp4 cannot be used as “Starting picture”. Choose another role for it.",
  ],
  [
    "a kind of file the model has no role for",
    {
      parameters: { prompt: "x" },
      references: [reference({ name: "tone.mp3", contentType: "audio/mpeg", role: "audio" })],
    },
    "This model takes no audio as a reference. Remove tone.mp3.",
  ],
  ["a value out of range", { parameters: { prompt: "x", batchSize: 17 } }, "Batch size must be at most 16."],
  [
    "a letter in a number",
    { parameters: { prompt: "x", width: 512 }, unread: { width: "51a" } },
    "Width: “51a” is not a number.",
  ],
  [
    "a length the model does not make",
    { parameters: { prompt: "x", durationSeconds: 7 } },
    "This model makes 5, 10 s.",
  ],
  [
    "a role the model has lost",
    { parameters: { prompt: "x" }, references: [reference({ role: "pose" })] },
    "This model does not know “Pose”. Choose another role for hero.png.",
  ],
  ["half a pixel", { parameters: { prompt: "x", width: 0.5 } }, "Width must be a whole number."],
])("%s is told in a sentence before anything is sent", (_, change, sentence) => {
  const { blockers } = requestFromDraft({ ...emptyDraft, ...change }, image);
  expect(blockers.map((blocker) => blocker.message)).toEqual([sentence]);
});

test("picking another model keeps prompt, size, seed, references and that model's own settings", () => {
  const from: Draft = {
    ...emptyDraft,
    parameters: { prompt: "new", width: 640, seed: 7, guidanceScale: 9 },
    references: [reference({ role: "depth" })],
  };
  const own: Draft = { ...emptyDraft, parameters: { prompt: "old", guidanceScale: 3, height: 100 } };
  const next = carryOver(from, own, image);
  expect(next.parameters).toEqual({ prompt: "new", width: 640, seed: 7, guidanceScale: 3 });
  expect(next.references[0]?.role).toBe("reference_image");
});

test("what was kept, what stays with the model before and what has no use is told when the model is changed", () => {
  const from: Draft = {
    ...emptyDraft,
    parameters: {
      prompt: "new",
      width: 640,
      height: 640,
      guidanceScale: 9,
      stability: 0.5,
      durationSeconds: 7,
    },
    references: [reference(), reference({ key: "b", contentType: "audio/mpeg", role: "audio" })],
  };
  const silent = { ...image, capabilities: { ...capabilities, textToSpeech: false } };
  expect(carryReport(from, carryOver(from, null, silent), silent)).toEqual({
    kept: ["prompt", "size", "1 reference"],
    left: ["duration", "guidance scale"],
    unused: ["stability", "1 reference"],
  });
});

test("two pictures carried to a model of clips become its two ends", () => {
  const clip = { ...image, capabilities: { ...capabilities, referenceRoles: ["first_frame", "last_frame"] } };
  const from: Draft = { ...emptyDraft, references: [reference({ key: "a" }), reference({ key: "b" })] };
  expect(carryOver(from, null, clip).references.map(({ role }) => role)).toEqual([
    "first_frame",
    "last_frame",
  ]);
});

test("a file is offered the roles its kind can play, the likeliest first", () => {
  expect(rolesFor(image, "image/png")).toEqual(["reference_image", "init", "prompt"]);
  expect(rolesFor(image, "video/mp4")).toEqual(["init_video"]);
  expect(rolesFor(image, "")).toHaveLength(4);
});

test("a file no role of the model can hold is given none", () => {
  expect(untakenKind(image, "audio/mpeg")).toBe("audio");
  expect(untakenKind(image, "model/gltf-binary")).toBe("mesh");
  expect(roleFor(image, "audio/mpeg", [])).toBe("");
  expect(untakenKind(image, "image/heic")).toBeNull();
});

test("a role of tomorrow takes every file, and a file of unknown type every role", () => {
  const tomorrow = {
    ...image,
    capabilities: { ...capabilities, referenceRoles: ["init", "voice_of_tomorrow"] },
  };
  expect(rolesFor(tomorrow, "audio/mpeg")).toEqual(["voice_of_tomorrow"]);
  expect(untakenKind(image, "application/octet-stream")).toBeNull();
  const references = [
    reference({ contentType: "audio/mpeg", role: "voice_of_tomorrow" }),
    reference({ contentType: "", role: "init" }),
  ];
  const draft = { ...emptyDraft, parameters: { prompt: "x" }, references };
  expect(requestFromDraft(draft, tomorrow).blockers).toEqual([]);
});

test("what a model cannot take keeps its role for the next that can", () => {
  const from: Draft = {
    ...emptyDraft,
    references: [reference({ contentType: "audio/mpeg", role: "audio", weight: 0.8 })],
  };
  expect(carryOver(from, null, image).references).toEqual(from.references);
});

test("the second picture of a clip becomes its other end", () => {
  const clip = { capabilities: { ...capabilities, referenceRoles: ["first_frame", "last_frame"] } };
  expect(roleFor(clip, "image/png", [])).toBe("first_frame");
  expect(roleFor(clip, "image/png", [{ role: "first_frame" }])).toBe("last_frame");
});

test("only what was set counts as changed", () => {
  const fields = fieldsFor(image);
  expect(changedCount(fields, { seed: -1, vectorize: false, prompt: "" })).toBe(1);
});

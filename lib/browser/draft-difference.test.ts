import { expect, test } from "vitest";
import { draftDifference } from "./draft-difference";
import { type Draft, draftFromRequest, emptyDraft } from "./drafts";

const fileId = "22222222-2222-4222-8222-222222222222";
const filled: Draft = draftFromRequest({
  kind: "model",
  modelId: fileId,
  parameters: { prompt: "a fox", width: 512, seed: 7 },
  references: [{ fileId, role: "init", weight: null }],
  mask: { fileId, forTransparency: false, forNontransparency: true, edgeRadiusPixels: 4 },
  sessionName: "Chapter 2",
});

test("a form is no different from itself, nor random from no seed", () => {
  expect(draftDifference(filled, filled)).toEqual([]);
  expect(draftDifference(emptyDraft, { ...emptyDraft, parameters: { seed: -1, prompt: " " } })).toEqual([]);
});

test("every part that goes or comes is named, references and mask included", () => {
  expect(draftDifference(filled, { ...emptyDraft, parameters: { prompt: "a hare", width: 512 } })).toEqual([
    { label: "Prompt", before: "a fox", after: "a hare" },
    { label: "Seed", before: "7", after: null },
    { label: "References", before: "File of this workspace (Starting picture, 50%)", after: null },
    { label: "Mask", before: "Feather 4 px", after: null },
    { label: "Session", before: "Chapter 2", after: null },
  ]);
});

test("a text that was no number is lost, and said to be", () => {
  const before: Draft = { ...emptyDraft, parameters: { width: 512 }, unread: { width: "51a" } };
  expect(draftDifference(before, { ...emptyDraft, parameters: { width: 512 } })).toEqual([
    { label: "Width", before: "51a", after: "512 px" },
  ]);
});

import { expect, test } from "vitest";
import { type Draft, emptyDraft } from "./drafts";
import { differsInPromptOnly } from "./prompt-change";

const draft: Draft = { ...emptyDraft, parameters: { prompt: "A lantern", width: 512 }, updatedAtMs: 1 };

test("a key in the prompt changes nothing for the fields beside it", () => {
  const typed = { ...draft, parameters: { ...draft.parameters, prompt: "A lantern!" }, updatedAtMs: 2 };
  expect(differsInPromptOnly(draft, typed)).toBe(true);
  expect(differsInPromptOnly(draft, { ...draft, parameters: { width: 512 } })).toBe(true);
});

test.each<[string, Partial<Draft>]>([
  ["a value", { parameters: { ...draft.parameters, width: 513 } }],
  ["a value that was not set", { parameters: { ...draft.parameters, height: 64 } }],
  ["a value that is set no more", { parameters: { prompt: "A lantern" } }],
  ["the references", { references: [] }],
  ["the mask", { mask: { ...({} as NonNullable<Draft["mask"]>) } }],
  ["the session", { sessionName: "Harbour" }],
  ["what is no number", { unread: { seed: "12a" } }],
  ["a click on its way", { pendingClicks: [] }],
])("%s is told of", (_, change) => {
  expect(differsInPromptOnly(draft, { ...draft, ...change })).toBe(false);
});

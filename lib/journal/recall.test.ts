import { randomUUID } from "node:crypto";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase } from "../../scripts/fresh-database";
import { type Draft, draftFromRequest, emptyDraft, requestFromDraft } from "../browser/drafts";
import type { ModelCapabilities } from "../domain/model";
import { fieldsFor, type ParameterKey, parameterDefinition, parameterKeys } from "../domain/parameters";
import { generationRequestSchema, type ParameterValue } from "../domain/request";
import { type Journal, openJournal } from "./journal";

let journal: Journal;

beforeAll(async () => {
  journal = openJournal(await freshDatabase());
  await journal.ready();
});

afterAll(() => journal.close());

const capabilities: ModelCapabilities = {
  sessionModes: ["create", "upscale", "remove_background", "vectorize"],
  referenceRoles: ["init", "init_video", "pose"],
  durationsSeconds: [],
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

const modelId = randomUUID();

/** A model of the first kind of media that has the field. */
function modelWith(key: ParameterKey) {
  const modality = ["image", "video", "threeD", "audio"].find((kind) =>
    fieldsFor({ modality: kind, capabilities }).some((field) => field.key === key),
  );
  return { id: modelId, modality: modality ?? "none has it", capabilities };
}

const number = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value + 0);

/** Any value the form takes for a parameter. */
function anyValue(key: ParameterKey): fc.Arbitrary<ParameterValue> {
  const { shape } = parameterDefinition(key);
  switch (shape.kind) {
    case "text":
      return fc.string({ unit: "grapheme", maxLength: 400 }).filter((text) => text.trim() !== "");
    case "choice":
      return fc.constantFrom(...shape.choices) as fc.Arbitrary<"low">;
    case "toggle":
      return fc.boolean();
    case "seed":
      return fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
    case "effects":
      return fc.uniqueArray(
        fc.record({
          type: fc.constantFrom("dolly_in", "orbit_360", "an_effect_of_tomorrow"),
          weight: fc.option(fc.integer({ min: 0, max: 100 })),
        }),
        { selector: ({ type }) => type, minLength: 1 },
      );
    case "integer":
      return fc.integer({ min: shape.min ?? (shape.above ?? 0) + 1, max: shape.max ?? 100_000 });
    case "number":
      return number
        .map((value) => {
          const least = shape.min ?? shape.above;
          if (least === undefined) return value;
          const span = (shape.max ?? least + 1_000) - least;
          return least + (Math.abs(value) / 1e6) * span;
        })
        .filter((value) => shape.above === undefined || value > shape.above);
  }
}

/** To the server as JSON, checked at its edge, into the history and out again. */
async function throughTheHistory(draft: Draft, model: ReturnType<typeof modelWith>): Promise<Draft> {
  const { request, blockers } = requestFromDraft(draft, model);
  expect(blockers).toEqual([]);
  const received = generationRequestSchema.parse(JSON.parse(JSON.stringify(request)));
  const { generation } = await journal.submit(
    { workspaceId: randomUUID(), personId: "a".repeat(32) },
    {
      requestId: randomUUID(),
      request: received,
      source: { kind: "model", id: modelId, name: "Any", modality: "image" },
      personName: "Ada",
      estimateCreativeUnits: null,
      availableBeforeCreativeUnits: null,
      usualSeconds: null,
      answerWithinMs: 60_000,
    },
  );
  if (generation.request.kind !== "model") throw new Error("It came back as another kind.");
  const recalled = draftFromRequest(generation.request);
  expect(requestFromDraft(recalled, model).request).toEqual(request);
  return recalled;
}

test.each(parameterKeys)("%s comes back from the history onto the form as it was set", async (key) => {
  const model = modelWith(key);
  await fc.assert(
    fc.asyncProperty(anyValue(key), async (value) => {
      const draft: Draft = { ...emptyDraft, parameters: { prompt: "x", [key]: value } };
      expect((await throughTheHistory(draft, model)).parameters).toEqual(draft.parameters);
    }),
    { numRuns: 12 },
  );
});

test("references in their order, the mask and the session come back from the history too", async () => {
  const model = modelWith("promptStrength");
  const reference = fc.record({
    fileId: fc.uuid(),
    role: fc.constantFrom(...capabilities.referenceRoles),
    weight: fc.option(fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0)),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(reference, { maxLength: 20 }),
      fc.option(
        fc.record({
          fileId: fc.uuid(),
          forTransparency: fc.boolean(),
          forNontransparency: fc.boolean(),
          edgeRadiusPixels: fc.nat(64),
        }),
      ),
      async (references, mask) => {
        const draft = draftFromRequest({
          kind: "model",
          modelId,
          parameters: { prompt: "x" },
          references,
          mask,
          sessionName: "Chapter 2",
        });
        expect(await throughTheHistory(draft, model)).toEqual(draft);
      },
    ),
    { numRuns: 20 },
  );
});

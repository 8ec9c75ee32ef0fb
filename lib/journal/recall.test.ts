import { randomUUID } from "node:crypto";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase } from "../../scripts/fresh-database";
import { type Draft, draftFromRequest, emptyDraft, requestFromDraft } from "../browser/drafts";
import type { ModelCapabilities } from "../domain/model";
import { fieldsFor, type ParameterKey, parameterDefinition, parameterKeys } from "../domain/parameters";
import { referenceRoles } from "../domain/reference-roles";
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
  // All that the contract names, and one of tomorrow.
  referenceRoles: [...Object.keys(referenceRoles), "role_of_tomorrow"],
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

// The request of the contract, less the model itself and what stands under references, mask and session.
const contractParameters =
  "prompt width height batch_size num_inference_steps guidance_scale prompt_strength quality sharpness duration_seconds generate_audio keep_audio fps video_effects use_ta_pose include_textures quad_mesh pbr_materials low_poly generate_parts face_limit stability use_speaker_boost similarity_boost style_exaggeration speed upscale_ratio creativity resemblance vectorize remove_background reframe refill seed";

test("every parameter of the contract is one that the form has", () => {
  const wire = parameterKeys.map((key) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
  expect(wire.toSorted()).toEqual(contractParameters.split(" ").toSorted());
});

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

test("the contract's roles all have a name of their own, and each comes back with its reference", async () => {
  expect(Object.keys(referenceRoles)).toHaveLength(22);
  const draft = draftFromRequest({
    kind: "model",
    modelId,
    parameters: { prompt: "x" },
    references: capabilities.referenceRoles
      .slice(0, 20)
      .map((role) => ({ fileId: randomUUID(), role, weight: 0.3 })),
    mask: null,
    sessionName: null,
  });
  expect(await throughTheHistory(draft, modelWith("promptStrength"))).toEqual(draft);
  const rest = capabilities.referenceRoles
    .slice(20)
    .map((role) => ({ fileId: randomUUID(), role, weight: null }));
  const late = draftFromRequest({
    kind: "model",
    modelId,
    parameters: { prompt: "x" },
    references: rest,
    mask: null,
    sessionName: null,
  });
  expect(await throughTheHistory(late, modelWith("promptStrength"))).toEqual(late);
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

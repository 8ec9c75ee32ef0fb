import { expect, test } from "vitest";
import { type DraftMask, storedMask } from "@/lib/browser/drafts";
import type { ModelCapabilities } from "@/lib/domain/model";
import { derivedName, maskNotes, whyNoMask } from "./mask-notes";

const capabilities: ModelCapabilities = {
  sessionModes: ["create"],
  referenceRoles: ["init", "reference_image", "prompt"],
  durationsSeconds: [],
  textPrompt: true,
  negativePrompt: false,
  seed: true,
  inpainting: true,
  outpainting: true,
  tileability: false,
  generateAudio: false,
  lipsync: false,
  textures: false,
  quadMesh: false,
  pbrMaterials: false,
  textToSpeech: false,
  soundEffect: false,
};
const model = { name: "Inpaint Pro", capabilities };
const unable = { name: "Flux", capabilities: { ...capabilities, inpainting: false, outpainting: false } };
const size = (widthPixels: number, heightPixels: number) => ({ widthPixels, heightPixels });
const maskOf = (sizePixels: DraftMask["sizePixels"]) => {
  const flags = { forTransparency: false, forNontransparency: true, edgeRadiusPixels: 0 };
  return storedMask({ fileId: "f", ...flags, sizePixels });
};

test("where no mask can be painted, the sentence says what is missing", () => {
  expect(whyNoMask(model, true)).toBeNull();
  expect(whyNoMask(model, false)).toBe(
    "Add a picture as “Starting picture” or “Reference” to paint a mask over it.",
  );
  expect(whyNoMask(unable, true)).toBe("Flux takes no mask: it redraws the whole picture.");
});

test("a mask of another size than its picture is named, with both sizes", () => {
  const notes = maskNotes(model, { mask: maskOf(size(512, 512)), parameters: {} }, true, size(1024, 768));
  expect(notes).toEqual([
    {
      text: "The mask is 512 × 512, the picture 1024 × 768. Layer may stretch it or refuse it.",
      remedy: "fit",
    },
  ]);
  const fitting = { mask: maskOf(size(1024, 768)), parameters: { width: 1024, height: 768 } };
  expect(maskNotes(model, fitting, true, size(1024, 768))).toEqual([]);
  expect(maskNotes(model, { mask: maskOf(null), parameters: {} }, true, size(1024, 768))).toEqual([]);
});

test("results of another shape than the picture are named; a snapped size is not", () => {
  const notes = (width: number, height: number) =>
    maskNotes(model, { mask: maskOf(null), parameters: { width, height } }, true, size(1024, 768)).map(
      ({ remedy }) => remedy,
    );
  expect([notes(1024, 1024), notes(1000, 752)]).toEqual([["match-size"], []]);
});

test("a mask that a model cannot use is kept, and said not to be sent", () => {
  expect(maskNotes(unable, { mask: maskOf(null), parameters: {} }, true, null)).toEqual([
    { text: "Flux takes no mask: it is kept, and not sent.", remedy: null },
  ]);
});

test("a file made from another keeps its name and says what it is", () => {
  expect([derivedName("hero.final.png", "mask"), derivedName(".png", "mask")]).toEqual([
    "hero.final mask.png",
    "Picture mask.png",
  ]);
});

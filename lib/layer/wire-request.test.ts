import { expect, test } from "vitest";
import { parameterKeys } from "@/lib/domain/parameters";
import type { ModelRequest } from "@/lib/domain/request";
import { domainKey, wireKey } from "./wire-casing";
import { estimateRequest, startRequest } from "./wire-request";

const request: ModelRequest = {
  kind: "model",
  modelId: "m1",
  parameters: {
    prompt: "a key",
    batchSize: 2,
    seed: 7,
    useTaPose: false,
    videoEffects: [{ type: "arc", weight: 40 }],
  },
  references: [
    { fileId: "f1", role: "init", weight: 0.4 },
    { fileId: "f2", role: "prompt", weight: null },
  ],
  mask: { fileId: "f3", forTransparency: true, forNontransparency: false, edgeRadiusPixels: 4 },
  sessionName: "Keys",
};

test("a start is one flat body in Layer's spelling", () => {
  expect(startRequest(request)).toEqual({
    path: ["inferences"],
    body: {
      model_id: "m1",
      prompt: "a key",
      batch_size: 2,
      seed: 7,
      use_ta_pose: false,
      video_effects: [{ type: "arc", weight: 40 }],
      guidance_files: [
        { file_id: "f1", type: "init", weight: 0.4 },
        { file_id: "f2", type: "prompt" },
      ],
      mask: { file_id: "f3", for_transparency: true, for_nontransparency: false, edge_radius: 4 },
      session_name: "Keys",
    },
  });
});

test("an estimate leaves out what Layer does not price", () => {
  expect(estimateRequest(request)).toEqual({
    path: ["inferences", "estimate"],
    body: {
      model_id: "m1",
      prompt: "a key",
      batch_size: 2,
      use_ta_pose: false,
      video_effects: [{ type: "arc", weight: 40 }],
    },
  });
});

test("a workflow's inputs keep their own names", () => {
  const workflow = {
    kind: "workflow" as const,
    workflowId: "w1",
    inputs: { heroName: "Ash" },
    sessionName: "S",
  };
  expect(startRequest(workflow)).toEqual({
    path: ["workflows", "w1", "runs"],
    body: { inputs: { heroName: "Ash" }, session_name: "S" },
  });
  expect(estimateRequest(workflow)).toEqual({
    path: ["workflows", "w1", "estimate"],
    body: { inputs: { heroName: "Ash" } },
  });
});

test("every parameter's name survives the way to Layer's spelling and back", () => {
  expect(parameterKeys.map((key) => domainKey(wireKey(key)))).toEqual(parameterKeys);
  expect(wireKey("supportsReferenceImages")).toBe("supports_reference_images");
  expect(wireKey("imageTo3d")).toBe("image_to_3d");
});

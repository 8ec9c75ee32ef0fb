import { afterAll, beforeAll, expect, test } from "vitest";
import { rolesFor } from "@/lib/browser/drafts";
import { takesMask } from "@/lib/domain/mask-rule";
import { fieldsFor } from "@/lib/domain/parameters";
import { type Sandbox, startSandbox } from "../../sandbox/sandbox";
import { createLayerClient, type LayerClient } from "./layer-client";
import { wireKey } from "./wire-casing";

// What a model's capabilities call for, read from the contract and from Layer's words about it, in Layer's own names;
// our table of parameters is the accused here, and not consulted.

interface WireModel {
  model_id: string;
  name: string;
  modality: string;
  capabilities: {
    session_modes: string[];
    guidance_file_types: string[];
    duration_seconds: number[];
  } & Record<string, unknown>;
}

let sandbox: Sandbox;
let layer: LayerClient;
let workspaceId: string;
const token = "pat_sandbox_artist";

beforeAll(async () => {
  sandbox = await startSandbox();
  layer = createLayerClient({ baseUrl: sandbox.apiUrl });
  const { workspaces } = await wire<{ workspaces: Array<{ workspace_id: string }> }>("/workspaces");
  workspaceId = workspaces[0]?.workspace_id ?? "";
});

afterAll(async () => {
  await layer.close();
  await sandbox.close();
});

async function wire<Answer>(path: string): Promise<Answer> {
  const response = await fetch(`${sandbox.apiUrl}${path}`, { headers: { authorization: `Bearer ${token}` } });
  expect(response.status).toBe(200);
  return (await response.json()) as Answer;
}

async function everyModel(): Promise<WireModel[]> {
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page: {
      models: Array<{ model_id: string }>;
      pagination: { has_more_results: boolean; next_cursor: string | null };
    } = await wire(`/workspaces/${workspaceId}/models?limit=100${query}`);
    found.push(...page.models.map(({ model_id }) => model_id));
    cursor = page.pagination.has_more_results ? page.pagination.next_cursor : null;
  } while (cursor !== null);
  return await Promise.all(
    found.map(
      async (id) => (await wire<{ model: WireModel }>(`/workspaces/${workspaceId}/models/${id}`)).model,
    ),
  );
}

function calledFor({ modality, capabilities }: WireModel): string[] {
  const modes = capabilities.session_modes;
  const roles = capabilities.guidance_file_types;
  const can = (flag: string) => capabilities[flag] === true;
  const isKnown = ["text", "image", "audio", "video", "three_d"].includes(modality);
  const isPicture = modality === "image" || !isKnown;
  const isFrame = isPicture || modality === "video";
  // Finishing a given file (larger, cut out, traced) draws nothing, so size and sampling say nothing to it.
  const onlyFinishes =
    modes.length > 0 && modes.every((mode) => ["upscale", "remove_background", "vectorize"].includes(mode));
  const isNewMesh =
    modality === "three_d" && (modes.length === 0 || modes.some((mode) => mode.includes("create")));
  const table: Array<[boolean, string[]]> = [
    [true, ["prompt", "batch_size"]],
    [can("seed"), ["seed"]],
    [isFrame && !onlyFinishes, ["width", "height", "num_inference_steps", "guidance_scale"]],
    [(isFrame && !onlyFinishes) || modality === "three_d", ["quality"]],
    [roles.includes("init"), ["prompt_strength"]],
    [isPicture, ["remove_background", "vectorize"]],
    [can("outpainting"), ["reframe", "refill"]],
    [modes.includes("upscale"), ["upscale_ratio", "creativity", "resemblance"]],
    [modes.includes("upscale") && isFrame, ["sharpness"]],
    [
      modality === "video" || capabilities.duration_seconds.length > 0 || can("sound_effect"),
      ["duration_seconds"],
    ],
    [modality === "video", ["fps", "video_effects"]],
    [can("generate_audio"), ["generate_audio"]],
    [roles.includes("init_video"), ["keep_audio"]],
    [
      can("text_to_speech"),
      ["stability", "similarity_boost", "style_exaggeration", "speed", "use_speaker_boost"],
    ],
    [can("textures"), ["include_textures"]],
    [can("quad_mesh"), ["quad_mesh"]],
    [can("pbr_materials"), ["pbr_materials"]],
    [isNewMesh, ["use_ta_pose", "low_poly", "generate_parts", "face_limit"]],
  ];
  return table.flatMap(([isCalled, names]) => (isCalled ? names : [])).toSorted();
}

test("for each of the sandbox's models the fields offered are those its capabilities call for", async () => {
  const models = await everyModel();
  expect(models.length).toBeGreaterThan(80);
  const told = await Promise.all(
    models.map(async (model) => ({
      model: model.name,
      called: calledFor(model),
      fields: fieldsFor(await layer.getModel(token, workspaceId, model.model_id)),
    })),
  );
  expect(told.map(({ model, fields }) => [model, fields.map(({ key }) => wireKey(key)).toSorted()])).toEqual(
    told.map(({ model, called }) => [model, called]),
  );
});

test("for each of the sandbox's models a mask and every role are offered, and no others", async () => {
  const models = await everyModel();
  // Of each kind of file that Layer takes or makes, one.
  const kinds = ["image/png", "video/mp4", "audio/mpeg", "model/gltf-binary"];
  const told = await Promise.all(
    models.map(async ({ name, model_id, capabilities }) => {
      const model = await layer.getModel(token, workspaceId, model_id);
      return {
        name,
        called: {
          mask: capabilities["inpainting"] === true || capabilities["outpainting"] === true,
          roles: capabilities.guidance_file_types.toSorted(),
        },
        offered: {
          mask: takesMask(model),
          roles: [...new Set(kinds.flatMap((kind) => rolesFor(model, kind)))].toSorted(),
        },
      };
    }),
  );
  expect(told.map(({ name, offered }) => [name, offered])).toEqual(
    told.map(({ name, called }) => [name, called]),
  );
});

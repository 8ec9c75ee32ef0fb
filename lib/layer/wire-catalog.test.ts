import { expect, test } from "vitest";
import { wireModelAnswer, wireModelPage, wireWorkflowPage, wireWorkspacePage } from "./wire-catalog";

const pagination = { has_more_results: true, next_cursor: "c2", total_count: 7 };

test("a model is named by model_id or by id, and one with neither costs the others nothing", () => {
  const models = [
    { model_id: "m1", id: "other", name: "One", modality: "three_d", inference_timing: "5-15s" },
    { id: "m2", name: "Two", modality: "THREE_D", extra: [1] },
    { name: "Nameless" },
    null,
  ];
  expect(wireModelPage.parse({ models, pagination })).toEqual({
    models: [
      { id: "m1", name: "One", modality: "threeD", timing: "5-15s", baseModel: null, description: null },
      { id: "m2", name: "Two", modality: "threeD", timing: "", baseModel: null, description: null },
    ],
    nextCursor: "c2",
    totalCount: 7,
  });
});

test("a list of which nothing can be read is not an empty list", () => {
  expect(wireModelPage.safeParse({ models: [{ name: "Nameless" }], pagination }).success).toBe(false);
  expect(wireModelPage.safeParse({ pagination }).success).toBe(false);
  expect(wireModelPage.parse({ models: [], pagination: null })).toEqual({
    models: [],
    nextCursor: null,
    totalCount: null,
  });
});

test("a list ends where Layer says that it ends, even beside a cursor", () => {
  const ended = { has_more_results: false, next_cursor: "c2" };
  expect(wireModelPage.parse({ models: [], pagination: ended }).nextCursor).toBeNull();
});

test("a kind of media that is new keeps its own word", () => {
  const models = [{ model_id: "m", name: "M", modality: "Hologram" }];
  expect(wireModelPage.parse({ models, pagination })).toMatchObject({ models: [{ modality: "Hologram" }] });
});

test("capabilities that are missing, null or odd are not there", () => {
  const capabilities = {
    seed: true,
    inpainting: null,
    outpainting: "yes",
    guidance_file_types: ["INIT", "scent", 3],
    duration_seconds: [5, "10", 8],
    session_modes: null,
  };
  const model = { model_id: "m", name: "M", modality: "image", capabilities };
  expect(wireModelAnswer.parse({ model }).capabilities).toMatchObject({
    seed: true,
    inpainting: false,
    outpainting: false,
    textPrompt: false,
    referenceRoles: ["init", "scent"],
    durationsSeconds: [5, 8],
    sessionModes: [],
  });
  expect(wireModelAnswer.parse({ model: { ...model, capabilities: null } }).capabilities.seed).toBe(false);
});

test("a workspace without a balance is left out rather than given one", () => {
  const workspaces = [
    { workspace_id: "w1", name: "One", slug: "one", balance_creative_units: "12.50" },
    { id: "w2", name: "Two", slug: "two", balance_creative_units: null },
  ];
  expect(wireWorkspacePage.parse({ workspaces, pagination }).workspaces).toEqual([
    {
      id: "w1",
      slug: "one",
      name: "One",
      balanceCreativeUnits: 12.5,
      reservedCreativeUnits: 0,
      availableCreativeUnits: 12.5,
    },
  ]);
});

test("a workflow with an input that cannot be read is left out, because its form could not run it", () => {
  const workflow = { name: "W", description: "", created_at: "2026-01-01T00:00:00Z", outputs: null };
  const workflows = [
    { ...workflow, workflow_id: "w1", inputs: [{ name: "prompt", type: "prompt", required: true }] },
    { ...workflow, workflow_id: "w2", inputs: [{ type: "string" }] },
  ];
  expect(wireWorkflowPage.parse({ workflows, pagination }).workflows).toEqual([
    {
      id: "w1",
      name: "W",
      description: "",
      modality: null,
      createdAt: "2026-01-01T00:00:00.000Z",
      publishedAt: null,
      inputs: [
        {
          name: "prompt",
          label: "prompt",
          type: "prompt",
          isRequired: true,
          description: "",
          schema: null,
          defaultValue: null,
        },
      ],
      outputs: [],
    },
  ]);
});

test("a default and a label may stand in an input's schema; the input's own go before them", () => {
  const schema = { type: "integer", default: 4, title: "How many" };
  const inputs = [
    { name: "views", type: "number", required: true, value_schema: schema },
    {
      name: "frames",
      display_name: "Frames",
      type: "number",
      required: true,
      value_schema: schema,
      default: 0,
    },
    { name: "depth", type: "number", required: true, value_schema: { title: 7 } },
  ];
  const workflow = { name: "W", description: "", created_at: "2026-01-01T00:00:00Z", outputs: null };
  const page = wireWorkflowPage.parse({
    workflows: [{ ...workflow, workflow_id: "w1", inputs }],
    pagination,
  });
  expect(page.workflows[0]?.inputs.map(({ label, defaultValue }) => [label, defaultValue])).toEqual([
    ["How many", 4],
    ["Frames", 0],
    ["depth", null],
  ]);
});

import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Model, ModelQuery, ModelSummary } from "@/lib/domain/model";
import type { ModelRequest, Parameters } from "@/lib/domain/request";
import type { RunAddress, RunState } from "@/lib/domain/run";
import { type Sandbox, startSandbox } from "../../sandbox/sandbox";
import { createLayerClient, type LayerClient } from "./layer-client";

const everything: ModelQuery = { search: "", modality: null, capabilities: [] };

let sandbox: Sandbox;
let layer: LayerClient;
let token: string;
let workspaceId: string;

beforeAll(async () => {
  sandbox = await startSandbox();
  layer = createLayerClient({ baseUrl: sandbox.apiUrl });
});

afterAll(async () => {
  await sandbox.close();
  await layer.close();
});

async function control(path: string, body: unknown): Promise<Record<string, string>> {
  const response = await fetch(`${sandbox.controlUrl}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(response.ok).toBe(true);
  return (await response.json()) as Record<string, string>;
}

beforeEach(async () => {
  const fresh = await control("/workspaces", { name: "Proving Ground", balance: 500 });
  token = fresh["token"] ?? "";
  workspaceId = fresh["workspaceId"] ?? "";
});

function requestOf(modelId: string, parameters: Parameters = {}): ModelRequest {
  return {
    kind: "model",
    modelId,
    parameters: { prompt: "a brass key", width: 512, height: 512, batchSize: 1, ...parameters },
    references: [],
    mask: null,
    sessionName: null,
  };
}

async function testCard(name: string): Promise<ModelSummary> {
  const { models } = await layer.listModels(token, workspaceId, { ...everything, search: name, limit: 100 });
  const found = models.find((model) => model.name === `Test card: ${name}`);
  expect(found).toBeDefined();
  return found as ModelSummary;
}

async function runCard(name: string): Promise<RunAddress> {
  const card = await testCard(name);
  const { runId } = await layer.start(token, workspaceId, requestOf(card.id));
  return { kind: "model", sourceId: card.id, runId };
}

/** The run's end. The clock is moved on, but files take real time to draw. */
async function endOf(run: RunAddress): Promise<RunState> {
  await control("/clock", { advanceMs: 60_000 });
  return await vi.waitFor(
    async () => {
      const state = await layer.readRun(token, workspaceId, run);
      expect(state.status).not.toBe("running");
      return state;
    },
    { timeout: 15_000, interval: 50 },
  );
}

test("a token's workspaces come page by page, each once", async () => {
  const all: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await layer.listWorkspaces(sandbox.tokens.agency, { cursor, limit: 50 });
    all.push(...page.workspaces.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== null);

  expect(all.length).toBeGreaterThan(100);
  expect(new Set(all).size).toBe(all.length);
});

test("a workspace tells its three amounts", async () => {
  expect(await layer.getWorkspace(token, workspaceId)).toEqual({
    id: workspaceId,
    slug: "proving-ground",
    name: "Proving Ground",
    balanceCreativeUnits: 500,
    reservedCreativeUnits: 0,
    availableCreativeUnits: 500,
  });
});

test("someone else's workspace is not found", async () => {
  await expect(layer.getWorkspace(sandbox.tokens.lowBalance, workspaceId)).rejects.toMatchObject({
    code: "not_found",
    layerCode: "WORKSPACE_NOT_FOUND",
  });
});

test("models are filtered by kind and by what they can do, in Layer's own spelling", async () => {
  const meshes = await layer.listModels(token, workspaceId, {
    search: "",
    modality: "threeD",
    capabilities: ["textTo3d"],
    limit: 100,
  });

  expect(meshes.models.length).toBeGreaterThan(1);
  expect(meshes.models.map(({ modality }) => modality)).toEqual(meshes.models.map(() => "threeD"));
  expect(meshes.totalCount).toBe(meshes.models.length);
});

test("every capability filter means something to Layer", async () => {
  const { totalCount } = await layer.listModels(token, workspaceId, everything);
  const filters = [
    "supportsReferenceImages",
    "inpainting",
    "outpainting",
    "generateAudio",
    "textTo3d",
    "imageTo3d",
    "textToSpeech",
    "soundEffect",
  ] as const;

  const counts = await Promise.all(
    filters.map(
      async (filter) =>
        (await layer.listModels(token, workspaceId, { ...everything, capabilities: [filter] })).totalCount,
    ),
  );

  expect(counts).not.toContain(0);
  expect(counts).not.toContain(totalCount);
});

test("a model is read with its capabilities in our words", async () => {
  const { models } = await layer.listModels(token, workspaceId, {
    search: "",
    modality: "image",
    capabilities: ["inpainting", "supportsReferenceImages"],
  });
  const details = await Promise.all(models.map(({ id }) => layer.getModel(token, workspaceId, id)));

  expect(details.length).toBeGreaterThan(0);
  expect(details.map(({ capabilities }) => capabilities.inpainting)).toEqual(details.map(() => true));
  expect(details.flatMap(({ capabilities }) => capabilities.referenceRoles)).toContain("init");
  expect(details.map(({ id, name }) => ({ id, name }))).toEqual(models.map(({ id, name }) => ({ id, name })));
});

test("words that no contract knows are kept and shown", async () => {
  const card = await testCard("unknown values and nulls");
  const model: Model = await layer.getModel(token, workspaceId, card.id);

  expect(card.modality).toBe("hologram");
  expect(model.capabilities.sessionModes).toContain("create_hologram");
  expect(model.capabilities.referenceRoles).toContain("scent");
});

test("an estimate prices what is asked and spends nothing", async () => {
  const card = await testCard("instant");

  const one = await layer.estimate(token, workspaceId, requestOf(card.id));
  const sixteen = await layer.estimate(token, workspaceId, requestOf(card.id, { batchSize: 16 }));

  expect(one).toEqual({
    priceCreativeUnits: 1,
    availableCreativeUnits: 500,
    remainingCreativeUnits: 499,
    isAffordable: true,
    outputs: [],
  });
  expect(sixteen.priceCreativeUnits).toBe(16);
  expect(await layer.getWorkspace(token, workspaceId)).toMatchObject({ balanceCreativeUnits: 500 });
});

test("a run starts, reserves, completes with its files and is charged", async () => {
  const card = await testCard("instant");

  const started = await layer.start(token, workspaceId, {
    ...requestOf(card.id, { batchSize: 2, width: 530, seed: 7 }),
    sessionName: "Keys",
  });
  const state = await endOf({ kind: "model", sourceId: card.id, runId: started.runId });

  expect(started).toMatchObject({ estimateCreativeUnits: 2, sessionId: expect.any(String) });
  expect(started.normalized).toMatchObject({ batchSize: 2 });
  expect(Object.values(started.normalized)).not.toContain(undefined);
  expect(state).toMatchObject({
    status: "complete",
    chargeCreativeUnits: 2,
    completedAt: expect.stringMatching(/^\d{4}-.*Z$/),
    assets: [
      { position: 0, contentType: expect.stringMatching(/^image\//) },
      { position: 1, url: expect.stringContaining(sandbox.mediaOrigin) },
    ],
  });
  expect(await layer.getWorkspace(token, workspaceId)).toMatchObject({ balanceCreativeUnits: 498 });
});

test("a run that fails says why", async () => {
  expect(await endOf(await runCard("fails"))).toMatchObject({
    status: "failed",
    error: expect.stringContaining("ran out of memory"),
    errorCode: "GENERATION_FAILED",
    chargeCreativeUnits: null,
  });
});

test("a run that is deleted ends", async () => {
  expect(await endOf(await runCard("deleted while running"))).toMatchObject({ status: "deleted" });
});

test("a run that completes without files is complete", async () => {
  expect(await endOf(await runCard("completes without outputs"))).toMatchObject({
    status: "complete",
    assets: [],
  });
});

test("a run with unknown statuses, capitals and nulls is followed to its end", async () => {
  const run = await runCard("unknown values and nulls");

  expect(await layer.readRun(token, workspaceId, run)).toMatchObject({ status: "running" });
  expect(await endOf(run)).toMatchObject({
    status: "complete",
    chargeCreativeUnits: null,
    assets: [{ previewUrl: null, widthPixels: null, sizeBytes: null }],
  });
});

test("a throttled start certainly has not run and says how long to wait", async () => {
  await expect(runCard("throttled")).rejects.toMatchObject({
    code: "too_many_running",
    retryAfterSeconds: 2,
    mayHaveRun: false,
  });
});

test("a start beyond the balance certainly has not run", async () => {
  await expect(runCard("costs more than the balance")).rejects.toMatchObject({
    code: "not_enough_creative_units",
    mayHaveRun: false,
  });
});

test("a start whose answer is lost has run once and is not repeated", async () => {
  const card = await testCard("slow");
  await control("/faults", { match: { path: "/inferences$", token }, fault: { reset: "after" } });

  await expect(layer.start(token, workspaceId, requestOf(card.id))).rejects.toMatchObject({
    code: "layer_unreachable",
    mayHaveRun: true,
  });

  expect(await layer.getWorkspace(token, workspaceId)).toMatchObject({ reservedCreativeUnits: 1 });
});

test("a start that is reset before Layer acted has not run, and still counts as unknown", async () => {
  const card = await testCard("slow");
  await control("/faults", { match: { path: "/inferences$", token }, fault: { reset: "before" } });

  await expect(layer.start(token, workspaceId, requestOf(card.id))).rejects.toMatchObject({
    mayHaveRun: true,
  });

  expect(await layer.getWorkspace(token, workspaceId)).toMatchObject({ reservedCreativeUnits: 0 });
});

test("a workflow is listed with its form, priced, run and followed step by step", async () => {
  const { workflows } = await layer.listWorkflows(token, workspaceId, { search: "icon" });
  const [icons] = workflows;
  const workflowId = icons?.id ?? "";
  const request = {
    kind: "workflow" as const,
    workflowId,
    inputs: { items: ["sword", "shield"] },
    sessionName: null,
  };

  const estimate = await layer.estimate(token, workspaceId, request);
  const { runId, estimateCreativeUnits } = await layer.start(token, workspaceId, request);
  const run: RunAddress = { kind: "workflow", sourceId: workflowId, runId };
  const early = await layer.readRun(token, workspaceId, run);
  const end = await endOf(run);

  expect(icons?.inputs.map(({ isRequired }) => isRequired)).toContain(true);
  expect(estimate.outputs.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(1);
  expect(estimateCreativeUnits).toBe(estimate.priceCreativeUnits);
  expect(early).toMatchObject({ status: "running", steps: expect.arrayContaining([expect.anything()]) });
  expect(end).toMatchObject({ status: "complete", chargeCreativeUnits: estimate.priceCreativeUnits });
  expect(end.steps.map(({ status }) => status)).toEqual(end.steps.map(() => "success"));
});

test("an upload's address comes with its file id", async () => {
  const address = await layer.requestUploadUrl(token, workspaceId, {
    name: "key.png",
    contentType: "image/png",
    sizeBytes: 12,
  });

  expect(address).toEqual({
    fileId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    uploadUrl: expect.stringContaining(sandbox.storageOrigin),
    contentType: "image/png",
  });
});

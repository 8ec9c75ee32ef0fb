import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "./sandbox";

// Where the published contract lies beside a checkout. It is not ours to keep a copy of.
const contractPath = fileURLToPath(new URL("../../shared/contract/layer-openapi.json", import.meta.url));
const hasContract = existsSync(contractPath);

interface Contract {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, JsonSchema> };
}

interface Operation {
  operationId: string;
  requestBody?: { content: Record<string, { schema: { $ref: string } }> };
  responses: Record<string, { content: Record<string, { schema: JsonSchema }> }>;
}

interface JsonSchema {
  $ref?: string;
  type?: string;
  enum?: string[];
  anyOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  additionalProperties?: boolean;
  required?: string[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  maxLength?: number;
  maxItems?: number;
}

const contract: Contract | null = hasContract ? JSON.parse(readFileSync(contractPath, "utf8")) : null;

if (!hasContract) {
  process.stderr.write(
    `\nWARNING: no Layer contract at ${contractPath}.\n` +
      "WARNING: the sandbox's answers are NOT held against the contract in this run; only its behaviour is tested.\n\n",
  );
}

/** The contract with every described object closed, so that a misspelt optional field cannot pass as an extra. */
function closed(schema: JsonSchema): JsonSchema {
  const copy = { ...schema };
  if (copy.properties !== undefined) {
    copy.properties = Object.fromEntries(
      Object.entries(copy.properties).map(([name, property]) => [name, closed(property)]),
    );
    copy.additionalProperties = false;
  }
  if (copy.items !== undefined) copy.items = closed(copy.items);
  if (copy.anyOf !== undefined) copy.anyOf = copy.anyOf.map(closed);
  return copy;
}

const ajv = new Ajv2020({ allErrors: true, strict: false });
addFormats.default(ajv);
if (contract !== null) {
  const schemas = Object.entries(contract.components.schemas).map(([name, schema]) => [name, closed(schema)]);
  ajv.addSchema({ $id: "contract", components: { schemas: Object.fromEntries(schemas) } });
}

const operations = Object.entries(contract?.paths ?? {}).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    operation,
    method: method.toUpperCase(),
    path: new RegExp(`^${path.replace(/\{\w+\}/g, "[^/]+")}$`),
  })),
);

const exercised = new Set<string>();

/** Holds one answer against the operation it came from: the status, the media type and the body. */
function judge(method: string, path: string, status: number, contentType: string, body: unknown): void {
  const found = operations.find((one) => one.method === method && one.path.test(path));
  expect(found, `${method} ${path} is an operation of the contract`).toBeDefined();
  const operation = found?.operation ?? { operationId: "", responses: {} };
  const declared = operation.responses[String(status)];
  expect(declared, `${operation.operationId} declares ${status}`).toBeDefined();
  const [mediaType = "", { schema } = { schema: {} }] = Object.entries(declared?.content ?? {})[0] ?? [];
  expect(contentType.split(";")[0]).toBe(mediaType);
  const validate = ajv.compile({ $ref: `contract${schema.$ref ?? ""}` });
  expect(validate(body) ? [] : validate.errors, `${method} ${path} answered ${JSON.stringify(body)}`).toEqual(
    [],
  );
  exercised.add(`${operation.operationId} ${status}`);
}

interface Answer<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ speed: 1_000 });
});

afterAll(async () => {
  await sandbox.close();
});

async function send<Body>(
  token: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer<Body>> {
  const response = await fetch(`${sandbox.apiUrl}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: typeof body === "string" || body === undefined ? (body ?? null) : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
}

/** A request whose answer is held against the contract. */
async function ask<Body>(token: string, method: string, path: string, body?: unknown): Promise<Answer<Body>> {
  const answer = await send<Body>(token, method, path, body);
  if (hasContract) {
    const pathname = `/v1${path.split("?")[0]}`;
    judge(method, pathname, answer.status, answer.headers.get("content-type") ?? "", answer.body);
  }
  return answer;
}

async function control<Body>(method: string, path: string, body?: unknown): Promise<Body> {
  const response = await fetch(`${sandbox.controlUrl}${path}`, {
    method,
    headers: { "content-type": "application/json" },
    body: body === undefined ? null : JSON.stringify(body),
  });
  expect(response.ok, `${method} ${path} → ${response.status}`).toBe(true);
  const text = await response.text();
  return (text === "" ? null : JSON.parse(text)) as Body;
}

interface Room {
  token: string;
  workspaceId: string;
  at: string;
}

/** A workspace of its own for one test, so that tests never see each other's money. */
async function room(order: object = {}): Promise<Room> {
  const made = await control<{ workspaceId: string; token: string }>("POST", "/workspaces", order);
  return { ...made, at: `/workspaces/${made.workspaceId}` };
}

interface Problem {
  type: string;
  status: number;
  detail: string;
}

interface ModelSummary {
  model_id: string;
  name: string;
  modality: string;
}

interface ModelDetail extends ModelSummary {
  capabilities: Record<string, unknown> & { guidance_file_types: string[]; session_modes: string[] };
}

interface Pagination {
  has_more_results: boolean;
  next_cursor: string | null;
  total_count: number;
}

interface Started {
  inference_id: string;
  status: string;
  estimated_price_creative_units: number;
  poll_interval_seconds: number;
  session_id: string | null;
  normalized_parameters: Record<string, number | null>;
}

interface Asset {
  file_id: string;
  url: string;
  content_type: string;
  width: number | null;
  height: number | null;
}

interface RunAnswer {
  status: string;
  completed_at: string | null;
  outputs: Asset[] | null;
  actual_price_creative_units: number | null;
  error: string | null;
  error_code: string | null;
  poll_interval_seconds: number | null;
}

interface WorkflowRunAnswer extends RunAnswer {
  steps: Array<{ name: string; status: string; error: string | null; error_code: string | null }>;
}

interface WorkspaceAnswer {
  workspace_id: string;
  balance_creative_units: number;
  reserved_creative_units: number;
  available_creative_units: number;
}

interface Estimate {
  estimated_price_creative_units: number;
  workspace_balance_creative_units: number;
  estimated_remaining_balance_creative_units: number;
  has_sufficient_creative_units: boolean;
}

const strangeName = "Test card: unknown values and nulls";

/** Pages to the end by the rule a client follows. The first page's answer is judged as any other. */
async function everyPage<Item>(
  token: string,
  path: string,
  key: string,
  query = "limit=100",
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const next: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const { body } = await send<Record<string, Item[]> & { pagination: Pagination }>(
      token,
      "GET",
      `${path}?${query}${next}`,
    );
    items.push(...(body[key] ?? []));
    cursor = body.pagination.has_more_results ? body.pagination.next_cursor : null;
  } while (cursor !== null);
  return items;
}

async function modelNamed(where: Room, name: string): Promise<string> {
  const { body } = await send<{ models: ModelSummary[] }>(
    where.token,
    "GET",
    `${where.at}/models?limit=100&search=${encodeURIComponent(name)}`,
  );
  const model = body.models.find((candidate) => candidate.name === name);
  expect(model, `a model named ${name}`).toBeDefined();
  return model?.model_id ?? "";
}

async function workflowNamed(where: Room, name: string): Promise<string> {
  const { body } = await ask<{ workflows: Array<{ workflow_id: string; name: string }> }>(
    where.token,
    "GET",
    `${where.at}/workflows?search=${encodeURIComponent(name)}`,
  );
  const workflow = body.workflows.find((candidate) => candidate.name === name);
  expect(workflow, `a workflow named ${name}`).toBeDefined();
  return workflow?.workflow_id ?? "";
}

const small = { prompt: "a copper lantern", width: 256, height: 256, batch_size: 1 };

async function run(where: Room, name: string, more: object = {}): Promise<Answer<Started>> {
  const modelId = await modelNamed(where, name);
  return ask<Started>(where.token, "POST", `${where.at}/inferences`, {
    model_id: modelId,
    ...small,
    ...more,
  });
}

async function finished(where: Room, inferenceId: string): Promise<RunAnswer> {
  let last: RunAnswer | undefined;
  await expect
    .poll(
      async () => {
        last = (await ask<RunAnswer>(where.token, "GET", `${where.at}/inferences/${inferenceId}`)).body;
        return last.status;
      },
      { timeout: 15_000, interval: 20 },
    )
    .not.toBe("in_progress");
  return last as RunAnswer;
}

async function finishedWorkflow(where: Room, workflowId: string, runId: string): Promise<WorkflowRunAnswer> {
  let last: WorkflowRunAnswer | undefined;
  await expect
    .poll(
      async () => {
        const path = `${where.at}/workflows/${workflowId}/runs/${runId}`;
        last = (await ask<WorkflowRunAnswer>(where.token, "GET", path)).body;
        return last.status;
      },
      { timeout: 15_000, interval: 20 },
    )
    .not.toMatch(/pending|running/);
  return last as WorkflowRunAnswer;
}

const moneyOf = async (where: Room): Promise<WorkspaceAnswer> =>
  (await ask<WorkspaceAnswer>(where.token, "GET", where.at)).body;

const nobody = "00000000-0000-4000-8000-000000000000";

describe("workspaces", () => {
  it("are listed to the end, each once, with a full agency's 130", async () => {
    const first = await ask<{ workspaces: WorkspaceAnswer[]; pagination: Pagination }>(
      sandbox.tokens.agency,
      "GET",
      "/workspaces",
    );
    expect(first.body.workspaces).toHaveLength(20);
    expect(first.body.pagination).toMatchObject({ has_more_results: true, total_count: 130 });
    const all = await everyPage<WorkspaceAnswer>(
      sandbox.tokens.agency,
      "/workspaces",
      "workspaces",
      "limit=37",
    );
    expect(new Set(all.map((workspace) => workspace.workspace_id)).size).toBe(130);
  });

  it("come most recently active first", async () => {
    const { body } = await ask<{ workspaces: Array<{ name: string }> }>(
      sandbox.tokens.artist,
      "GET",
      "/workspaces",
    );
    expect(body.workspaces.map((workspace) => workspace.name)).toEqual([
      "Emberfall Studio",
      "Nordlys Interactive",
    ]);
  });

  it("of others answer 404 as missing ones do", async () => {
    const where = await room();
    const others = await ask<Problem>(sandbox.tokens.artist, "GET", where.at);
    const missing = await ask<Problem>(sandbox.tokens.artist, "GET", `/workspaces/${nobody}`);
    expect([others.status, missing.status]).toEqual([404, 404]);
    expect(missing.body.type).toBe("https://api.layer.ai/errors/WORKSPACE_NOT_FOUND");
  });
});

describe("tokens", () => {
  it("that are revoked, unknown or missing answer 401 on every operation", async () => {
    const at = `/workspaces/${nobody}`;
    const requests: ReadonlyArray<readonly [string, string]> = [
      ["GET", "/workspaces"],
      ["GET", at],
      ["GET", `${at}/models`],
      ["GET", `${at}/models/${nobody}`],
      ["GET", `${at}/workflows`],
      ["POST", `${at}/workflows/${nobody}/estimate`],
      ["POST", `${at}/workflows/${nobody}/runs`],
      ["GET", `${at}/workflows/${nobody}/runs/${nobody}`],
      ["POST", `${at}/inferences/estimate`],
      ["POST", `${at}/inferences`],
      ["GET", `${at}/inferences/${nobody}`],
      ["POST", `${at}/files/upload-url`],
    ];
    for (const [method, path] of requests) {
      const body = method === "POST" ? {} : undefined;
      expect((await ask(sandbox.tokens.revoked, method, path, body)).status).toBe(401);
      expect((await ask("", method, path, body)).status).toBe(401);
    }
  });

  it("stop working the moment they are revoked", async () => {
    const where = await room();
    expect((await ask(where.token, "GET", where.at)).status).toBe(200);
    await control("DELETE", `/tokens/${where.token}`);
    expect((await ask(where.token, "GET", where.at)).status).toBe(401);
  });

  it("without the right to run may look and price, but not run or upload", async () => {
    const where = await room({ tokenRights: "read" });
    const modelId = await modelNamed(where, "Test card: instant");
    const workflowId = await workflowNamed(where, "Test card: instant workflow");
    const inputs = { prompt: "a key" };
    const post = async (path: string, body: object): Promise<number> =>
      (await ask(where.token, "POST", `${where.at}${path}`, body)).status;
    expect(await post("/inferences/estimate", { model_id: modelId })).toBe(200);
    expect(await post("/inferences", { model_id: modelId })).toBe(403);
    expect(await post(`/workflows/${workflowId}/estimate`, { inputs })).toBe(200);
    expect(await post(`/workflows/${workflowId}/runs`, { inputs })).toBe(403);
    expect(await post("/files/upload-url", { content_type: "image/png", file_size_bytes: 10 })).toBe(403);
  });
});

describe("lists", () => {
  it("refuse a limit outside 1 to 100 and a cursor nobody handed out", async () => {
    const where = await room();
    for (const path of ["/workspaces", `${where.at}/models`, `${where.at}/workflows`]) {
      for (const query of [
        "limit=0",
        "limit=101",
        "limit=-1",
        "limit=ten",
        "limit=",
        "cursor=MjA",
        "cursor=",
      ]) {
        const answer = await ask<Problem>(where.token, "GET", `${path}?${query}`);
        expect([path, query, answer.status]).toEqual([path, query, 422]);
        expect(answer.body.detail).toContain(query.split("=")[0]);
      }
      expect((await ask(where.token, "GET", `${path}?limit=1`)).status).toBe(200);
    }
  });

  it("refuse a cursor that came from other filters", async () => {
    const where = await room();
    const { body } = await ask<{ pagination: Pagination }>(
      where.token,
      "GET",
      `${where.at}/models?modality=image`,
    );
    const cursor = encodeURIComponent(body.pagination.next_cursor ?? "");
    const mixed = await ask(where.token, "GET", `${where.at}/models?modality=audio&cursor=${cursor}`);
    const same = await ask(where.token, "GET", `${where.at}/models?modality=image&limit=5&cursor=${cursor}`);
    expect([mixed.status, same.status]).toEqual([422, 200]);
  });

  it("validate every identifier as a UUID", async () => {
    const where = await room();
    for (const path of ["/workspaces/emberfall", `${where.at}/models/flux`, `${where.at}/inferences/7`]) {
      expect((await ask<Problem>(where.token, "GET", path)).status).toBe(422);
    }
  });
});

describe("models", () => {
  it("number at least 120, over five modalities, each with a detail the contract allows", async () => {
    const where = await room();
    const models = await everyPage<ModelSummary>(where.token, `${where.at}/models`, "models");
    const plain = models.filter((model) => model.name !== strangeName);
    expect(plain.length).toBeGreaterThanOrEqual(120);
    expect(new Set(plain.map((model) => model.modality))).toEqual(
      new Set(["image", "video", "three_d", "audio", "text"]),
    );
    expect(new Set(models.map((model) => model.model_id)).size).toBe(models.length);
    expect(new Set(models.map((model) => model.name)).size).toBe(models.length);
    for (const model of plain) {
      const detail = await ask<{ model: ModelDetail }>(
        where.token,
        "GET",
        `${where.at}/models/${model.model_id}`,
      );
      expect(detail.body.model).toMatchObject(model);
      expect(Object.keys(detail.body.model.capabilities)).toHaveLength(16);
    }
  });

  it("agree, filter by filter, with their own capabilities", async () => {
    const where = await room();
    const is =
      (flag: string) =>
      (model: ModelDetail): boolean =>
        model.capabilities[flag] === true;
    const takes =
      (...roles: string[]) =>
      (model: ModelDetail): boolean =>
        model.capabilities.guidance_file_types.some((role) => roles.includes(role));
    const makes3d = (model: ModelDetail): boolean => model.capabilities.session_modes.includes("create_3_d");
    const expectations: Record<string, (model: ModelDetail) => boolean> = {
      supports_reference_images: takes(
        "reference_image",
        "editing_reference",
        "prompt",
        "element_reference_image",
      ),
      inpainting: is("inpainting"),
      outpainting: is("outpainting"),
      generate_audio: is("generate_audio"),
      text_to_3d: (model) => makes3d(model) && is("text_prompt")(model),
      image_to_3d: (model) => makes3d(model) && takes("reference_image", "init")(model),
      text_to_speech: is("text_to_speech"),
      sound_effect: is("sound_effect"),
    };
    const all = await everyPage<ModelSummary>(where.token, `${where.at}/models`, "models");
    const details = await Promise.all(
      all.map(
        async ({ model_id }) =>
          (await send<{ model: ModelDetail }>(where.token, "GET", `${where.at}/models/${model_id}`)).body
            .model,
      ),
    );
    for (const [filter, holds] of Object.entries(expectations)) {
      for (const wanted of [true, false]) {
        const found = await everyPage<ModelSummary>(
          where.token,
          `${where.at}/models`,
          "models",
          `limit=100&${filter}=${wanted}`,
        );
        const expected = details.filter((model) => holds(model) === wanted).map((model) => model.name);
        expect([filter, wanted, found.map((model) => model.name)]).toEqual([filter, wanted, expected]);
        expect(found.length).toBeGreaterThan(0);
      }
    }
  });

  it("are searched by every word, in name and description, within a modality", async () => {
    const where = await room();
    const { body } = await ask<{ models: ModelSummary[] }>(
      where.token,
      "GET",
      `${where.at}/models?search=TILES%20isometric&modality=image`,
    );
    expect(body.models.map((model) => model.name)).toContain("Isometric Tiles v3");
    const refused = await ask(where.token, "GET", `${where.at}/models?modality=hologram`);
    const notBoolean = await ask(where.token, "GET", `${where.at}/models?inpainting=maybe`);
    expect([refused.status, notBoolean.status]).toEqual([422, 422]);
  });

  it("trained by one studio are unknown in another's workspace", async () => {
    const where = await room();
    const search = `/models?search=${encodeURIComponent("Emberfall House Style")}`;
    const { body: mine } = await send<{ workspaces: WorkspaceAnswer[] }>(
      sandbox.tokens.artist,
      "GET",
      "/workspaces",
    );
    const emberfall = `/workspaces/${mine.workspaces[0]?.workspace_id}`;
    const found = await ask<{ models: ModelSummary[] }>(
      sandbox.tokens.artist,
      "GET",
      `${emberfall}${search}`,
    );
    const elsewhere = await ask<{ models: ModelSummary[] }>(where.token, "GET", `${where.at}${search}`);
    expect([found.body.models.length, elsewhere.body.models.length]).toEqual([1, 0]);
    const detail = await ask<Problem>(
      where.token,
      "GET",
      `${where.at}/models/${found.body.models[0]?.model_id}`,
    );
    expect(detail.body.type).toBe("https://api.layer.ai/errors/MODEL_NOT_FOUND");
  });

  it("can be made five thousand for tests of long lists", async () => {
    const where = await room({ extraModels: 5_000 });
    const models = await everyPage<ModelSummary>(where.token, `${where.at}/models`, "models");
    expect(models.length).toBeGreaterThan(5_000);
    expect(new Set(models.map((model) => model.model_id)).size).toBe(models.length);
  });
});

describe("estimates", () => {
  const priceFor = async (where: Room, name: string, more: object): Promise<number> => {
    const modelId = await modelNamed(where, name);
    const { body } = await ask<Estimate>(where.token, "POST", `${where.at}/inferences/estimate`, {
      model_id: modelId,
      ...more,
    });
    return body.estimated_price_creative_units;
  };

  it("price four outputs when no batch size is given", async () => {
    const where = await room();
    const four = await priceFor(where, "Flux 2 Pro", {});
    expect(four).toBe(await priceFor(where, "Flux 2 Pro", { batch_size: 4 }));
    expect(four).toBe(4 * (await priceFor(where, "Flux 2 Pro", { batch_size: 1 })));
  });

  it("rise with size, steps, quality, duration, sound and upscaling", async () => {
    const where = await room();
    const dearer: ReadonlyArray<readonly [string, object, object]> = [
      ["Flux 2 Pro", { width: 1024, height: 1024 }, { width: 2048, height: 1024 }],
      ["Flux 2 Dev", { num_inference_steps: 20 }, { num_inference_steps: 40 }],
      ["GPT Image 1.5", { quality: "low" }, { quality: "high" }],
      ["Kling V3 Pro", { duration_seconds: 5 }, { duration_seconds: 10 }],
      ["Veo 3.1", {}, { generate_audio: true }],
      ["Crisp Upscale", { upscale_ratio: 2 }, { upscale_ratio: 4 }],
      ["Tripo V3", {}, { quad_mesh: true }],
      ["Recraft V4", {}, { vectorize: true }],
      ["Eleven V3", { prompt: "Hush." }, { prompt: "Hush. ".repeat(300) }],
    ];
    for (const [name, less, more] of dearer) {
      expect([name, await priceFor(where, name, less)]).not.toEqual([
        name,
        await priceFor(where, name, more),
      ]);
      expect(await priceFor(where, name, less)).toBeLessThan(await priceFor(where, name, more));
    }
  });

  it("price what will run, not what was asked: a batch of 16 on a model that makes 8 costs 8", async () => {
    const where = await room();
    expect(await priceFor(where, "Flux 2 Pro", { batch_size: 16 })).toBe(
      await priceFor(where, "Flux 2 Pro", { batch_size: 8 }),
    );
  });

  it("say what would be left, below zero too, and whether it suffices", async () => {
    const where = await room({ balance: 3 });
    const modelId = await modelNamed(where, "Flux 2 Pro");
    const { body } = await ask<Estimate>(where.token, "POST", `${where.at}/inferences/estimate`, {
      model_id: modelId,
    });
    expect(body).toEqual({
      estimated_price_creative_units: 16,
      workspace_balance_creative_units: 3,
      estimated_remaining_balance_creative_units: -13,
      has_sufficient_creative_units: false,
    });
  });

  it("ignore unknown keys, a nested parameters object, and the fields only a run takes", async () => {
    const where = await room();
    expect(
      await priceFor(where, "Flux 2 Pro", {
        parameters: { batch_size: 1, prompt: "ignored" },
        aspect_ratio: "16:9",
        seed: "not looked at",
        guidance_files: "neither",
      }),
    ).toBe(16);
  });
});

/** One value just outside each bound the contract states for a body's property. */
function outsideValues(schema: JsonSchema): unknown[] {
  const options = schema.anyOf ?? [schema];
  const isNullable = options.some((option) => option.type === "null");
  const outside = options.flatMap((option): unknown[] => [
    ...(option.minimum === undefined ? [] : [option.minimum - 1]),
    ...(option.maximum === undefined ? [] : [option.maximum + 1]),
    ...(option.exclusiveMinimum === undefined ? [] : [option.exclusiveMinimum]),
    ...(option.maxLength === undefined ? [] : ["x".repeat(option.maxLength + 1)]),
    ...(option.enum === undefined ? [] : ["of_no_known_kind"]),
    ...(option.type === "integer" ? [1.5] : []),
    ...(option.type === "boolean" ? [7] : []),
    ...(option.type === "string" ? [7] : []),
    ...(option.type === "array" ? ["not a list"] : []),
  ]);
  return isNullable ? outside : [...outside, null];
}

const bodyProperties = (name: string): Array<[string, JsonSchema]> =>
  Object.entries(contract?.components.schemas[name]?.properties ?? {});

describe.skipIf(!hasContract)("request bodies, held against the contract", () => {
  it.each([
    ["EstimateInferencePriceRequest", "/inferences/estimate"],
    ["ExecuteInferenceRequest", "/inferences"],
  ])("%s: every stated bound is enforced with a 422 that names the field", async (schemaName, path) => {
    const where = await room({ concurrentRuns: 10_000, balance: 1_000_000 });
    const modelId = await modelNamed(where, "Test card: instant");
    const properties = bodyProperties(schemaName);
    expect(properties.length).toBeGreaterThan(30);
    for (const [name, schema] of properties) {
      for (const value of outsideValues(schema)) {
        const answer = await ask<Problem>(where.token, "POST", `${where.at}${path}`, {
          model_id: modelId,
          [name]: value,
        });
        expect([name, value, answer.status]).toEqual([name, value, 422]);
        expect(answer.body.detail).toContain(name);
      }
    }
    expect((await moneyOf(where)).reserved_creative_units).toBe(0);
  });

  it("accept null wherever the contract allows it, and the extremes of every range", async () => {
    const where = await room();
    const modelId = await modelNamed(where, "Test card: instant");
    for (const [name, schema] of bodyProperties("EstimateInferencePriceRequest")) {
      const inside = (schema.anyOf ?? [schema]).flatMap((option): unknown[] => [
        ...(option.type === "null" ? [null] : []),
        ...(option.minimum === undefined ? [] : [option.minimum]),
        ...(option.maximum === undefined ? [] : [option.maximum]),
        ...(option.enum ?? []),
        ...(option.maxLength === undefined ? [] : ["🗡".repeat(option.maxLength)]),
      ]);
      for (const value of inside) {
        const answer = await ask(where.token, "POST", `${where.at}/inferences/estimate`, {
          model_id: modelId,
          [name]: value,
        });
        expect([name, answer.status]).toEqual([name, 200]);
      }
    }
  });

  it("know every video effect and guidance role of the contract, and no other", async () => {
    const where = await room();
    const modelId = await modelNamed(where, "Test card: throttled");
    const effects = contract?.components.schemas.VideoEffectType?.enum ?? [];
    const roles = contract?.components.schemas.GuidanceFileType?.enum ?? [];
    const answerTo = async (body: object): Promise<number> =>
      (await ask(where.token, "POST", `${where.at}/inferences`, { model_id: modelId, ...body })).status;
    expect([effects.length, roles.length]).toEqual([91, 22]);
    expect(await answerTo({ video_effects: effects.map((type) => ({ type, weight: 100 })) })).toBe(429);
    expect(await answerTo({ video_effects: [{ type: "ORBIT_360" }] })).toBe(422);
    expect(await answerTo({ video_effects: [{ type: "arc", weight: 101 }] })).toBe(422);
    const guides = roles.map((type) => ({ type, file_id: nobody, weight: 1 }));
    expect(await answerTo({ guidance_files: guides.slice(0, 20) })).toBe(429);
    expect(await answerTo({ guidance_files: guides.slice(20) })).toBe(429);
    expect(await answerTo({ guidance_files: guides.slice(0, 21) })).toBe(422);
    expect(await answerTo({ guidance_files: [{ type: "init_image", file_id: nobody }] })).toBe(422);
    expect(await answerTo({ mask: { file_id: "nope" } })).toBe(422);
    expect(await answerTo({ mask: { edge_radius: null } })).toBe(422);
  });
});

describe("inferences", () => {
  it("answer 202 at once, then complete with outputs, a charge and a time", async () => {
    const where = await room();
    const started = await run(where, "Test card: instant", { batch_size: 2 });
    expect(started.status).toBe(202);
    expect(started.body).toMatchObject({ status: "in_progress", estimated_price_creative_units: 2 });
    const done = await finished(where, started.body.inference_id);
    expect(done).toMatchObject({ status: "complete", actual_price_creative_units: 2, error: null });
    expect(done.completed_at).not.toBeNull();
    expect(done.outputs).toHaveLength(2);
    const [asset] = done.outputs ?? [];
    expect(asset).toMatchObject({ width: 256, height: 256 });
    const file = await fetch(asset?.url ?? "");
    expect([file.status, file.headers.get("content-type")]).toEqual([200, asset?.content_type]);
  });

  it("hold the estimate while they run and charge the actual price when they complete", async () => {
    const where = await room({ balance: 100 });
    const started = await run(where, "Test card: slow", { batch_size: 3 });
    expect(await moneyOf(where)).toMatchObject({
      balance_creative_units: 100,
      reserved_creative_units: 3,
      available_creative_units: 97,
    });
    await control("POST", "/clock", { advanceMs: 41_000 });
    expect((await finished(where, started.body.inference_id)).status).toBe("complete");
    expect(await moneyOf(where)).toMatchObject({
      balance_creative_units: 97,
      reserved_creative_units: 0,
      available_creative_units: 97,
    });
  });

  it("of some models cost a little less than estimated", async () => {
    const where = await room({ balance: 100 });
    const started = await run(where, "SDXL 1.0", { width: 1024, height: 1024 });
    const done = await finished(where, started.body.inference_id);
    expect(done.actual_price_creative_units).toBeLessThan(started.body.estimated_price_creative_units);
    expect((await moneyOf(where)).balance_creative_units).toBe(100 - (done.actual_price_creative_units ?? 0));
  });

  it("that fail say why, charge nothing and release what they held", async () => {
    const where = await room({ balance: 50 });
    const started = await run(where, "Test card: fails");
    expect((await moneyOf(where)).reserved_creative_units).toBe(2);
    await control("POST", "/clock", { advanceMs: 1_000 });
    const done = await finished(where, started.body.inference_id);
    expect(done).toMatchObject({
      status: "failed",
      error_code: "GENERATION_FAILED",
      outputs: null,
      actual_price_creative_units: null,
    });
    expect(done.error).toContain("out of memory");
    expect(await moneyOf(where)).toMatchObject({ balance_creative_units: 50, reserved_creative_units: 0 });
  });

  it("that cost more than is available answer 402 and hold nothing", async () => {
    const where = await room({ balance: 5 });
    expect((await run(where, "Test card: slow", { batch_size: 4 })).status).toBe(202);
    const refused = await run(where, "Test card: instant", { batch_size: 2 });
    const card = await run(where, "Test card: costs more than the balance");
    expect([refused.status, card.status]).toEqual([402, 402]);
    expect((await moneyOf(where)).available_creative_units).toBe(1);
  });

  it("above five at once, a person and workspace, answer 429 with Retry-After", async () => {
    const where = await room();
    const colleague = await control<{ token: string }>("POST", "/tokens", {
      workspaceIds: [where.workspaceId],
    });
    for (let count = 0; count < 5; count += 1) {
      expect((await run(where, "Test card: slow")).status).toBe(202);
    }
    const sixth = await run(where, "Test card: slow");
    expect(sixth.status).toBe(429);
    expect(Number(sixth.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await run({ ...where, token: colleague.token }, "Test card: slow")).status).toBe(202);
    await control("POST", "/clock", { advanceMs: 41_000 });
    await expect.poll(async () => (await run(where, "Test card: slow")).status).toBe(202);
  });

  it("of the throttled card are always refused with Retry-After: 2", async () => {
    const where = await room();
    const refused = await run(where, "Test card: throttled");
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "2"]);
  });

  it("snap size, steps, duration and batch to what the model can do, and say so", async () => {
    const where = await room({ balance: 10_000 });
    const video = await run(where, "Kling V3 Turbo", {
      width: 1000,
      height: 600,
      duration_seconds: 7,
      fps: 60,
      batch_size: 9,
    });
    expect(video.body.normalized_parameters).toEqual({
      width: 1280,
      height: 720,
      batch_size: 4,
      num_inference_steps: null,
      guidance_scale: null,
      duration_seconds: 5,
      fps: 24,
    });
    const image = await run(where, "Flux 2 Dev", { width: 250, height: 301, num_inference_steps: 900 });
    expect(image.body.normalized_parameters).toMatchObject({
      width: 256,
      height: 304,
      num_inference_steps: 50,
      guidance_scale: 3.5,
    });
    const estimate = await ask<Estimate>(where.token, "POST", `${where.at}/inferences/estimate`, {
      model_id: await modelNamed(where, "Flux 2 Dev"),
      ...small,
      width: 250,
      height: 301,
      num_inference_steps: 900,
    });
    expect(estimate.body.estimated_price_creative_units).toBe(image.body.estimated_price_creative_units);
  });

  it("name the guidance file or mask whose bytes never arrived", async () => {
    const where = await room();
    const upload = await ask<{ file_id: string; upload_url: string }>(
      where.token,
      "POST",
      `${where.at}/files/upload-url`,
      { content_type: "image/png", file_size_bytes: 1_000, file_name: "pose.png" },
    );
    expect(upload.status).toBe(201);
    expect(new URL(upload.body.upload_url).origin).toBe(sandbox.storageOrigin);
    const fileId = upload.body.file_id;
    const guided = await run(where, "Test card: instant", {
      guidance_files: [{ file_id: fileId, type: "init" }],
    });
    const masked = await run(where, "Test card: instant", { mask: { file_id: fileId } });
    for (const refused of [guided, masked]) {
      expect(refused.status).toBe(422);
      expect(JSON.stringify(refused.body)).toContain(fileId);
      expect(JSON.stringify(refused.body)).toContain("INVALID_INPUTS");
    }
  });

  it("take an output as guidance without a new upload, and ignore roles the model does not know", async () => {
    const where = await room();
    const first = await finished(where, (await run(where, "Test card: instant")).body.inference_id);
    const fileId = first.outputs?.[0]?.file_id;
    const again = await run(where, "Test card: instant", {
      guidance_files: [
        { file_id: fileId, type: "init", weight: 0.4 },
        { file_id: fileId, type: "audio" },
      ],
    });
    expect((await finished(where, again.body.inference_id)).status).toBe("complete");
    const needy = await run(where, "Background Remover");
    expect(needy.status).toBe(422);
    const cut = await run(where, "Background Remover", {
      guidance_files: [{ file_id: fileId, type: "init" }],
    });
    expect((await finished(where, cut.body.inference_id)).outputs).toHaveLength(1);
  });

  it("are guided by a file that was uploaded in the two steps, and only in its own workspace", async () => {
    const where = await room();
    const drawn = await finished(where, (await run(where, "Test card: instant")).body.inference_id);
    const bytes = await (await fetch(drawn.outputs?.[0]?.url ?? "")).arrayBuffer();
    const upload = await ask<{ file_id: string; upload_url: string }>(
      where.token,
      "POST",
      `${where.at}/files/upload-url`,
      { content_type: "image/png", file_size_bytes: bytes.byteLength, file_name: "lantern.png" },
    );
    const session = await fetch(upload.body.upload_url, {
      method: "POST",
      headers: {
        "content-type": "image/png",
        "x-goog-resumable": "start",
        "x-goog-content-length-range": `0,${bytes.byteLength}`,
      },
    });
    expect(session.status).toBe(201);
    const stored = await fetch(session.headers.get("location") ?? "", {
      method: "PUT",
      headers: { "content-type": "image/png" },
      body: bytes,
    });
    expect(stored.status).toBe(200);
    const guidance = { guidance_files: [{ file_id: upload.body.file_id, type: "init" }] };
    const guided = await run(where, "Background Remover", guidance);
    expect((await finished(where, guided.body.inference_id)).status).toBe("complete");
    expect((await run(await room(), "Background Remover", guidance)).status).toBe(422);
  });

  it("of one session share its id; without a session name there is none", async () => {
    const where = await room();
    const one = await run(where, "Test card: instant", { session_name: "Lanterns" });
    const two = await run(where, "Test card: instant", { session_name: "Lanterns" });
    const none = await run(where, "Test card: instant");
    expect(one.body.session_id).toBe(two.body.session_id);
    expect([one.body.session_id === null, none.body.session_id]).toEqual([false, null]);
  });

  it("of the deleted card end as deleted and free; those of the empty card complete with nothing", async () => {
    const where = await room({ balance: 10 });
    const deleted = await run(where, "Test card: deleted while running");
    const empty = await run(where, "Test card: completes without outputs");
    await control("POST", "/clock", { advanceMs: 2_000 });
    expect(await finished(where, deleted.body.inference_id)).toMatchObject({
      status: "deleted",
      outputs: null,
    });
    expect(await finished(where, empty.body.inference_id)).toMatchObject({
      status: "complete",
      outputs: [],
      actual_price_creative_units: 1,
    });
    expect(await moneyOf(where)).toMatchObject({ balance_creative_units: 9, reserved_creative_units: 0 });
  });

  it("of the strange card speak as no contract foresees", async () => {
    const where = await room();
    const modelId = await modelNamed(where, strangeName);
    const detail = await send<{ model: ModelDetail }>(where.token, "GET", `${where.at}/models/${modelId}`);
    expect(detail.body.model.modality).toBe("hologram");
    const started = await send<Started>(where.token, "POST", `${where.at}/inferences`, {
      model_id: modelId,
      ...small,
    });
    expect(started.body.status).toBe("queued_by_scheduler");
    await control("POST", "/clock", { advanceMs: 2_000 });
    const path = `${where.at}/inferences/${started.body.inference_id}`;
    await expect
      .poll(async () => (await send<RunAnswer>(where.token, "GET", path)).body, { timeout: 15_000 })
      .toMatchObject({ status: "COMPLETED", outputs: [{ width: null, preview_url: null }] });
  });

  it("are unknown to other workspaces", async () => {
    const where = await room();
    const elsewhere = await room();
    const started = await run(where, "Test card: instant");
    const path = `/inferences/${started.body.inference_id}`;
    const answer = await ask<Problem>(elsewhere.token, "GET", `${elsewhere.at}${path}`);
    expect([answer.status, answer.body.type]).toEqual([404, "https://api.layer.ai/errors/RUN_NOT_FOUND"]);
  });

  it("refuse a body that is no JSON object", async () => {
    const where = await room();
    for (const body of ["", "{", "[]", "null", '"text"']) {
      expect((await ask(where.token, "POST", `${where.at}/inferences`, body)).status).toBe(422);
    }
  });
});

describe("workflows", () => {
  interface Workflow {
    workflow_id: string;
    name: string;
    inputs: Array<{ name: string; type: string; required: boolean; value_schema: { enum?: unknown[] } }>;
  }

  it("are at least six, with every kind of input", async () => {
    const where = await room();
    const { body } = await ask<{ workflows: Workflow[]; pagination: Pagination }>(
      where.token,
      "GET",
      `${where.at}/workflows?limit=100`,
    );
    expect(body.workflows.length).toBeGreaterThanOrEqual(6);
    expect(new Set(body.workflows.flatMap((workflow) => workflow.inputs.map((input) => input.type)))).toEqual(
      new Set(["string", "number", "boolean", "enum", "file", "prompt", "array", "object"]),
    );
  });

  it("price and count their outputs by their inputs", async () => {
    const where = await room();
    const workflowId = await workflowNamed(where, "Item icon set");
    const estimate = async (inputs: object) =>
      (
        await ask<Estimate & { output_counts: Array<{ output: { name: string }; count: number }> }>(
          where.token,
          "POST",
          `${where.at}/workflows/${workflowId}/estimate`,
          { inputs },
        )
      ).body;
    const plain = await estimate({ items: ["potion", "key"] });
    expect(plain.output_counts.map(({ output, count }) => [output.name, count])).toEqual([["icons", 2]]);
    const traced = await estimate({ items: ["potion", "key"], vector: true, unheard_of: 1 });
    expect(traced.output_counts.map(({ output, count }) => [output.name, count])).toEqual([
      ["icons", 2],
      ["vectors", 2],
    ]);
    expect(traced.estimated_price_creative_units).toBeGreaterThan(plain.estimated_price_creative_units);
  });

  it("run from pending to success, hold and charge, and hand out library objects", async () => {
    const where = await room({ balance: 10 });
    const workflowId = await workflowNamed(where, "Test card: instant workflow");
    const started = await ask<{ run_id: string; status: string; session_id: string | null }>(
      where.token,
      "POST",
      `${where.at}/workflows/${workflowId}/runs`,
      { inputs: { prompt: "a brass key" }, session_name: "Keys" },
    );
    expect([started.status, started.body.status]).toEqual([202, "pending"]);
    expect(started.body.session_id).not.toBeNull();
    const done = await finishedWorkflow(where, workflowId, started.body.run_id);
    expect(done).toMatchObject({ status: "success", actual_price_creative_units: 3, error: null });
    expect(done.steps.map((step) => step.status)).toEqual(["success", "success", "success"]);
    expect(done.outputs).toMatchObject([{ object_type: "file" }]);
    expect((await moneyOf(where)).balance_creative_units).toBe(7);
  });

  it("of the studio all end in success, with the outputs their estimate counted", async () => {
    const where = await room({ balance: 10_000, concurrentRuns: 50 });
    const picture = await finished(where, (await run(where, "Test card: instant")).body.inference_id);
    const file = picture.outputs?.[0]?.file_id;
    const orders: ReadonlyArray<readonly [string, object]> = [
      ["Character turnaround", { character: "a salt knight", views: 2, reference: file }],
      ["Item icon set", { items: ["potion"], size: "256", vector: true }],
      ["Seamless tileset", { biome: "ash desert", variations: 1 }],
      ["Key art to trailer shot", { key_art: file, seconds: 3 }],
      ["Prop from concept", { prop: "an oak chest" }],
      ["Character barks", { lines: ["Who goes there?"] }],
      ["Quest card", { idea: "The lighthouse went dark." }],
      ["Storyboard", { shots: [{ caption: "The gate opens", camera: "wide" }], look: { grain: 0.2 } }],
    ];
    for (const [name, inputs] of orders) {
      const workflowId = await workflowNamed(where, name);
      const at = `${where.at}/workflows/${workflowId}`;
      const priced = await ask<{ output_counts: Array<{ count: number }> }>(
        where.token,
        "POST",
        `${at}/estimate`,
        {
          inputs,
        },
      );
      const started = await ask<{ run_id: string }>(where.token, "POST", `${at}/runs`, { inputs });
      const done = await finishedWorkflow(where, workflowId, started.body.run_id);
      expect([name, done.status, done.error]).toEqual([name, "success", null]);
      const counted = priced.body.output_counts.reduce((sum, { count }) => sum + count, 0);
      expect(done.outputs).toHaveLength(counted);
    }
  }, 60_000);

  it("that fail name the step; that are cancelled leave the rest undone; neither is charged", async () => {
    const where = await room({ balance: 10 });
    const start = async (name: string): Promise<[string, string]> => {
      const workflowId = await workflowNamed(where, name);
      const started = await ask<{ run_id: string }>(
        where.token,
        "POST",
        `${where.at}/workflows/${workflowId}/runs`,
        { inputs: { prompt: "a key" } },
      );
      return [workflowId, started.body.run_id];
    };
    const failing = await start("Test card: workflow fails in its second step");
    const cancelled = await start("Test card: workflow is cancelled");
    await control("POST", "/clock", { advanceMs: 3_000 });
    const failure = await finishedWorkflow(where, ...failing);
    expect(failure).toMatchObject({ status: "failure", error_code: "STEP_FAILED", outputs: null });
    expect(failure.steps.map((step) => step.status)).toEqual(["success", "failure", "pending"]);
    expect(failure.steps[1]?.error).toBe(failure.error);
    const ended = await finishedWorkflow(where, ...cancelled);
    expect(ended.status).toBe("cancelled");
    expect(ended.steps.map((step) => step.status)).toEqual(["success", "cancelled", "cancelled"]);
    expect(await moneyOf(where)).toMatchObject({ balance_creative_units: 10, reserved_creative_units: 0 });
  });

  it("end as was planned for the workspace, whichever workflow it is, and once", async () => {
    const where = await room({ balance: 100 });
    const workflowId = await workflowNamed(where, "Quest card");
    const run = async () => {
      const at = `${where.at}/workflows/${workflowId}/runs`;
      const { body } = await ask<{ run_id: string }>(where.token, "POST", at, { inputs: { idea: "a key" } });
      await control("POST", "/clock", { advanceMs: 20_000 });
      return await finishedWorkflow(where, workflowId, body.run_id);
    };
    const { workspaceId } = where;
    await control("POST", "/ends", { workspaceId, end: { kind: "fails", inStep: 1, error: "No paint." } });
    await control("POST", "/ends", { workspaceId, end: { kind: "cancelled", inStep: 0 } });
    const failure = await run();
    expect(failure).toMatchObject({ status: "failure", error: "No paint.", outputs: null });
    expect(failure.steps.map((step) => step.status)).toEqual(["success", "failure"]);
    expect((await run()).steps.map((step) => step.status)).toEqual(["cancelled", "cancelled"]);
    expect((await run()).status).toBe("success");
  }, 60_000);

  it("move through their steps as time passes", async () => {
    const where = await room();
    const workflowId = await workflowNamed(where, "Test card: slow workflow");
    const at = `${where.at}/workflows/${workflowId}/runs`;
    const started = await ask<{ run_id: string }>(where.token, "POST", at, { inputs: { prompt: "a key" } });
    const look = async (): Promise<string[]> =>
      (await ask<WorkflowRunAnswer>(where.token, "GET", `${at}/${started.body.run_id}`)).body.steps.map(
        (step) => step.status,
      );
    expect(await look()).toEqual(["pending", "pending", "pending"]);
    await control("POST", "/clock", { advanceMs: 15_000 });
    expect(await look()).toEqual(["success", "running", "pending"]);
  });

  it("refuse inputs that are missing, of the wrong kind or outside their schema, and name them", async () => {
    const where = await room();
    const turnaround = await workflowNamed(where, "Character turnaround");
    const bad: ReadonlyArray<readonly [object, string]> = [
      [{}, "character"],
      [{ character: "" }, "character"],
      [{ character: "a knight", views: 99 }, "views"],
      [{ character: "a knight", views: "four" }, "views"],
      [{ character: "a knight", look: "oil" }, "look"],
      [{ character: "a knight", transparent: "yes" }, "transparent"],
      [{ character: "a knight", reference: "not-an-id" }, "reference"],
      [{ character: "a knight", reference: nobody }, nobody],
    ];
    for (const [inputs, named] of bad) {
      const answer = await ask<Problem>(where.token, "POST", `${where.at}/workflows/${turnaround}/runs`, {
        inputs,
      });
      expect([named, answer.status]).toEqual([named, 422]);
      expect(answer.body.detail).toContain(named);
    }
    const missing = await ask(where.token, "POST", `${where.at}/workflows/${turnaround}/estimate`, {});
    const unknown = await ask<Problem>(where.token, "POST", `${where.at}/workflows/${nobody}/runs`, {
      inputs: {},
    });
    const noSession = await ask(where.token, "POST", `${where.at}/workflows/${turnaround}/runs`, {
      inputs: { character: "a knight" },
      session_id: nobody,
    });
    expect([missing.status, unknown.status, noSession.status]).toEqual([422, 404, 422]);
  });

  it("that cost too much answer 402", async () => {
    const where = await room({ balance: 1 });
    const workflowId = await workflowNamed(where, "Character turnaround");
    const answer = await ask(where.token, "POST", `${where.at}/workflows/${workflowId}/runs`, {
      inputs: { character: "a knight" },
    });
    expect(answer.status).toBe(402);
  });
});

describe("upload addresses", () => {
  it("are given for six kinds of file up to 64 MB, and only in the caller's workspaces", async () => {
    const where = await room();
    const ask4 = async (body: object, at = where.at): Promise<number> =>
      (await ask(where.token, "POST", `${at}/files/upload-url`, body)).status;
    for (const type of ["image/jpeg", "image/png", "image/webp", "video/mp4", "audio/mpeg", "audio/wav"]) {
      expect(await ask4({ content_type: type, file_size_bytes: 67_108_864 })).toBe(201);
    }
    expect(await ask4({ content_type: "image/gif", file_size_bytes: 10 })).toBe(422);
    expect(await ask4({ content_type: "image/png", file_size_bytes: 67_108_865 })).toBe(422);
    expect(await ask4({ content_type: "image/png", file_size_bytes: 0 })).toBe(422);
    expect(await ask4({ content_type: "image/png" })).toBe(422);
    const elsewhere = await room();
    expect(await ask4({ content_type: "image/png", file_size_bytes: 10 }, elsewhere.at)).toBe(403);
  });
});

describe("the sandbox's addresses", () => {
  it("answer on both loopback addresses, whichever localhost resolves to", async () => {
    const { port } = new URL(sandbox.apiUrl);
    for (const host of ["localhost", "127.0.0.1"]) {
      expect((await fetch(`http://${host}:${port}/_control`)).status).toBe(200);
    }
  });
});

describe("paths outside the contract", () => {
  it("answer 404, and known paths with another method 405, as problems", async () => {
    const where = await room();
    const list = await send<Problem>(where.token, "GET", `${where.at}/inferences`);
    const cancel = await send<Problem>(where.token, "DELETE", `${where.at}/inferences/${nobody}`);
    const nothing = await send<Problem>(where.token, "GET", "/users/me");
    expect([list.status, cancel.status, nothing.status]).toEqual([405, 405, 404]);
    expect([list.headers.get("allow"), cancel.headers.get("allow")]).toEqual(["POST", "GET"]);
    expect(nothing.headers.get("content-type")).toBe("application/problem+json");
    expect(nothing.body).toMatchObject({ type: "https://api.layer.ai/errors/NOT_FOUND", status: 404 });
  });
});

describe("planned faults", () => {
  const execute = async (where: Room): Promise<Answer<Started>> =>
    send<Started>(where.token, "POST", `${where.at}/inferences`, {
      model_id: await modelNamed(where, "Test card: slow"),
      ...small,
    });
  const plan = (where: Room, fault: object, times = 1): Promise<unknown> =>
    control("POST", "/faults", {
      match: { token: where.token, method: "POST", path: "/inferences$" },
      times,
      fault,
    });
  const reservedIn = async (where: Room): Promise<number> => (await moneyOf(where)).reserved_creative_units;

  it.each([401, 402, 403, 404, 422, 429, 500])(
    "answer %i as Layer would, and start nothing",
    async (status) => {
      const where = await room();
      await plan(where, { status, headers: { "retry-after": "1" } });
      const answer = await ask<Problem>(where.token, "POST", `${where.at}/inferences`, {
        model_id: await modelNamed(where, "Test card: slow"),
      });
      expect([answer.status, answer.headers.get("retry-after")]).toEqual([status, "1"]);
      expect(await reservedIn(where)).toBe(0);
    },
  );

  it("cut the connection before or after the run began", async () => {
    const where = await room();
    await plan(where, { reset: "before" });
    await expect(execute(where)).rejects.toThrow("fetch failed");
    expect(await reservedIn(where)).toBe(0);
    await plan(where, { reset: "after" });
    await expect(execute(where)).rejects.toThrow("fetch failed");
    expect(await reservedIn(where)).toBe(1);
  });

  it("break the JSON or keep silent after the run began", async () => {
    const where = await room();
    await plan(where, { malformed: true });
    await expect(execute(where)).rejects.toThrow(SyntaxError);
    expect(await reservedIn(where)).toBe(1);
    await plan(where, { silenceMs: 60_000 });
    const modelId = await modelNamed(where, "Test card: slow");
    const silent = fetch(`${sandbox.apiUrl}${where.at}/inferences`, {
      method: "POST",
      headers: { authorization: `Bearer ${where.token}`, "content-type": "application/json" },
      body: JSON.stringify({ model_id: modelId, ...small }),
      signal: AbortSignal.timeout(500),
    });
    await expect(silent).rejects.toThrow(/timeout/i);
    expect(await reservedIn(where)).toBe(2);
  });

  it("send elsewhere, answer HTML, or answer 500 although the run began", async () => {
    const where = await room();
    await plan(where, { redirect: "http://localhost:9/elsewhere" });
    const redirected = await fetch(`${sandbox.apiUrl}${where.at}/inferences`, {
      method: "POST",
      headers: { authorization: `Bearer ${where.token}` },
      redirect: "manual",
    });
    expect([redirected.status, redirected.headers.get("location")]).toEqual([
      307,
      "http://localhost:9/elsewhere",
    ]);
    await plan(where, { status: 502 });
    await expect(execute(where)).rejects.toThrow(SyntaxError);
    expect(await reservedIn(where)).toBe(0);
    await plan(where, { status: 500, executed: true });
    expect((await execute(where)).status).toBe(500);
    expect(await reservedIn(where)).toBe(1);
  });

  it("happen as often as planned, only to whom they were planned for, and can be called off", async () => {
    const where = await room();
    const elsewhere = await room();
    await plan(where, { status: 429 }, 2);
    expect((await execute(elsewhere)).status).toBe(202);
    expect((await execute(where)).status).toBe(429);
    await control("DELETE", `/faults?token=${where.token}`);
    expect((await execute(where)).status).toBe(202);
  });
});

describe("the request log", () => {
  it("counts what each origin was asked, without keeping the token readable", async () => {
    const where = await room();
    const started = await run(where, "Test card: instant");
    await finished(where, started.body.inference_id);
    const log = await control<{ counts: { api: number }; requests: Array<Record<string, unknown>> }>(
      "GET",
      `/requests?token=${where.token}&path=${encodeURIComponent("/inferences$")}`,
    );
    expect(log.counts.api).toBe(1);
    expect(log.requests).toMatchObject([
      { origin: "api", method: "POST", status: 202, tokenTail: where.token.slice(-4), hasCookie: false },
    ]);
    expect(JSON.stringify(log)).not.toContain(where.token);
  });
});

describe.skipIf(!hasContract)("conformance", () => {
  it("was tried on all twelve operations, each with its success, and on every declared refusal", () => {
    const succeeded = operations.flatMap(({ operation }) =>
      Object.keys(operation.responses)
        .filter((status) => status.startsWith("2"))
        .map((status) => `${operation.operationId} ${status}`),
    );
    expect(succeeded).toHaveLength(12);
    expect([...exercised]).toEqual(expect.arrayContaining(succeeded));
    const statuses = new Set([...exercised].map((one) => one.split(" ")[1]));
    expect(statuses).toEqual(new Set(["200", "201", "202", "401", "402", "403", "404", "422", "429", "500"]));
  });
});

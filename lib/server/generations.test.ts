import assert from "node:assert";
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { createServer } from "node:http";
import {
  type AddressInfo,
  connect,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from "node:net";
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Generation } from "@/lib/domain/generation";
import type { GenerationRequest } from "@/lib/domain/request";
import { noUsageFilter } from "@/lib/domain/usage";
import { type Journal, openJournal } from "@/lib/journal/journal";
import { createLayerClient, type LayerClient } from "@/lib/layer/layer-client";
import { type Sandbox, startSandbox } from "@/sandbox/sandbox";
import { freshDatabase } from "@/scripts/fresh-database";
import { changesSince, getGeneration, listGenerations, startGeneration } from "./generations";
import { myModels } from "./my-models";
import { personIdOf } from "./person";
import type { GenerationParts } from "./refresh";
import type { Session } from "./session";
import { usageOf } from "./usage";

const secret = "0123456789abcdef0123456789abcdef";

let sandbox: Sandbox;
let databaseUrl: string;
let journal: Journal;
/** A second server on the same database. */
let otherJournal: Journal;
let client: LayerClient;
let sql: Client;
let workspaceId: string;
let session: Session;
let modelIds: Map<string, string>;

const sessionFor = (token: string, personName = "Ada"): Session => ({
  token,
  personId: personIdOf(token),
  personName,
});

async function control(path: string, body?: unknown): Promise<Record<string, unknown>> {
  const response = await fetch(`${sandbox.controlUrl}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { "content-type": "application/json" },
    body: body === undefined ? null : JSON.stringify(body),
  });
  assert(response.ok, `the sandbox answered ${response.status} to ${path}`);
  return (await response.json()) as Record<string, unknown>;
}

async function newWorkspace(options: Record<string, unknown> = {}) {
  const made = await control("/workspaces", { balance: 1_000, concurrentRuns: 50, ...options });
  return { workspaceId: made.workspaceId as string, session: sessionFor(made.token as string) };
}

async function requestsOf(
  path: string,
  method: string,
  of: Session = session,
): Promise<Array<{ path: string }>> {
  const { requests } = await control(`/requests?token=${of.token}&path=${encodeURIComponent(path)}`);
  return (requests as Array<{ method: string; path: string }>).filter((entry) => entry.method === method);
}

const paidCalls = async (of?: Session) => (await requestsOf("/inferences$|/runs$", "POST", of)).length;
const reads = async (runId: string, of?: Session) => (await requestsOf(`/${runId}$`, "GET", of)).length;

const parts = (changes: Partial<GenerationParts> = {}): GenerationParts => ({
  journal,
  layer: client,
  background: () => {},
  prepareWithinMs: 20_000,
  answerWithinMs: 60_000,
  writeRetryDelaysMs: [1, 1],
  ...changes,
});

function modelId(name: string): string {
  const id = modelIds.get(name);
  assert(id, `the sandbox has no model ${name}`);
  return id;
}

const ask = (name: string): GenerationRequest => ({
  kind: "model",
  modelId: modelId(name),
  parameters: { prompt: "a lantern", width: 256, height: 256, batchSize: 1 },
  references: [],
  mask: null,
  sessionName: null,
});

const click = (name = "Test card: slow") => ({ requestId: randomUUID(), request: ask(name) });

const makeDue = (id: string) =>
  sql.query("update generations set next_read_at = now() - interval '1 ms' where id = $1", [id]);

/** Looks again and again, each time due, until the run has ended. */
async function untilEnded(id: string, with_: GenerationParts = parts()): Promise<Generation> {
  return await vi.waitFor(
    async () => {
      await makeDue(id);
      const found = await getGeneration(session, workspaceId, id, with_);
      expect(found.status).not.toBe("running");
      return found;
    },
    { timeout: 15_000, interval: 50 },
  );
}

beforeAll(async () => {
  sandbox = await startSandbox({ speed: 50 });
  databaseUrl = await freshDatabase();
  process.env.AUTH_SECRET = secret;
  process.env.DATABASE_URL = databaseUrl;
  process.env.LAYER_API_URL = sandbox.apiUrl;
  journal = openJournal(databaseUrl);
  otherJournal = openJournal(databaseUrl);
  await journal.ready();
  sql = new Client({ connectionString: databaseUrl });
  await sql.connect();
  client = createLayerClient({ baseUrl: sandbox.apiUrl, timeouts: { silenceMs: 700 } });
  const first = await newWorkspace();
  const cards = await client.listModels(first.session.token, first.workspaceId, {
    search: "Test card",
    modality: null,
    capabilities: [],
    limit: 100,
  });
  modelIds = new Map(cards.models.map((model) => [model.name, model.id]));
});

beforeEach(async () => {
  ({ workspaceId, session } = await newWorkspace());
});

afterAll(async () => {
  await sql.end();
  await Promise.all([journal.close(), otherJournal.close(), client.close()]);
  await sandbox.close();
});

test("a click is written down, paid once, and watched to its end with its assets and charge", async () => {
  const started = await startGeneration(session, workspaceId, click("Test card: instant"), parts());
  expect(started).toMatchObject({
    status: "running",
    source: { kind: "model", name: "Test card: instant", modality: "image" },
    estimateCreativeUnits: 1,
    usualSeconds: 1,
    isMine: true,
    personName: "Ada",
  });
  const ended = await untilEnded(started.id);
  expect(ended).toMatchObject({ status: "complete", chargeCreativeUnits: 1, assets: [{ position: 0 }] });
  expect(await paidCalls()).toBe(1);
  const usage = await usageOf(session, workspaceId, usageSpan(), noUsageFilter, journal);
  expect(usage).toMatchObject({ chargedCreativeUnits: 1, generationCount: 1, reservedCreativeUnits: 0 });
});

const usageSpan = () => {
  const day = new Date().toISOString().slice(0, 10);
  return { fromDay: day, toDay: day, timeZone: "UTC" };
};

test("what is asked of Layer is what the history shows, also where the text holds what no database keeps", async () => {
  const sent: GenerationRequest[] = [];
  const layer: GenerationParts["layer"] = {
    ...client,
    start: (token, at, request, ...rest) => {
      sent.push(request);
      return client.start(token, at, request, ...rest);
    },
  };
  const request = ask("Test card: instant");
  assert(request.kind === "model");
  request.parameters.prompt = "a \u0000 broken \ud83e lantern";
  const started = await startGeneration(
    session,
    workspaceId,
    { requestId: randomUUID(), request },
    parts({ layer }),
  );
  expect(started).toMatchObject({ status: "running" });
  expect(started.request).toMatchObject({ parameters: { prompt: "a  broken \ufffd lantern" } });
  expect(sent).toEqual([started.request]);
});

test("a workflow's run is the same kind of generation, with its steps", async () => {
  const page = await client.listWorkflows(session.token, workspaceId, { search: "", limit: 100 });
  const workflow = page.workflows.find((one) => one.inputs.every((input) => input.type !== "file"));
  assert(workflow, "the sandbox has no workflow without files");
  const inputs = Object.fromEntries(
    workflow.inputs
      .filter((input) => input.isRequired)
      .map((input) => [
        input.name,
        input.defaultValue ?? { number: 1, boolean: true }[input.type] ?? "a lantern",
      ]),
  );
  const started = await startGeneration(
    session,
    workspaceId,
    {
      requestId: randomUUID(),
      request: { kind: "workflow", workflowId: workflow.id, inputs: inputs as never, sessionName: null },
    },
    parts(),
  );
  expect(started).toMatchObject({ status: "running", source: { kind: "workflow", name: workflow.name } });
  await control("/clock", { advanceMs: 600_000 });
  const ended = await untilEnded(started.id);
  expect(ended).toMatchObject({ status: "complete" });
  expect((ended as Extract<Generation, { status: "complete" }>).steps.length).toBeGreaterThan(0);
});

test("one click told six times at once to two servers is one generation and one paid call", async () => {
  const tellers = [journal, otherJournal, journal, otherJournal, journal, otherJournal];
  let arrived = 0;
  const gate = new EventEmitter();
  const allArrived = once(gate, `arrival ${tellers.length}`);
  // All six pass the look for an earlier generation before any writes one, which is the narrowest race there is.
  const layer = {
    ...client,
    estimate: async (...given: Parameters<LayerClient["estimate"]>) => {
      arrived += 1;
      gate.emit(`arrival ${arrived}`);
      await allArrived;
      return await client.estimate(...given);
    },
  };
  const sameClick = click();
  const answers = await Promise.all(
    tellers.map((one) => startGeneration(session, workspaceId, sameClick, parts({ journal: one, layer }))),
  );
  expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
  expect(await paidCalls()).toBe(1);
});

test("a click told again later costs Layer nothing, not even a question", async () => {
  const sameClick = click();
  const first = await startGeneration(session, workspaceId, sameClick, parts());
  const asked = (await control(`/requests?token=${session.token}`)).requests as unknown[];
  const again = await startGeneration(session, workspaceId, sameClick, parts({ journal: otherJournal }));
  expect(again).toEqual(first);
  expect((await control(`/requests?token=${session.token}`)).requests).toHaveLength(asked.length);
});

const planPaidFault = (fault: Record<string, unknown>) =>
  control("/faults", {
    match: { method: "POST", path: "/inferences$", token: session.token },
    times: 5,
    fault,
  });

test.each([
  ["401", { status: 401 }, "token_refused"],
  ["402", { status: 402 }, "not_enough_creative_units"],
  ["403", { status: 403 }, "forbidden"],
  ["404", { status: 404 }, "not_found"],
  ["422", { status: 422 }, "invalid_request"],
  ["429", { status: 429, headers: { "retry-after": "7" } }, "too_many_running"],
])(
  "a start that Layer declines with %s is refused, paid for once asked and never again",
  async (_, fault, problem) => {
    await planPaidFault(fault);
    const refused = await startGeneration(session, workspaceId, click(), parts());
    expect(refused).toMatchObject({ status: "refused", problem });
    expect((refused as { detail: string }).detail).not.toBe("");
    expect(await paidCalls()).toBe(1);
  },
);

test("a click told a second time while the first is on its way names no address that a page may not ask", async () => {
  const told = click("Test card: instant");
  const started = await startGeneration(session, workspaceId, told, parts());
  await untilEnded(started.id);
  await sql.query("update assets set preview_url = $1 where generation_id = $2", [
    "https://elsewhere.example/preview",
    started.id,
  ]);
  // As for one that looked before the first was written down.
  const unaware: Journal = { ...journal, findByRequest: async () => null };
  const again = await startGeneration(session, workspaceId, told, parts({ journal: unaware }));
  expect(again).toMatchObject({ id: started.id, status: "complete", assets: [{ previewUrl: null }] });
  expect(await paidCalls()).toBe(1);
});

test("a throttled start says how long to wait", async () => {
  await planPaidFault({ status: 429, headers: { "retry-after": "7" } });
  expect(await startGeneration(session, workspaceId, click(), parts())).toMatchObject({
    retryAfterSeconds: 7,
  });
});

test.each([
  ["500", { status: 500 }],
  ["500 after it ran", { status: 500, executed: true }],
  ["an HTML 502", { status: 502 }],
  ["malformed JSON with 200", { malformed: true }],
  ["a reset before it ran", { reset: "before" }],
  ["a reset after it ran", { reset: "after" }],
  ["a redirect to another host", { redirect: "https://elsewhere.example/" }],
  ["silence", { silenceMs: 30_000 }],
])(
  "a start that ends in %s is unknown, told with the balance before and after it, and never sent again",
  async (_, fault) => {
    await planPaidFault(fault);
    const sameClick = click();
    const unknown = await startGeneration(session, workspaceId, sameClick, parts());
    expect(unknown).toMatchObject({
      status: "unknown",
      problem: "outcome_unknown",
      availableBeforeCreativeUnits: 1_000,
      availableAfterCreativeUnits: expect.any(Number) as number,
    });
    expect((unknown as { detail: string }).detail).not.toBe("");
    const again = await startGeneration(session, workspaceId, sameClick, parts({ journal: otherJournal }));
    expect(again).toEqual(unknown);
    expect(await paidCalls()).toBe(1);
  },
);

test("a redirected paid call does not reach the other host", async () => {
  const seen: string[] = [];
  const elsewhere = createServer((request, response) => {
    seen.push(request.url ?? "");
    response.end("{}");
  }).listen(0, "127.0.0.1");
  await once(elsewhere, "listening");
  await planPaidFault({ redirect: `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/` });
  expect(await startGeneration(session, workspaceId, click(), parts())).toMatchObject({ status: "unknown" });
  expect(seen).toEqual([]);
  elsewhere.close();
});

test("a request that Layer cannot price because it is invalid is refused without a paid call, and kept", async () => {
  await control("/faults", {
    match: { method: "POST", path: "/estimate$", token: session.token },
    fault: { status: 422 },
  });
  const refused = await startGeneration(session, workspaceId, click(), parts());
  expect(refused).toMatchObject({ status: "refused", problem: "invalid_request" });
  expect(await paidCalls()).toBe(0);
  expect(await getGeneration(session, workspaceId, refused.id, parts())).toEqual(refused);
});

test("a price that Layer fails to tell does not keep the click from starting", async () => {
  await control("/faults", {
    match: { method: "POST", path: "/estimate$", token: session.token },
    times: 3,
    fault: { status: 500 },
  });
  expect(await startGeneration(session, workspaceId, click(), parts())).toMatchObject({
    status: "running",
    estimateCreativeUnits: 1,
  });
});

test("what Layer takes too long to tell before a paid call ends the click, and nothing is paid later", async () => {
  const gate = new EventEmitter();
  const opened = once(gate, "open");
  let quoted: Promise<unknown> = Promise.resolve();
  const layer = {
    ...client,
    estimate: (...given: Parameters<LayerClient["estimate"]>) => {
      const slow = opened.then(() => client.estimate(...given));
      quoted = slow;
      return slow;
    },
  };
  await expect(
    startGeneration(session, workspaceId, click(), parts({ layer, prepareWithinMs: 200 })),
  ).rejects.toMatchObject({ problem: { code: "layer_timed_out" } });
  gate.emit("open");
  await quoted;
  const page = await listGenerations(
    session,
    workspaceId,
    { cursor: null, limit: 20, statuses: [] },
    parts(),
  );
  expect(page.generations).toEqual([]);
  expect(await paidCalls()).toBe(0);
});

test("what costs more than the balance is refused by Layer and shown as that", async () => {
  expect(
    await startGeneration(session, workspaceId, click("Test card: costs more than the balance"), parts()),
  ).toMatchObject({
    status: "refused",
    problem: "not_enough_creative_units",
  });
});

test("without a history nothing is paid", async () => {
  const gone = openJournal("postgres://nobody:nothing@127.0.0.1:1/none");
  await expect(
    startGeneration(session, workspaceId, click(), parts({ journal: gone })),
  ).rejects.toMatchObject({
    problem: { code: "history_unavailable" },
  });
  expect(await paidCalls()).toBe(0);
  await gone.close();
});

test("a click that the history took too late to be told is refused in the end, and nothing is paid", async () => {
  const impatient = openJournal(databaseUrl, { queryTimeoutMs: 300 });
  await impatient.ready();
  const sameClick = click();
  await sql.query("begin");
  // Reads go on; the entry waits, and is made once nobody waits for it any longer.
  await sql.query("lock table generations in exclusive mode");
  await expect(
    startGeneration(session, workspaceId, sameClick, parts({ journal: impatient, answerWithinMs: 1 })),
  ).rejects.toMatchObject({ problem: { code: "history_unavailable" } });
  await sql.query("commit");
  const refused = await vi.waitFor(async () => {
    const found = await startGeneration(session, workspaceId, sameClick, parts());
    const seen = await getGeneration(session, workspaceId, found.id, parts());
    expect(seen.status).not.toBe("submitting");
    return seen;
  });
  expect(refused).toMatchObject({ status: "refused" });
  expect((refused as { detail: string }).detail).toContain("nothing was started");
  expect(await paidCalls()).toBe(0);
  await impatient.close();
});

test("a history that is lost just before the paid call keeps it from being made", async () => {
  const database = await breakableDatabase();
  const fragile = openJournal(database.url);
  const cutAtPayment: Journal = {
    ...fragile,
    markPaying: (...given) => {
      database.cut();
      return fragile.markPaying(...given);
    },
  };
  const sameClick = click();
  const told = await startGeneration(session, workspaceId, sameClick, parts({ journal: cutAtPayment }));
  expect(told).toMatchObject({ status: "refused", problem: "history_unavailable" });
  await sql.query("update generations set submit_deadline = now() - interval '1 ms' where id = $1", [
    told.id,
  ]);
  expect(await getGeneration(session, workspaceId, told.id, parts())).toMatchObject({ status: "refused" });
  expect(await paidCalls()).toBe(0);
  await fragile.close();
  await database.end();
});

test("a workspace the token does not reach is not found, and nothing is paid or written", async () => {
  const stranger = (await newWorkspace()).session;
  const own = await startGeneration(session, workspaceId, click(), parts());
  for (const attempt of [
    () => startGeneration(stranger, workspaceId, click(), parts()),
    () => getGeneration(stranger, workspaceId, own.id, parts()),
    () => listGenerations(stranger, workspaceId, { cursor: null, limit: 20, statuses: [] }, parts()),
    () => changesSince(stranger, workspaceId, null, parts()),
    () => usageOf(stranger, workspaceId, usageSpan(), noUsageFilter, journal),
    () => myModels(stranger, workspaceId, journal),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: "not_found" });
  expect(await paidCalls(stranger)).toBe(0);
});

/** The way to the database, which a test can cut and mend. */
async function breakableDatabase(): Promise<{
  url: string;
  cut: () => void;
  mend: () => void;
  end: () => Promise<void>;
}> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let isCut = false;
  const relay: Server = createTcpServer((socket) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const [one, two] of [
      [socket, upstream],
      [upstream, socket],
    ] as const) {
      sockets.add(one);
      one.on("error", () => two.destroy());
      one.on("close", () => {
        sockets.delete(one);
        two.destroy();
      });
      one.pipe(two);
    }
    for (const one of isCut ? [socket, upstream] : []) one.destroy();
  }).listen(0, "127.0.0.1");
  await once(relay, "listening");
  const url = new URL(databaseUrl);
  url.port = String((relay.address() as AddressInfo).port);
  return {
    url: url.href,
    cut: () => {
      isCut = true;
      for (const socket of sockets) socket.destroy();
    },
    mend: () => {
      isCut = false;
    },
    end: async () => {
      relay.close();
      for (const socket of sockets) socket.destroy();
      await once(relay, "close");
    },
  };
}

test("a history that is lost during the paid call gets the run's id when it is back", async () => {
  const database = await breakableDatabase();
  const fragile = openJournal(database.url);
  let attempts = 0;
  const countedJournal: Journal = {
    ...fragile,
    markRunning: (...given) => {
      attempts += 1;
      const mendAtThird = [() => {}, () => {}, database.mend][attempts - 1] ?? (() => {});
      mendAtThird();
      return fragile.markRunning(...given);
    },
  };
  const layer = {
    ...client,
    start: async (...given: Parameters<LayerClient["start"]>) => {
      const started = await client.start(...given);
      database.cut();
      return started;
    },
  };
  const started = await startGeneration(
    session,
    workspaceId,
    click(),
    parts({ journal: countedJournal, layer, writeRetryDelaysMs: [1, 1, 1, 1] }),
  );
  expect(attempts).toBe(3);
  expect(started).toMatchObject({ status: "running", readProblem: null });
  expect(await getGeneration(session, workspaceId, started.id, parts())).toMatchObject({
    status: "running",
    runId: (started as { runId: string }).runId,
  });
  expect(await paidCalls()).toBe(1);
  await fragile.close();
  await database.end();
});

test("a history that stays away after the paid call leads to unknown, never to a second call", async () => {
  const database = await breakableDatabase();
  const fragile = openJournal(database.url);
  const layer = {
    ...client,
    start: async (...given: Parameters<LayerClient["start"]>) => {
      const started = await client.start(...given);
      database.cut();
      return started;
    },
  };
  const sameClick = click();
  const told = await startGeneration(session, workspaceId, sameClick, parts({ journal: fragile, layer }));
  expect(told).toMatchObject({ status: "running", readProblem: "history_unavailable" });
  await sql.query("update generations set submit_deadline = now() - interval '1 ms' where id = $1", [
    told.id,
  ]);
  expect(await getGeneration(session, workspaceId, told.id, parts())).toMatchObject({
    status: "unknown",
    problem: "interrupted",
  });
  expect(await startGeneration(session, workspaceId, sameClick, parts())).toMatchObject({
    status: "unknown",
  });
  expect(await paidCalls()).toBe(1);
  await fragile.close();
  await database.end();
});

test("a server killed between the journal's entry and Layer's answer starts nothing twice and loses nothing", async () => {
  await planPaidFault({ silenceMs: 60_000 });
  const sameClick = click();
  const program = `
    const { startGeneration } = await import("./lib/server/generations.ts");
    const { openJournal } = await import("./lib/journal/journal.ts");
    const { createLayerClient } = await import("./lib/layer/layer-client.ts");
    const [session, workspaceId, click] = JSON.parse(process.env.CLICK);
    await startGeneration(session, workspaceId, click, {
      journal: openJournal(process.env.DATABASE_URL),
      layer: createLayerClient({ baseUrl: process.env.LAYER_API_URL }),
      background: () => {},
      prepareWithinMs: 20000,
      answerWithinMs: 60000,
      writeRetryDelaysMs: [],
    });`;
  const server = spawn(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", "--input-type=module", "--eval", program],
    {
      env: { ...process.env, CLICK: JSON.stringify([session, workspaceId, sameClick]) },
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  let said = "";
  server.stderr.on("data", (bytes: Buffer) => {
    said += bytes.toString();
  });
  await vi.waitFor(async () => expect({ calls: await paidCalls(), said }).toEqual({ calls: 1, said }), {
    timeout: 20_000,
    interval: 50,
  });
  server.kill("SIGKILL");
  await once(server, "exit");

  const [found] = (
    await listGenerations(session, workspaceId, { cursor: null, limit: 20, statuses: [] }, parts())
  ).generations;
  assert(found, "the click was not written down");
  expect(found).toMatchObject({
    status: "submitting",
    requestId: sameClick.requestId,
    request: sameClick.request,
  });
  expect(await startGeneration(session, workspaceId, sameClick, parts())).toMatchObject({
    id: found.id,
    status: "submitting",
  });
  await sql.query("update generations set submit_deadline = now() - interval '1 ms' where id = $1", [
    found.id,
  ]);
  const { generations } = await changesSince(session, workspaceId, null, parts());
  expect(generations).toMatchObject([
    { id: found.id, status: "unknown", problem: "interrupted", availableBeforeCreativeUnits: 1_000 },
  ]);
  expect(await startGeneration(session, workspaceId, sameClick, parts())).toMatchObject({
    status: "unknown",
  });
  expect(await paidCalls()).toBe(1);
});

test("a run that one server started is seen to its end by another", async () => {
  const first = openJournal(databaseUrl);
  const started = await startGeneration(
    session,
    workspaceId,
    click("Test card: instant"),
    parts({ journal: first }),
  );
  await first.close();
  expect(await untilEnded(started.id, parts({ journal: otherJournal }))).toMatchObject({
    status: "complete",
  });
  expect(await paidCalls()).toBe(1);
});

test("two servers with three tabs each look at a run once an interval", async () => {
  const started = await startGeneration(session, workspaceId, click(), parts());
  const runId = (started as { runId: string }).runId;
  const tabs = [journal, otherJournal].flatMap((one) => [one, one, one]);
  const askAll = () =>
    Promise.all(tabs.map((one) => changesSince(session, workspaceId, null, parts({ journal: one }))));
  await askAll();
  expect(await reads(runId)).toBe(0);
  const intervals = 20;
  for (let interval = 0; interval < intervals; interval += 1) {
    await makeDue(started.id);
    await askAll();
    await askAll();
  }
  expect(await reads(runId)).toBe(intervals);
});

test("six tabs that ask as fast as they can stay within Layer's interval by the wall clock", async () => {
  const started = await startGeneration(session, workspaceId, click(), parts());
  await sql.query("update generations set poll_interval_seconds = 1, next_read_at = now() where id = $1", [
    started.id,
  ]);
  // The answers keep the interval that Layer names, so it is held at one second here.
  const layer = {
    ...client,
    readRun: async (...given: Parameters<LayerClient["readRun"]>) => ({
      ...(await client.readRun(...given)),
      pollIntervalSeconds: 1,
    }),
  } as LayerClient;
  const tabs = [journal, otherJournal].flatMap((one) => [one, one, one]);
  const beganAt = Date.now();
  const endsAt = beganAt + 3_500;
  await Promise.all(
    tabs.map(async (one) => {
      while (Date.now() < endsAt)
        await changesSince(session, workspaceId, null, parts({ journal: one, layer }));
    }),
  );
  const intervals = (Date.now() - beganAt) / 1_000;
  const count = await reads((started as { runId: string }).runId);
  expect(count).toBeGreaterThanOrEqual(3);
  // The first look is due at once, so a span holds one more look than whole intervals.
  expect((count - 1) / intervals).toBeLessThanOrEqual(1.05);
});

test("with more due runs than are read at once, no run is taken before its turn to be read", async () => {
  const runs = [];
  for (let count = 0; count < 6; count += 1)
    runs.push(await startGeneration(session, workspaceId, click(), parts()));
  for (const run of runs) await makeDue(run.id);
  const gate = new EventEmitter();
  const opened = once(gate, "open");
  let arrived = 0;
  const layer = {
    ...client,
    readRun: async (...given: Parameters<LayerClient["readRun"]>) => {
      arrived += 1;
      await opened;
      return await client.readRun(...given);
    },
  };
  const work: Array<Promise<unknown>> = [];
  const query = { cursor: null, limit: 20, statuses: [] };
  const slowly = parts({ layer, background: (one) => work.push(one) });
  await listGenerations(session, workspaceId, query, slowly);
  await vi.waitFor(() => expect(arrived).toBe(4));
  const leased = await sql.query(
    "select id from generations where workspace_id = $1 and lease_until > now()",
    [workspaceId],
  );
  expect(leased.rowCount).toBe(4);

  // Another server takes the two that wait, while the first four are still under way.
  const theirs: Array<Promise<unknown>> = [];
  const quickly = parts({ journal: otherJournal, background: (one) => theirs.push(one) });
  await listGenerations(session, workspaceId, query, quickly);
  await Promise.all(theirs);
  gate.emit("open");
  await Promise.all(work);
  const counts = await Promise.all(runs.map((run) => reads((run as { runId: string }).runId)));
  expect(counts).toEqual([1, 1, 1, 1, 1, 1]);
});

test("a finished generation is never asked about again", async () => {
  const started = await startGeneration(session, workspaceId, click("Test card: instant"), parts());
  const ended = await untilEnded(started.id);
  const before = await reads((ended as { runId: string }).runId);
  await makeDue(started.id);
  await changesSince(session, workspaceId, null, parts());
  expect(await getGeneration(session, workspaceId, started.id, parts())).toEqual(ended);
  expect(await reads((ended as { runId: string }).runId)).toBe(before);
});

test("what has ended is told without a look at runs that go on", async () => {
  const ended = await startGeneration(session, workspaceId, click("Test card: instant"), parts());
  await untilEnded(ended.id);
  const other = await startGeneration(session, workspaceId, click(), parts());
  await makeDue(other.id);
  const before = await reads((other as { runId: string }).runId);
  expect(await getGeneration(session, workspaceId, ended.id, parts())).toMatchObject({ status: "complete" });
  expect(await reads((other as { runId: string }).runId)).toBe(before);
});

test.each([
  ["fails", "Test card: fails", { status: "failed", errorCode: "GENERATION_FAILED" }],
  ["is deleted", "Test card: deleted while running", { status: "deleted" }],
  ["makes nothing", "Test card: completes without outputs", { status: "complete", assets: [] }],
])("a run that %s ends as that", async (_, name, expected) => {
  const started = await startGeneration(session, workspaceId, click(name), parts());
  await control("/clock", { advanceMs: 5_000 });
  expect(await untilEnded(started.id)).toMatchObject(expected);
});

test("a run that Layer answers strangely about is still seen to its end", async () => {
  const started = await startGeneration(
    session,
    workspaceId,
    click("Test card: unknown values and nulls"),
    parts(),
  );
  await control("/clock", { advanceMs: 5_000 });
  expect(["complete", "failed", "cancelled"]).toContain((await untilEnded(started.id)).status);
});

test.each([
  ["404", { status: 404 }, "not_found"],
  ["500", { status: 500 }, "layer_failed"],
  ["an HTML 502", { status: 502 }, "layer_failed"],
  ["malformed JSON", { malformed: true }, "layer_unreadable"],
  ["a reset", { reset: "before" }, "layer_unreachable"],
])("a look that ends in %s leaves the run running, says why, and backs off", async (_, fault, problem) => {
  const started = await startGeneration(session, workspaceId, click(), parts());
  const runId = (started as { runId: string }).runId;
  await control("/faults", { match: { method: "GET", path: `/${runId}$` }, times: 3, fault });
  await makeDue(started.id);
  const seen = await vi.waitFor(
    async () => {
      const found = await getGeneration(session, workspaceId, started.id, parts());
      expect(found).toMatchObject({ status: "running", readProblem: problem });
      return found;
    },
    { timeout: 10_000 },
  );
  const { rows } = await sql.query<{ seconds: number }>(
    "select extract(epoch from next_read_at - now())::float8 / poll_interval_seconds as seconds from generations where id = $1",
    [seen.id],
  );
  expect(rows[0]?.seconds).toBeGreaterThan(1);
  await fetch(`${sandbox.controlUrl}/faults`, { method: "DELETE" });
  await makeDue(started.id);
  await vi.waitFor(async () =>
    expect(await getGeneration(session, workspaceId, started.id, parts())).toMatchObject({
      readProblem: null,
    }),
  );
});

test("a run that Layer has not known for an hour is deleted, and not sooner", async () => {
  const started = await startGeneration(session, workspaceId, click(), parts());
  const runId = (started as { runId: string }).runId;
  await control("/faults", {
    match: { method: "GET", path: `/${runId}$` },
    times: 3,
    fault: { status: 404 },
  });
  const look = async () => {
    await makeDue(started.id);
    return await getGeneration(session, workspaceId, started.id, parts());
  };
  const age = (minutes: number) =>
    sql.query(
      "update generations set read_problem_since = read_problem_since - make_interval(mins => $2) where id = $1",
      [started.id, minutes],
    );
  expect(await look()).toMatchObject({ status: "running", readProblem: "not_found" });
  await age(59);
  expect(await look()).toMatchObject({ status: "running", readProblem: "not_found" });
  await age(1);
  expect(await look()).toMatchObject({ status: "deleted" });
});

test("a person whose token Layer no longer takes does not keep a colleague from seeing the run end", async () => {
  const { token } = await control("/tokens", { workspaceIds: [workspaceId] });
  const colleague = sessionFor(token as string, "Ben");
  const started = await startGeneration(session, workspaceId, click("Test card: instant"), parts());
  await changesSince(colleague, workspaceId, null, parts());
  await fetch(`${sandbox.controlUrl}/tokens/${colleague.token}`, { method: "DELETE" });
  await makeDue(started.id);
  // Within the time that a verified membership is trusted, the revoked token takes the lease.
  await changesSince(colleague, workspaceId, null, parts());
  expect(await reads((started as { runId: string }).runId, colleague)).toBe(1);
  expect(await untilEnded(started.id)).toMatchObject({ status: "complete" });
  await expect(changesSince(colleague, workspaceId, null, parts())).rejects.toMatchObject({
    code: "token_refused",
  });
});

test("an answer does not wait for a slow look, and the next one has what it found", async () => {
  const started = await startGeneration(session, workspaceId, click("Test card: instant"), parts());
  const gate = new EventEmitter();
  const opened = once(gate, "open");
  const layer = {
    ...client,
    readRun: async (...given: Parameters<LayerClient["readRun"]>) => {
      await opened;
      return await client.readRun(...given);
    },
  };
  const work: Array<Promise<unknown>> = [];
  await makeDue(started.id);
  const list = await listGenerations(
    session,
    workspaceId,
    { cursor: null, limit: 20, statuses: [] },
    parts({ layer, background: (one) => work.push(one) }),
  );
  expect(list.generations).toMatchObject([{ status: "running" }]);
  gate.emit("open");
  await Promise.all(work);
  expect(await untilEnded(started.id)).toMatchObject({ status: "complete" });
});

test("recents name the models a person ran, with their names", async () => {
  await startGeneration(session, workspaceId, click("Test card: slow"), parts());
  await startGeneration(session, workspaceId, click("Test card: instant"), parts());
  await journal.addFavouriteModel({ workspaceId, personId: session.personId }, modelId("Test card: fails"));
  const mine = await myModels(session, workspaceId, journal);
  expect(mine.recent.map((model) => model.name)).toEqual(["Test card: instant", "Test card: slow"]);
  expect(mine.favourites.map((model) => model.name)).toEqual(["Test card: fails"]);
});

test("no row of the database holds a token", async () => {
  await startGeneration(session, workspaceId, click(), parts());
  for (const table of ["generations", "assets", "uploads", "favourite_models"]) {
    const { rows } = await sql.query<{ row: string }>(`select t::text as row from ${table} t`);
    expect(rows.filter(({ row }) => row.includes("pat_"))).toEqual([]);
  }
});

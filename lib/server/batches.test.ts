import assert from "node:assert";
import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Batch, NewBatch, Turn } from "@/lib/domain/batch";
import type { GenerationRequest } from "@/lib/domain/request";
import { type Journal, openJournal } from "@/lib/journal/journal";
import { createLayerClient, type LayerClient } from "@/lib/layer/layer-client";
import { type Sandbox, startSandbox } from "@/sandbox/sandbox";
import { freshDatabase } from "@/scripts/fresh-database";
import { changeBatch, createBatch, getBatch, listBatches, takeTurn, takeTurns } from "./batches";
import { getGeneration, settleOutcome } from "./generations";
import { personIdOf } from "./person";
import type { GenerationParts } from "./refresh";
import type { Session } from "./session";

let sandbox: Sandbox;
let journal: Journal;
let sql: Client;
let client: LayerClient;
let modelIds: Map<string, string>;
let workspaceId: string;
let session: Session;
const driver = randomUUID();

const sessionFor = (token: string): Session => ({
  token,
  personId: personIdOf(token),
  personName: "Ada",
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
  const made = await control("/workspaces", { balance: 1_000, ...options });
  return { workspaceId: made.workspaceId as string, session: sessionFor(made.token as string) };
}

const fault = (fault: Record<string, unknown>, times = 1, path = "/inferences$") =>
  control("/faults", { match: { method: "POST", path, token: session.token }, times, fault });

async function paidCalls(): Promise<number> {
  const { requests } = await control(`/requests?token=${session.token}&path=/inferences$`);
  return (requests as Array<{ method: string }>).filter(({ method }) => method === "POST").length;
}

const parts = (changes: Partial<GenerationParts> = {}): GenerationParts => ({
  journal,
  layer: client,
  background: () => {},
  prepareWithinMs: 20_000,
  answerWithinMs: 60_000,
  writeRetryDelaysMs: [1, 1],
  ...changes,
});

const ask = (card: string): GenerationRequest => ({
  kind: "model",
  modelId: modelIds.get(card) ?? card,
  parameters: { prompt: card, width: 256, height: 256, batchSize: 1 },
  references: [],
  mask: null,
  sessionName: null,
});

const plan = (...cards: string[]): NewBatch => ({
  batchId: randomUUID(),
  name: "Icons",
  rows: cards.map((card, index) => ({
    rowId: randomUUID(),
    label: `${index} ${card}`,
    request: ask(card),
    estimate: 1,
  })),
});

const instant = "Test card: instant";
const slow = "Test card: slow";

const make = (...cards: string[]) => createBatch(session, workspaceId, plan(...cards), parts());
const turn = (driverId = driver) => takeTurn(session, workspaceId, driverId, parts());
const read = ({ id }: { id: string }) => getBatch(session, workspaceId, id, parts());
const change = ({ id }: { id: string }, what: Parameters<typeof changeBatch>[3]) =>
  changeBatch(session, workspaceId, id, what, parts());
const labels = ({ rows }: Batch) => rows.map(({ label }) => label);
const states = ({ rows }: Batch) => rows.map(({ state }) => state);

async function row(batch: { id: string }, index: number) {
  const found = (await read(batch)).rows[index];
  assert(found);
  return found;
}

/** Turns, with time moved for the queue, until one of this kind comes. */
async function turnsUntil(kind: Turn["kind"], atMost = 50): Promise<Turn[]> {
  const turns: Turn[] = [];
  while (turns.length < atMost) {
    const next = await turn();
    turns.push(next);
    if (next.kind === kind) return turns;
    await new Promise((resolve) =>
      setTimeout(resolve, next.kind === "wait" ? Math.min(next.delayMs, 300) : 0),
    );
  }
  throw new Error(`No turn ended ${kind}: ${JSON.stringify(turns.map((each) => each.kind))}`);
}

/** As if what the queue waits for had passed. */
async function endPause() {
  await sql.query("update queues set resume_at = now() where workspace_id = $1", [workspaceId]);
  await sql.query("update batch_rows set not_before = null where workspace_id = $1", [workspaceId]);
}

beforeAll(async () => {
  sandbox = await startSandbox({ speed: 50 });
  const databaseUrl = await freshDatabase();
  process.env.AUTH_SECRET = "0123456789abcdef0123456789abcdef";
  process.env.DATABASE_URL = databaseUrl;
  process.env.LAYER_API_URL = sandbox.apiUrl;
  journal = openJournal(databaseUrl);
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
  await journal.close();
  await sandbox.close();
});

test("a plan told twice is one plan, and nothing of it is sent by that", async () => {
  const approved = plan(instant, instant);
  const [first, second] = await Promise.all([
    createBatch(session, workspaceId, approved, parts()),
    createBatch(session, workspaceId, approved, parts()),
  ]);
  expect(second).toEqual(first);
  expect(states(first)).toEqual(["waiting", "waiting"]);
  expect(await listBatches(session, workspaceId, parts())).toHaveLength(1);
  expect(await paidCalls()).toBe(0);
});

test("rows are sent in order, and each becomes a generation that its row names", async () => {
  const batch = await make(instant, slow, instant);
  const turns = await turnsUntil("idle");
  expect(turns.flatMap((each) => (each.kind === "sent" ? [each.rowId] : []))).toEqual(
    batch.rows.map(({ id }) => id),
  );
  const after = await read(batch);
  expect(states(after)).toEqual(["sent", "sent", "sent"]);
  expect(await paidCalls()).toBe(3);
  const second = await row(batch, 1);
  expect(await getGeneration(session, workspaceId, second.generation?.id ?? "", parts())).toMatchObject({
    request: { parameters: { prompt: slow } },
  });
});

test("twelve windows that ask at once send each row once", async () => {
  const batch = await make(...Array.from({ length: 4 }, () => slow));
  const turns = await Promise.all(Array.from({ length: 12 }, () => turn()));
  expect(turns.filter(({ kind }) => kind === "sent")).toHaveLength(4);
  expect(states(await read(batch))).toEqual(["sent", "sent", "sent", "sent"]);
  expect(await paidCalls()).toBe(4);
});

test("a second browser sends nothing while the first is there", async () => {
  await make(slow, slow);
  expect((await turn()).kind).toBe("sent");
  expect(await turn(randomUUID())).toMatchObject({ kind: "elsewhere" });
  expect(await paidCalls()).toBe(1);
  expect((await listBatches(session, workspaceId, parts()))[0]?.isDriven).toBe(true);
});

test("a full house is learned from one refusal, then waited out without asking", async () => {
  const batch = await make(...Array.from({ length: 7 }, () => slow));
  const turns = await turnsUntil("put_off");
  expect(turns.filter(({ kind }) => kind === "sent")).toHaveLength(5);
  expect(turns.at(-1)).toMatchObject({ problem: "too_many_running" });
  await endPause();
  expect(await turn()).toMatchObject({ kind: "wait", problem: null });
  expect(await turn()).toMatchObject({ kind: "wait", problem: null });
  expect(await paidCalls()).toBe(6);
  expect((await read(batch)).counts).toMatchObject({ running: 5, waiting: 2 });
});

test("a row refused for the number of runs waits as Layer told, keeps its id, and is paid once", async () => {
  await fault({ status: 429, headers: { "retry-after": "1" } });
  const batch = await make(instant);
  expect(await turn()).toMatchObject({ kind: "put_off", delayMs: 1_000, problem: "too_many_running" });
  expect(await turn()).toMatchObject({ kind: "wait", problem: "too_many_running" });
  expect(await paidCalls()).toBe(1);
  expect(states(await read(batch))).toEqual(["waiting"]);
  await turnsUntil("idle");
  expect(states(await read(batch))).toEqual(["sent"]);
  // The refused call and the one that was taken: one generation.
  expect(await paidCalls()).toBe(2);
  const { generations } = await journal.listGenerations(
    { workspaceId, personId: session.personId },
    { cursor: null, limit: 20, statuses: [] },
  );
  expect(generations).toHaveLength(1);
});

test("a row that Layer took long to put off is sent again as well, and paid once", async () => {
  await fault({ status: 429, headers: { "retry-after": "1" } });
  const batch = await make(instant);
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const layer = {
    ...client,
    start: async (...given: Parameters<LayerClient["start"]>) => {
      await held;
      return await client.start(...given);
    },
  };
  const slowTurn = takeTurn(session, workspaceId, driver, parts({ layer }));
  await vi.waitFor(async () => expect((await row(batch, 0)).generation?.status).toBe("submitting"));
  // Longer ago than a turn may hold a row: the next turn puts it down as sent.
  await sql.query("update batch_rows set claimed_at = now() - interval '1 hour' where id = $1", [
    batch.rows[0]?.id,
  ]);
  expect(await turn()).toMatchObject({ kind: "idle" });
  answer();
  expect(await slowTurn).toMatchObject({ kind: "put_off", problem: "too_many_running" });
  await endPause();
  await turnsUntil("idle");
  expect(states(await read(batch))).toEqual(["sent"]);
  expect(await paidCalls()).toBe(2);
});

test("while Layer asks for patience a run that ends makes room for another row, and the refused one waits its time", async () => {
  const batch = await make(slow, slow, slow, slow, slow, slow, slow);
  await turnsUntil("put_off");
  await sql.query("update queues set resume_at = now() + interval '1 hour' where workspace_id = $1", [
    workspaceId,
  ]);
  await sql.query("update batch_rows set not_before = now() + interval '1 hour' where id = $1", [
    batch.rows[5]?.id,
  ]);
  expect(await turn()).toMatchObject({ kind: "wait", problem: "too_many_running" });
  const first = await row(batch, 0);
  await journal.applyEnd(first.generation?.id ?? "", { status: "deleted", steps: [] });
  // Layer itself still has the run: what counts is that the row behind the refused one was tried.
  expect(await turn()).toMatchObject({ rowId: batch.rows[6]?.id });
  expect((await row(batch, 5)).state).toBe("waiting");
});

test("of rows that were declined side by side the one that asked for the longest wait is its reason", async () => {
  await make(slow, slow, slow);
  const viewer = { workspaceId, personId: session.personId };
  const take = async () => {
    const claim = await journal.openTurn(viewer, { driverId: driver, leaseMs: 20_000, claimMs: 20_000 });
    assert(claim.kind === "row");
    return claim;
  };
  const [asking, full, unpaid] = [await take(), await take(), await take()];
  const detail = "Not now.";
  const declined = { kind: "again", detail } as const;
  await journal.endTurn(viewer, asking, { ...declined, problem: "layer_busy", retryAfterSeconds: 3_600 });
  await journal.endTurn(viewer, full, { ...declined, problem: "too_many_running", retryAfterSeconds: 1 });
  expect(await turn()).toMatchObject({ kind: "wait", problem: "layer_busy" });
  await journal.endTurn(viewer, unpaid, {
    ...declined,
    problem: "not_enough_creative_units",
    retryAfterSeconds: 0,
  });
  expect(await turn()).toMatchObject({ kind: "wait", problem: "layer_busy" });
  expect(await paidCalls()).toBe(0);
});

/** A Layer that thinks before it answers a paid call, and how many it thought about at once. */
function slowToStart() {
  let active = 0;
  let most = 0;
  const layer = {
    ...client,
    start: async (...given: Parameters<LayerClient["start"]>) => {
      active += 1;
      most = Math.max(most, active);
      await new Promise((resolve) => setTimeout(resolve, 400));
      active -= 1;
      return await client.start(...given);
    },
  };
  return { layer, most: () => most };
}

test("several rows are on their way at once, and never more than Layer is known to take", async () => {
  const batch = await make(...Array.from({ length: 12 }, () => slow));
  const { layer, most } = slowToStart();
  const turns = await takeTurns(session, workspaceId, driver, parts({ layer }));
  expect(turns.filter(({ kind }) => kind === "sent")).toHaveLength(5);
  expect(turns.at(-1)).toMatchObject({ kind: "wait", problem: "too_many_running" });
  expect(most()).toBe(5);
  // Five and the one that asked whether there is more.
  expect(await paidCalls()).toBe(6);
  expect((await read(batch)).counts).toMatchObject({ running: 5, waiting: 7 });
});

test("of rows that meet a fault of ours side by side the window hears of one, and the log of the others", async () => {
  await make(slow, slow, slow);
  const lines: string[] = [];
  const write = vi.spyOn(process.stderr, "write").mockImplementation((line) => lines.push(String(line)) > 0);
  let ends = 0;
  const broken: Journal = { ...journal, endTurn: () => Promise.reject(new Error(`No end ${(ends += 1)}.`)) };
  const { layer } = slowToStart();
  const turns = takeTurns(session, workspaceId, driver, parts({ journal: broken, layer }));
  await expect(turns).rejects.toThrow("No end 1.");
  await vi.waitFor(() => expect(lines.filter((line) => /No end [23]\./.test(line))).toHaveLength(2));
  write.mockRestore();
});

test("a refusal while few ran does not leave the queue sending one at a time", async () => {
  await fault({ status: 429, headers: { "retry-after": "1" } });
  const batch = await make(...Array.from({ length: 5 }, () => slow));
  await turnsUntil("put_off");
  await endPause();
  await takeTurns(session, workspaceId, driver, parts());
  expect((await read(batch)).counts).toMatchObject({ running: 5, waiting: 0 });
});

test("when Layer loses every answer, no more rows come into doubt than were on their way", async () => {
  await fault({ status: 500 }, 50);
  const batch = await make(...Array.from({ length: 20 }, () => instant));
  await takeTurns(session, workspaceId, driver, parts({ layer: slowToStart().layer }));
  const { counts, pause } = await read(batch);
  expect(counts).toMatchObject({ unknown: 5, waiting: 15 });
  expect(pause).toMatchObject({ problem: "outcome_unknown" });
});

test("a row whose answer is lost is never sent again by itself, and the next ones go on", async () => {
  await fault({ reset: "after" });
  const batch = await make(instant, instant);
  expect(await turn()).toMatchObject({ kind: "sent", generation: { status: "unknown" } });
  expect(await turn()).toMatchObject({ kind: "wait", problem: "outcome_unknown" });
  await endPause();
  await turnsUntil("idle");
  expect(states(await read(batch))).toEqual(["unknown", "sent"]);
  expect(await paidCalls()).toBe(2);
});

test("a row in doubt runs again only after the person said that it did not start", async () => {
  await fault({ status: 500 });
  const batch = await make(instant);
  await turn();
  const lost = await row(batch, 0);
  await expect(change(batch, { change: "retry", rowId: lost.id, attempt: 1 })).rejects.toMatchObject({
    problem: { code: "invalid_request" },
  });
  await settleOutcome(session, workspaceId, lost.generation?.id ?? "", "keep_waiting", parts());
  await expect(change(batch, { change: "retry", rowId: lost.id, attempt: 1 })).rejects.toMatchObject({
    problem: { code: "invalid_request" },
  });
  await settleOutcome(session, workspaceId, lost.generation?.id ?? "", "not_started", parts());
  await Promise.all([
    change(batch, { change: "retry", rowId: lost.id, attempt: 1 }),
    change(batch, { change: "retry", rowId: lost.id, attempt: 1 }),
  ]);
  await endPause();
  await turnsUntil("idle");
  expect(await row(batch, 0)).toMatchObject({ state: "sent", attempt: 2 });
  expect(await paidCalls()).toBe(2);
});

test("answers lost one after another stop the plan, in words, until it is resumed", async () => {
  await fault({ status: 500 }, 5);
  const batch = await make(...Array.from({ length: 7 }, () => instant));
  for (let lost = 0; lost < 5; lost += 1) {
    await turn();
    await endPause();
  }
  const paused = await read(batch);
  expect(paused.pause).toMatchObject({ problem: "outcome_unknown" });
  expect(paused.counts).toMatchObject({ unknown: 5, waiting: 2 });
  expect((await turn()).kind).toBe("idle");
  await change(batch, { change: "resume" });
  await turnsUntil("idle");
  expect((await read(batch)).counts).toMatchObject({ waiting: 0 });
});

test("without Creative Units the plan pauses, and its row goes on where it was when there are some", async () => {
  const batch = await make("Test card: costs more than the balance", instant);
  expect(await turn()).toMatchObject({ kind: "paused", problem: "not_enough_creative_units" });
  const paused = await read(batch);
  expect(states(paused)).toEqual(["waiting", "waiting"]);
  expect(paused.pause?.problem).toBe("not_enough_creative_units");
  expect((await turn()).kind).toBe("idle");
  const first = await row(batch, 0);
  await change(batch, { change: "cancel", rowIds: [first.id] });
  await change(batch, { change: "resume" });
  await turnsUntil("idle");
  expect(states(await read(batch))).toEqual(["cancelled", "sent"]);
});

test("a row that Layer cannot run is refused alone, in words", async () => {
  const batch = await make(randomUUID(), instant);
  await turnsUntil("idle");
  expect(states(await read(batch))).toEqual(["refused", "sent"]);
  expect((await row(batch, 0)).problem?.code).toBe("not_found");
});

test("a failed run of a row runs again alone, as another attempt", async () => {
  const batch = await make("Test card: fails", instant);
  await turnsUntil("idle");
  const failed = await row(batch, 0);
  await expect
    .poll(
      async () => {
        await getGeneration(session, workspaceId, failed.generation?.id ?? "", parts());
        return (await read(batch)).counts.failed;
      },
      { timeout: 10_000 },
    )
    .toBe(1);
  await change(batch, { change: "retry", rowId: failed.id, attempt: 1 });
  expect(states(await read(batch))).toEqual(["waiting", "sent"]);
  await turnsUntil("idle");
  const again = await row(batch, 0);
  expect(again).toMatchObject({ state: "sent", attempt: 2 });
  expect(again.generation?.id).not.toBe(failed.generation?.id);
  expect(await paidCalls()).toBe(3);
});

test("waiting rows move, pause and are taken off; what is sent stays", async () => {
  const batch = await make(slow, instant, instant, instant);
  await turn();
  const [sent, second, third, fourth] = (await read(batch)).rows;
  assert(sent && second && third && fourth);
  expect(labels(await change(batch, { change: "move", rowId: fourth.id, beforeRowId: second.id }))).toEqual(
    [sent, fourth, second, third].map(({ label }) => label),
  );
  await expect(
    change(batch, { change: "move", rowId: third.id, beforeRowId: sent.id }),
  ).rejects.toMatchObject({ problem: { code: "invalid_request" } });
  await change(batch, { change: "pause" });
  expect((await turn()).kind).toBe("idle");
  await change(batch, { change: "cancel", rowIds: [sent.id, third.id] });
  await change(batch, { change: "resume" });
  await turnsUntil("idle");
  expect(states(await read(batch))).toEqual(["sent", "sent", "sent", "cancelled"]);
  expect(await paidCalls()).toBe(3);
});

test("a row that is taken off while its turn is slow is not paid", async () => {
  const batch = await make(instant);
  const [only] = batch.rows;
  assert(only);
  const layer = {
    ...client,
    estimate: async (...given: Parameters<LayerClient["estimate"]>) => {
      const estimate = await client.estimate(...given);
      // As when the claim had ended and the row counted as waiting again.
      const { journal: other } = parts();
      await other.endTurn(
        { workspaceId, personId: session.personId },
        {
          kind: "row",
          batchId: batch.id,
          rowId: only.id,
          requestId: only.id,
          request: ask(instant),
          activeCount: 0,
          isProbe: false,
        },
        { kind: "again", problem: "internal", detail: "", retryAfterSeconds: 0 },
      );
      await change(batch, { change: "cancel", rowIds: null });
      return estimate;
    },
  };
  await takeTurn(session, workspaceId, driver, parts({ layer }));
  expect(await paidCalls()).toBe(0);
  expect(states(await read(batch))).toEqual(["cancelled"]);
});

test("a colleague sees the plan and cannot change it, a stranger does not see it", async () => {
  const batch = await make(instant);
  const { token } = await control("/tokens", { workspaceIds: [workspaceId] });
  const colleague = sessionFor(token as string);
  expect((await getBatch(colleague, workspaceId, batch.id, parts())).isMine).toBe(false);
  await expect(
    changeBatch(colleague, workspaceId, batch.id, { change: "cancel", rowIds: null }, parts()),
  ).rejects.toMatchObject({ problem: { code: "forbidden" } });
  expect(await takeTurn(colleague, workspaceId, randomUUID(), parts())).toEqual({ kind: "idle" });
  const stranger = await newWorkspace();
  await expect(getBatch(stranger.session, stranger.workspaceId, batch.id, parts())).rejects.toMatchObject({
    problem: { code: "not_found" },
  });
  await expect(getBatch(stranger.session, workspaceId, batch.id, parts())).rejects.toMatchObject({
    code: "not_found",
  });
  // An id that another person's plan has is taken, not shared.
  await expect(
    createBatch(colleague, workspaceId, { ...plan(instant), batchId: batch.id }, parts()),
  ).rejects.toMatchObject({ problem: { code: "invalid_request" } });
});

test("the person's word on a lost answer changes no money, and Layer's late answer outweighs it", async () => {
  await fault({ reset: "after" });
  const batch = await make(instant);
  await turn();
  const id = (await row(batch, 0)).generation?.id ?? "";
  const { token } = await control("/tokens", { workspaceIds: [workspaceId] });
  await expect(
    settleOutcome(sessionFor(token as string), workspaceId, id, "not_started", parts()),
  ).rejects.toMatchObject({ problem: { code: "forbidden" } });
  const settled = await settleOutcome(session, workspaceId, id, "not_started", parts());
  expect(settled).toMatchObject({ status: "unknown", settled: { as: "not_started" } });
  await journal.markRunning({ workspaceId, personId: session.personId }, id, {
    runId: randomUUID(),
    startedAt: new Date().toISOString(),
    sessionId: null,
    pollIntervalSeconds: 1,
    normalized: {},
    estimateCreativeUnits: null,
  });
  expect((await getGeneration(session, workspaceId, id, parts())).status).toBe("running");
  await expect(settleOutcome(session, workspaceId, id, "not_started", parts())).rejects.toMatchObject({
    problem: { code: "invalid_request" },
  });
});

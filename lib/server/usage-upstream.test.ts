import assert from "node:assert";
import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { shiftedDay } from "@/lib/domain/calendar-days";
import { noUsageFilter } from "@/lib/domain/usage";
import { type Journal, openJournal } from "@/lib/journal/journal";
import { createLayerClient, type LayerClient } from "@/lib/layer/layer-client";
import { type Sandbox, startSandbox } from "@/sandbox/sandbox";
import { freshDatabase } from "@/scripts/fresh-database";
import { changesSince, startGeneration } from "./generations";
import { personIdOf } from "./person";
import type { GenerationParts } from "./refresh";
import { usageOf } from "./usage";

let sandbox: Sandbox;
let journal: Journal;
let client: LayerClient;
let sql: Client;

beforeAll(async () => {
  sandbox = await startSandbox({ speed: 200 });
  const databaseUrl = await freshDatabase();
  process.env.AUTH_SECRET = "0123456789abcdef0123456789abcdef";
  process.env.DATABASE_URL = databaseUrl;
  process.env.LAYER_API_URL = sandbox.apiUrl;
  journal = openJournal(databaseUrl);
  await journal.ready();
  sql = new Client({ connectionString: databaseUrl });
  await sql.connect();
  client = createLayerClient({ baseUrl: sandbox.apiUrl });
});

afterAll(async () => {
  await sql.end();
  await Promise.all([journal.close(), client.close()]);
  await sandbox.close();
});

/** Of a thousand runs so many are of each card; the first is charged and makes no files, which would only take time. */
const cards = [
  { name: "Test card: completes without outputs", share: 12 },
  { name: "Test card: instant", share: 1 },
  { name: "Test card: fails", share: 5 },
] as const;

test("over a thousand runs the page, the journal's rows and the balance at Layer agree, failures and lost answers included, in three zones", async () => {
  const balance = 100_000;
  const made = (await (
    await fetch(`${sandbox.controlUrl}/workspaces`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ balance, concurrentRuns: 2_000 }),
    })
  ).json()) as { token: string; workspaceId: string };
  const { token, workspaceId } = made;
  const session = { token, personId: personIdOf(token), personName: "Ada" };
  const parts: GenerationParts = {
    journal,
    layer: client,
    background: () => {},
    prepareWithinMs: 20_000,
    answerWithinMs: 60_000,
    writeRetryDelaysMs: [1],
  };
  const { models } = await client.listModels(token, workspaceId, {
    search: "Test card",
    modality: null,
    capabilities: [],
    limit: 100,
  });
  const modelIds = cards.flatMap(({ name, share }) => {
    const model = models.find((each) => each.name === name);
    assert(model, `the sandbox has no model ${name}`);
    return Array.from({ length: share }, () => model.id);
  });
  const { workflows } = await client.listWorkflows(token, workspaceId, { search: "", limit: 100 });
  const workflow = workflows.find(({ name }) => name === "Test card: workflow fails in its second step");
  assert(workflow, "the sandbox has no failing workflow");
  const run = (index: number) =>
    startGeneration(
      session,
      workspaceId,
      {
        requestId: randomUUID(),
        request:
          index % 50 === 49
            ? {
                kind: "workflow",
                workflowId: workflow.id,
                inputs: { prompt: "a lantern" },
                sessionName: null,
              }
            : {
                kind: "model",
                modelId: modelIds[index % modelIds.length] ?? "",
                parameters: { prompt: "a lantern", width: 256, height: 256, batchSize: 1 + (index % 4) },
                references: [],
                mask: null,
                sessionName: `Session ${index % 3}`,
              },
      },
      parts,
    );
  const lose = async (fault: object) =>
    await fetch(`${sandbox.controlUrl}/faults`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ match: { token, method: "POST", path: "/inferences$" }, times: 10, fault }),
    });
  // Ten answers are lost after Layer took the run, and ten before it did: from outside they look the same.
  await lose({ executed: true, reset: "after" });
  const takenUnseen = await Promise.all(Array.from({ length: 10 }, () => run(0)));
  await lose({ status: 502, executed: false });
  const neverTaken = await Promise.all(Array.from({ length: 10 }, () => run(0)));
  for (let round = 0; round < 10; round += 1)
    await Promise.all(Array.from({ length: 100 }, (_, index) => run(round * 100 + index)));

  await vi.waitFor(
    async () => {
      await sql.query("update generations set next_read_at = now() where status = 'running'");
      expect((await changesSince(session, workspaceId, null, parts)).activeCount).toBe(0);
    },
    { timeout: 60_000, interval: 20 },
  );
  const { rows } = await sql.query<{ status: string; estimate: string | null; charge: string | null }>(
    "select status, estimate, charge from generations where workspace_id = $1",
    [workspaceId],
  );
  const sumOf = (of: "estimate" | "charge", status?: string) =>
    rows.reduce((sum, row) => sum + (status && row.status !== status ? 0 : Number(row[of] ?? 0)), 0);
  const countOf = (status: string) => rows.filter((row) => row.status === status).length;
  expect(rows).toHaveLength(1_020);
  expect(countOf("unknown")).toBe(20);
  expect(countOf("failed")).toBeGreaterThan(200);
  expect([...takenUnseen, ...neverTaken].map(({ status }) => status)).toEqual(Array(20).fill("unknown"));

  const { balanceCreativeUnits, reservedCreativeUnits } = await client.getWorkspace(token, workspaceId);
  expect(reservedCreativeUnits).toBe(0);
  const left = balance - balanceCreativeUnits;
  // What Layer charged beyond the history is what it took unseen, half of what the page says may have been charged.
  const unseen = sumOf("estimate", "unknown") / 2;
  expect(sumOf("charge") + unseen).toBeCloseTo(left, 6);
  const today = new Date().toISOString().slice(0, 10);
  for (const timeZone of ["UTC", "Asia/Kathmandu", "America/Los_Angeles"]) {
    const span = { fromDay: shiftedDay(today, -1), toDay: shiftedDay(today, 1), timeZone };
    const usage = await usageOf(session, workspaceId, span, noUsageFilter, journal);
    expect(usage).toMatchObject({
      generationCount: 1_000,
      failedCount: countOf("failed"),
      unknownCount: 20,
      refusedCount: 0,
      runningCount: 0,
    });
    expect(usage.chargedCreativeUnits).toBeCloseTo(sumOf("charge"), 6);
    expect(usage.chargedCreativeUnits + unseen).toBeCloseTo(left, 6);
    expect(usage.unknownCreativeUnits).toBeCloseTo(2 * unseen, 6);
    const byDay = usage.byDay.reduce((sum, day) => sum + day.chargedCreativeUnits, 0);
    expect(byDay).toBeCloseTo(left - unseen, 6);
  }
}, 120_000);

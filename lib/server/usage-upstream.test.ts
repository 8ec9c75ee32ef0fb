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

test("what the page says was charged is what left the balance at Layer, failures included, in any zone", async () => {
  const made = (await (
    await fetch(`${sandbox.controlUrl}/workspaces`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ balance: 10_000, concurrentRuns: 100 }),
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
  const idOf = (name: string) => {
    const model = models.find((each) => each.name === name);
    assert(model, `the sandbox has no model ${name}`);
    return model.id;
  };
  const cards = ["Test card: instant", "Test card: instant", "Test card: fails"].map(idOf);
  for (let round = 0; round < 3; round += 1)
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        startGeneration(
          session,
          workspaceId,
          {
            requestId: randomUUID(),
            request: {
              kind: "model",
              modelId: cards[index % cards.length] ?? "",
              parameters: { prompt: "a lantern", width: 256, height: 256, batchSize: 1 + (index % 4) },
              references: [],
              mask: null,
              sessionName: `Session ${index % 3}`,
            },
          },
          parts,
        ),
      ),
    );
  await vi.waitFor(
    async () => {
      await sql.query("update generations set next_read_at = now() where status = 'running'");
      expect((await changesSince(session, workspaceId, null, parts)).activeCount).toBe(0);
    },
    { timeout: 25_000, interval: 20 },
  );
  const { balanceCreativeUnits } = await client.getWorkspace(token, workspaceId);
  const today = new Date().toISOString().slice(0, 10);
  for (const timeZone of ["UTC", "Asia/Kathmandu", "America/Los_Angeles"]) {
    const span = { fromDay: shiftedDay(today, -1), toDay: shiftedDay(today, 1), timeZone };
    const usage = await usageOf(session, workspaceId, span, noUsageFilter, journal);
    expect(usage).toMatchObject({ generationCount: 60, failedCount: 18, unknownCount: 0, refusedCount: 0 });
    expect(usage.chargedCreativeUnits).toBeCloseTo(10_000 - balanceCreativeUnits, 6);
  }
});

import assert from "node:assert";
import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { drizzle } from "drizzle-orm/node-postgres";
import { Client, Pool } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase } from "../../scripts/fresh-database";
import type { GenerationRequest } from "../domain/request";
import type { StartedRun } from "../domain/run";
import { noUsageFilter } from "../domain/usage";
import { pageQuery, type Viewer } from "./generation-reads";
import type { Submission } from "./generation-writes";
import { type Journal, openJournal } from "./journal";
import { JournalError } from "./journal-error";

let databaseUrl: string;
let journal: Journal;
let sql: Client;

beforeAll(async () => {
  databaseUrl = await freshDatabase();
  journal = openJournal(databaseUrl);
  await journal.ready();
  sql = new Client({ connectionString: databaseUrl });
  await sql.connect();
});

afterAll(async () => {
  await sql.end();
  await journal.close();
});

const newViewer = (): Viewer => ({ workspaceId: randomUUID(), personId: "a".repeat(32) });

const request = {
  kind: "model",
  modelId: randomUUID(),
  parameters: { prompt: "a lantern" },
  references: [],
  mask: null,
  sessionName: null,
} satisfies GenerationRequest;

const submission = (changes: Partial<Submission> = {}): Submission => ({
  requestId: randomUUID(),
  request,
  source: { kind: "model", id: randomUUID(), name: "Lantern", modality: "image" },
  personName: "Ada",
  estimateCreativeUnits: 0.1,
  availableBeforeCreativeUnits: 100.5,
  usualSeconds: 12,
  answerWithinMs: 60_000,
  ...changes,
});

const started = (changes: Partial<StartedRun> = {}): StartedRun => ({
  runId: randomUUID(),
  estimateCreativeUnits: null,
  pollIntervalSeconds: 10,
  startedAt: "2026-03-01T10:00:00.000Z",
  sessionId: null,
  normalized: { width: 1024 },
  ...changes,
});

const asset = {
  position: 0,
  fileId: randomUUID(),
  url: "https://media.example/a.png",
  previewUrl: null,
  contentType: "image/png",
  widthPixels: 1024,
  heightPixels: 1024,
  durationSeconds: null,
  sizeBytes: 5_000_000_000,
};

const complete = (charge: number | null = 0.1, completedAt = "2026-03-01T10:00:08.000Z") => ({
  status: "complete" as const,
  completedAt,
  assets: [asset],
  chargeCreativeUnits: charge,
  steps: [],
});

/** A generation that Layer accepted, due for a look now. */
async function running(viewer: Viewer, changes: Partial<Submission> = {}, run: Partial<StartedRun> = {}) {
  const { generation } = await journal.submit(viewer, submission(changes));
  await journal.markRunning(viewer, generation.id, started(run));
  await makeDue(generation.id);
  return generation.id;
}

const makeDue = (id: string) =>
  sql.query("update generations set next_read_at = now() - interval '1 ms' where id = $1", [id]);

const lease = (viewer: Viewer, leaseMs = 45_000) =>
  journal.leaseDueRuns(viewer.workspaceId, randomUUID(), { limit: 20, leaseMs });

const at = (id: string, createdAt: string) =>
  sql.query("update generations set created_at = $2 where id = $1", [id, createdAt]);

async function leaseOne(viewer: Viewer, leaseMs = 45_000) {
  const [held, ...others] = await lease(viewer, leaseMs);
  assert(held !== undefined && others.length === 0, "exactly one run should have been due");
  return held;
}

test("servers that start at once on an empty database bring it up to date once", async () => {
  const url = await freshDatabase();
  const journals = Array.from({ length: 5 }, () => openJournal(url));
  await Promise.all(journals.map((one) => one.ready()));
  const viewer = newViewer();
  const click = submission();
  const answers = await Promise.all(journals.map((one) => one.submit(viewer, click)));
  expect(answers.filter((answer) => answer.isNew)).toHaveLength(1);
  const client = new Client({ connectionString: url });
  await client.connect();
  const migrations = readdirSync("lib/journal/migrations").filter((file) => file.endsWith(".sql"));
  expect((await client.query("select hash from easel_migrations")).rowCount).toBe(migrations.length);
  await client.end();
  await Promise.all(journals.map((one) => one.close()));
});

test("a database that cannot be reached is history_unavailable, and is asked again the next time", async () => {
  const unreachable = openJournal("postgres://nobody:nothing@127.0.0.1:1/none");
  await expect(unreachable.ping()).rejects.toBeInstanceOf(JournalError);
  await expect(unreachable.ping()).rejects.toMatchObject({ problem: { code: "history_unavailable" } });
  await unreachable.close();
});

test("a connection on which a query was given up is never used again", async () => {
  const viewer = newViewer();
  const id = await running(viewer);
  const impatient = openJournal(databaseUrl, { maxConnections: 1, queryTimeoutMs: 300 });
  await impatient.ready();
  await sql.query("begin");
  await sql.query("select 1 from generations where id = $1 for update", [id]);
  try {
    await expect(impatient.applyEnd(id, complete())).rejects.toBeInstanceOf(JournalError);
    await expect(impatient.ping()).resolves.toBeUndefined();
  } finally {
    await sql.query("rollback");
  }
  await impatient.close();
  expect(await journal.findGeneration(viewer, id)).toMatchObject({ status: "running" });
});

test("of many who submit one request id exactly one may pay, and all get the same generation", async () => {
  const viewer = newViewer();
  const other = openJournal(databaseUrl);
  const click = submission();
  const answers = await Promise.all(
    [journal, other, journal, other, journal, other].map((one) => one.submit(viewer, click)),
  );
  expect(answers.filter((answer) => answer.isNew)).toHaveLength(1);
  expect(new Set(answers.map((answer) => answer.generation.id)).size).toBe(1);
  await other.close();
});

test("the same request id in another workspace is another click", async () => {
  const click = submission();
  const [one, two] = await Promise.all([
    journal.submit(newViewer(), click),
    journal.submit(newViewer(), click),
  ]);
  expect([one.isNew, two.isNew]).toEqual([true, true]);
});

test("what is written down is read back as it was, for the person whose it is and for others", async () => {
  const viewer = newViewer();
  const { generation } = await journal.submit(
    viewer,
    submission({ request: { ...request, sessionName: "Props" } }),
  );
  expect(generation).toMatchObject({
    status: "submitting",
    isMine: true,
    sessionName: "Props",
    request: { parameters: { prompt: "a lantern" } },
    estimateCreativeUnits: 0.1,
    personName: "Ada",
    revision: 1,
  });
  const seen = await journal.findGeneration({ ...viewer, personId: "b".repeat(32) }, generation.id);
  expect(seen?.isMine).toBe(false);
});

test("a prompt with characters the database cannot hold is written down without them", async () => {
  const { generation } = await journal.submit(
    newViewer(),
    submission({
      request: {
        ...request,
        kind: "model",
        parameters: { prompt: "a\u0000b \ud800 😀" },
      } as GenerationRequest,
      personName: "A\u0000da",
    }),
  );
  expect(generation.request).toMatchObject({ parameters: { prompt: "ab \ufffd 😀" } });
  expect(generation.personName).toBe("Ada");
});

test("nothing of a workspace is found from another one", async () => {
  const mine = newViewer();
  const theirs = newViewer();
  const id = await running(mine);
  await journal.applyEnd(id, complete());
  await journal.addFavouriteModel(mine, randomUUID());
  await journal.addUpload(mine, {
    fileId: randomUUID(),
    name: "a.png",
    contentType: "image/png",
    sizeBytes: 1,
    personName: "Ada",
  });
  const due = await running(mine);
  expect(await journal.findGeneration(theirs, id)).toBeNull();
  expect(await journal.findAsset(theirs.workspaceId, id, 0)).toBeNull();
  expect(
    (await journal.listGenerations(theirs, { cursor: null, limit: 20, statuses: [] })).generations,
  ).toEqual([]);
  expect((await journal.changesSince(theirs, null)).generations).toEqual([]);
  expect((await journal.listUploads(theirs, { cursor: null, limit: 20 })).files).toEqual([]);
  expect(await journal.favouriteModelIds(theirs, 20)).toEqual([]);
  expect(await journal.recentModelIds(theirs, 20)).toEqual([]);
  expect(await lease(theirs)).toEqual([]);
  expect(await journal.markUnknown(theirs, due, "")).toBeNull();
  expect(await journal.findGeneration(mine, due)).toMatchObject({ status: "running" });
});

test("a finished run keeps its assets, charge and moments", async () => {
  const viewer = newViewer();
  const id = await running(viewer);
  await journal.applyEnd(id, {
    ...complete(),
    assets: [asset, { ...asset, position: 7, previewUrl: "https://media.example/p" }],
  });
  expect(await journal.findGeneration(viewer, id)).toMatchObject({
    status: "complete",
    chargeCreativeUnits: 0.1,
    startedAt: "2026-03-01T10:00:00.000Z",
    completedAt: "2026-03-01T10:00:08.000Z",
    normalized: { width: 1024 },
    assets: [
      { position: 0, sizeBytes: 5_000_000_000 },
      { position: 1, previewUrl: "https://media.example/p" },
    ],
  });
  expect((await journal.findAsset(viewer.workspaceId, id, 1))?.asset.previewUrl).toBe(
    "https://media.example/p",
  );
  expect(await journal.findAsset(viewer.workspaceId, id, 2)).toBeNull();
});

test("a late look never overwrites an end", async () => {
  const viewer = newViewer();
  const id = await running(viewer);
  const held = await leaseOne(viewer);
  await journal.applyEnd(id, complete());
  const before = await journal.findGeneration(viewer, id);
  await journal.applyEnd(id, {
    status: "failed",
    completedAt: null,
    error: "late",
    errorCode: null,
    chargeCreativeUnits: 9,
    steps: [],
  });
  await journal.applyEnd(id, complete(5));
  await journal.runGoesOn(held, [], 1);
  await journal.readFailed(held, "layer_failed", 1_000);
  await journal.markRunning(viewer, id, started());
  await journal.markUnknown(viewer, id, "late");
  await journal.markRefused(viewer, id, { problem: "forbidden", detail: "late", retryAfterSeconds: null });
  expect(await journal.findGeneration(viewer, id)).toEqual(before);
});

const expiry = { paying: "stopped", unpaid: "nothing was started" };

test("a submission that was given up before anything was paid is refused, and then nothing may be paid", async () => {
  const viewer = newViewer();
  const { generation } = await journal.submit(viewer, submission({ answerWithinMs: -1 }));
  await journal.expireSubmissions(viewer.workspaceId, expiry);
  expect(await journal.findGeneration(viewer, generation.id)).toMatchObject({
    status: "refused",
    problem: "internal",
    detail: "nothing was started",
  });
  expect(await journal.markPaying(viewer, generation.id)).toBe(false);
});

test("a submission without an answer becomes unknown after its deadline, not before, and may still turn out to run", async () => {
  const viewer = newViewer();
  const { generation: overdue } = await journal.submit(viewer, submission({ answerWithinMs: -1 }));
  const { generation: waiting } = await journal.submit(viewer, submission());
  expect(await journal.markPaying(viewer, overdue.id)).toBe(true);
  expect(await journal.markPaying(viewer, waiting.id)).toBe(true);
  expect(await journal.hasDue(viewer.workspaceId)).toBe(true);
  await journal.expireSubmissions(viewer.workspaceId, expiry);
  expect(await journal.findGeneration(viewer, waiting.id)).toMatchObject({ status: "submitting" });
  expect(await journal.findGeneration(viewer, overdue.id)).toMatchObject({
    status: "unknown",
    problem: "interrupted",
    detail: "stopped",
    availableBeforeCreativeUnits: 100.5,
  });
  expect(await journal.hasDue(viewer.workspaceId)).toBe(false);
  expect(await journal.markRunning(viewer, overdue.id, started())).toMatchObject({
    status: "running",
    readProblem: null,
  });
});

test.each<[string, Partial<StartedRun>]>([
  ["an interval beyond every calendar", { pollIntervalSeconds: 1e15 }],
  ["a moment in the year 20000", { startedAt: "+020000-01-01T00:00:00.000Z" }],
])("a run that Layer accepted with %s keeps its id and is looked at again", async (_, odd) => {
  const viewer = newViewer();
  const { generation } = await journal.submit(viewer, submission());
  const run = started(odd);
  expect(await journal.markRunning(viewer, generation.id, run)).toMatchObject({
    status: "running",
    runId: run.runId,
  });
  const { rows } = await sql.query<{ seconds: number }>(
    "select extract(epoch from next_read_at - now())::float8 as seconds from generations where id = $1",
    [generation.id],
  );
  expect(rows[0]?.seconds).toBeLessThanOrEqual(600);
});

test("a due run is taken by one asker only, and by nobody again within its interval", async () => {
  const viewer = newViewer();
  await running(viewer);
  const taken = await Promise.all(Array.from({ length: 8 }, () => lease(viewer)));
  expect(taken.flat()).toHaveLength(1);
  for (const held of taken.flat()) await journal.runGoesOn(held, [], null);
  expect(await lease(viewer)).toEqual([]);
});

test("a run that is not due, or finished, is never taken", async () => {
  const viewer = newViewer();
  const { generation } = await journal.submit(viewer, submission());
  await journal.markRunning(viewer, generation.id, started());
  expect(await lease(viewer)).toEqual([]);
  const ended = await running(viewer);
  await journal.applyEnd(ended, complete());
  await makeDue(ended);
  expect(await lease(viewer)).toEqual([]);
});

test("a server that dies with a lease blocks a run until the lease ends and no longer", async () => {
  const viewer = newViewer();
  const id = await running(viewer);
  expect(await lease(viewer)).toHaveLength(1);
  await makeDue(id);
  expect(await lease(viewer)).toEqual([]);
  expect(await journal.hasDue(viewer.workspaceId)).toBe(false);
  await sql.query("update generations set lease_until = now() - interval '1 ms' where id = $1", [id]);
  expect(await lease(viewer)).toHaveLength(1);
});

test("who lost the lease cannot reschedule the run", async () => {
  const viewer = newViewer();
  const id = await running(viewer);
  const late = await leaseOne(viewer, -1);
  await makeDue(id);
  const current = await leaseOne(viewer);
  await journal.readFailed(late, "layer_failed", 1);
  expect(await lease(viewer)).toEqual([]);
  expect(await journal.findGeneration(viewer, id)).toMatchObject({ readProblem: null });
  expect(current.readFailures).toBe(0);
});

test("a failed look is shown once, backs off, and is forgotten when the next one succeeds", async () => {
  const viewer = newViewer();
  const id = await running(viewer);
  const first = await leaseOne(viewer);
  await journal.readFailed(first, "layer_failed", 20_000);
  const failed = await journal.findGeneration(viewer, id);
  expect(failed).toMatchObject({ status: "running", readProblem: "layer_failed", revision: 3 });
  expect(await lease(viewer)).toEqual([]);
  await makeDue(id);
  const second = await leaseOne(viewer);
  expect(second.readFailures).toBe(1);
  await journal.readFailed(second, "layer_failed", 40_000);
  expect(await journal.findGeneration(viewer, id)).toEqual(failed);
  await makeDue(id);
  const third = await leaseOne(viewer);
  expect(third.readFailures).toBe(2);
  await journal.runGoesOn(third, [], null);
  expect(await journal.findGeneration(viewer, id)).toMatchObject({ readProblem: null, revision: 4 });
});

test("a look that finds nothing new does not count as a change, a new step does", async () => {
  const viewer = newViewer();
  const id = await running(viewer);
  const steps = [{ name: "Sketch", status: "running", error: null }];
  const look = async () => {
    await makeDue(id);
    const held = await leaseOne(viewer);
    await journal.runGoesOn(held, steps, null);
    return (await journal.findGeneration(viewer, id))?.revision;
  };
  const revisions = [await look(), await look(), await look()];
  expect(revisions).toEqual([3, 3, 3]);
});

test("released, a run is free for others an interval after it was taken", async () => {
  const viewer = newViewer();
  const id = await running(viewer);
  const held = await leaseOne(viewer);
  await journal.releaseLease(held);
  expect(await lease(viewer)).toEqual([]);
  await makeDue(id);
  expect(await lease(viewer)).toHaveLength(1);
});

test("pages go through everything once, newest first, also where many share a moment", async () => {
  const viewer = newViewer();
  const ids: string[] = [];
  for (let count = 0; count < 25; count += 1)
    ids.push((await journal.submit(viewer, submission())).generation.id);
  await sql.query("update generations set created_at = '2026-03-01T10:00:00.123Z' where id = any($1)", [
    ids.slice(5, 20),
  ]);
  const seen: string[] = [];
  const times: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await journal.listGenerations(viewer, { cursor, limit: 4, statuses: [] });
    seen.push(...page.generations.map((generation) => generation.id));
    times.push(...page.generations.map((generation) => generation.createdAt));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(seen).toHaveLength(25);
  expect(new Set(seen)).toEqual(new Set(ids));
  expect(times).toEqual(times.toSorted().toReversed());
});

test("a list can be asked for some states only", async () => {
  const viewer = newViewer();
  const ended = await running(viewer);
  await journal.applyEnd(ended, complete());
  await running(viewer);
  const page = await journal.listGenerations(viewer, { cursor: null, limit: 20, statuses: ["complete"] });
  expect(page.generations.map((generation) => generation.id)).toEqual([ended]);
});

test.each([
  "",
  "nonsense",
  "MTIz",
  Buffer.from("12 not-an-id").toString("base64url"),
  Buffer.from(`999999999999999 ${randomUUID()}`).toString("base64url"),
])("a cursor that the journal did not make (%j) is refused", async (cursor) => {
  await expect(
    journal.listGenerations(newViewer(), { cursor, limit: 4, statuses: [] }),
  ).rejects.toMatchObject({
    problem: { code: "invalid_request", field: "cursor" },
  });
});

test("a page deep in a long history is read from the index, without sorting", async () => {
  const viewer = newViewer();
  await sql.query(
    `insert into generations (id, workspace_id, request_id, status, source_kind, source_id, source_name, asked, person_id, person_name, submit_deadline, created_at)
     select gen_random_uuid(), $1, gen_random_uuid(), 'refused', 'model', gen_random_uuid(), 'x', '{}', 'p', 'P', now(), now() - n * interval '1 minute'
     from generate_series(1, 20000) n`,
    [viewer.workspaceId],
  );
  await sql.query("analyze generations");
  const page = await journal.listGenerations(viewer, { cursor: null, limit: 100, statuses: [] });
  const pool = new Pool({ connectionString: databaseUrl });
  const query = pageQuery(drizzle(pool), viewer.workspaceId, {
    cursor: page.nextCursor,
    limit: 50,
    statuses: [],
  }).toSQL();
  const plan = await pool.query<{ "QUERY PLAN": string }>(`explain ${query.sql}`, query.params);
  await pool.end();
  const lines = plan.rows.map((row) => row["QUERY PLAN"]).join("\n");
  expect(lines).toContain("Index Scan Backward using generations_by_creation");
  expect(lines).not.toMatch(/Sort|Seq Scan/);
});

test("changes miss nothing that was stamped before the last answer and became visible after it", async () => {
  const viewer = newViewer();
  const { generation } = await journal.submit(viewer, submission());
  const first = await journal.changesSince(viewer, null);
  expect(first.generations.map((one) => one.id)).toEqual([generation.id]);
  const late = (await journal.submit(viewer, submission())).generation.id;
  await sql.query("update generations set updated_at = $2 where id = $1", [
    late,
    new Date(first.asOf.getTime() - 3_000),
  ]);
  const second = await journal.changesSince(viewer, first.asOf);
  expect(second.generations.map((one) => one.id)).toContain(late);
  const muchLater = await journal.changesSince(viewer, new Date(first.asOf.getTime() + 60_000));
  expect(muchLater.generations).toEqual([]);
});

test("changes begin with what is active however old it is, and say when each is due", async () => {
  const viewer = newViewer();
  const id = await running(viewer);
  await sql.query(
    "update generations set updated_at = now() - interval '3 days', next_read_at = now() + interval '7 s' where id = $1",
    [id],
  );
  const changes = await journal.changesSince(viewer, null);
  expect(changes.generations.map((one) => one.id)).toEqual([id]);
  expect(changes.dueAt.map((due) => Math.round((due.getTime() - changes.now.getTime()) / 1_000))).toEqual([
    7,
  ]);
  expect((await journal.changesSince(newViewer(), null)).dueAt).toEqual([]);
});

test("what is being submitted may change at any moment", async () => {
  const viewer = newViewer();
  await journal.submit(viewer, submission());
  const { dueAt, now } = await journal.changesSince(viewer, null);
  expect(dueAt).toEqual([now]);
});

test("a tab that slept through more changes than one answer holds gets them all, answer by answer", async () => {
  const viewer = newViewer();
  await sql.query(
    `insert into generations (id, workspace_id, request_id, status, source_kind, source_id, source_name, asked, person_id, person_name, submit_deadline, updated_at)
     select gen_random_uuid(), $1, gen_random_uuid(), 'refused', 'model', gen_random_uuid(), 'x', '{}', 'p', 'P', now(), now() - n * interval '10 s'
     from generate_series(1, 450) n`,
    [viewer.workspaceId],
  );
  const seen = new Set<string>();
  let since = new Date(Date.now() - 24 * 60 * 60 * 1_000);
  let answers = 0;
  let isCut = true;
  while (isCut && answers < 10) {
    const changes = await journal.changesSince(viewer, since);
    for (const generation of changes.generations) seen.add(generation.id);
    since = changes.asOf;
    isCut = changes.isCut;
    answers += 1;
  }
  expect(seen.size).toBe(450);
  expect(answers).toBeLessThanOrEqual(4);
});

test("the usual time is the median of the source's last 50 finished runs in this workspace", async () => {
  const viewer = newViewer();
  const source = submission().source;
  const asked = { ...request, modelId: source.id };
  expect(await journal.runTimes(viewer.workspaceId, asked)).toBeNull();
  for (const seconds of [4, 8, 30]) {
    const id = await running(viewer, { source });
    await journal.applyEnd(id, complete(1, `2026-03-01T10:00:${String(seconds).padStart(2, "0")}.000Z`));
  }
  expect(await journal.runTimes(viewer.workspaceId, asked)).toMatchObject({ usualSeconds: 8 });
  expect(await journal.runTimes(newViewer().workspaceId, asked)).toBeNull();
});

test("favourites and recents are the person's own, newest first and each once", async () => {
  const viewer = newViewer();
  const colleague = { ...viewer, personId: "c".repeat(32) };
  const [one, two] = [randomUUID(), randomUUID()];
  await journal.addFavouriteModel(viewer, one);
  await sql.query("update favourite_models set added_at = added_at - interval '1 s' where model_id = $1", [
    one,
  ]);
  await journal.addFavouriteModel(viewer, two);
  await journal.addFavouriteModel(viewer, two);
  expect(await journal.favouriteModelIds(viewer, 20)).toEqual([two, one]);
  await journal.removeFavouriteModel(viewer, two);
  expect(await journal.favouriteModelIds(viewer, 20)).toEqual([one]);
  expect(await journal.favouriteModelIds(colleague, 20)).toEqual([]);

  for (const id of [one, two, one]) {
    const { generation } = await journal.submit(
      viewer,
      submission({ source: { kind: "model", id, name: "x", modality: null } }),
    );
    await sql.query(
      "update generations set created_at = created_at - interval '1 s' where workspace_id = $1 and id <> $2",
      [viewer.workspaceId, generation.id],
    );
  }
  expect(await journal.recentModelIds(viewer, 20)).toEqual([one, two]);
  expect(await journal.recentModelIds(colleague, 20)).toEqual([]);
});

test("an upload is listed once however often its end is told, newest first, page by page", async () => {
  const viewer = newViewer();
  const file = { name: "a.png", contentType: "image/png", sizeBytes: 12, personName: "Ada" };
  const [older, newer] = [randomUUID(), randomUUID()];
  for (const fileId of [older, newer, newer]) await journal.addUpload(viewer, { ...file, fileId });
  await sql.query("update uploads set uploaded_at = uploaded_at - interval '1 s' where file_id = $1", [
    older,
  ]);
  const first = await journal.listUploads(viewer, { cursor: null, limit: 1 });
  expect(first.files).toMatchObject([{ fileId: newer, name: "a.png", isMine: true, sizeBytes: 12 }]);
  const second = await journal.listUploads(viewer, { cursor: first.nextCursor, limit: 1 });
  expect(second).toMatchObject({ files: [{ fileId: older }], nextCursor: null });
});

const upload = (change: Partial<Parameters<Journal["addUpload"]>[1]> = {}) => ({
  fileId: randomUUID(),
  name: "lantern.png",
  contentType: "image/png",
  sizeBytes: 12,
  personName: "Ada",
  ...change,
});

const everyUpload = async (viewer: Viewer, search = "") =>
  (await journal.listUploads(viewer, { cursor: null, limit: 100, search })).files;

test("a file is found by a part of its name in any case, and what looks like a pattern is not one", async () => {
  const viewer = newViewer();
  for (const name of ["Hero_Front.png", "heroXfront.png", "100%.png"])
    await journal.addUpload(viewer, upload({ name }));
  const names = async (search: string) =>
    (await everyUpload(viewer, search)).map(({ name }) => name).toSorted();
  expect(await names("HERO_")).toEqual(["Hero_Front.png"]);
  expect(await names("front")).toEqual(["Hero_Front.png", "heroXfront.png"]);
  expect(await names("%")).toEqual(["100%.png"]);
  expect(await names("\\")).toEqual([]);
});

test("a file taken off the list is gone from it, is still found by its bytes, and can be put back", async () => {
  const viewer = newViewer();
  const file = upload();
  await journal.addUpload(viewer, file);
  const sha256 = "a".repeat(64);
  await journal.describeUpload(viewer, file.fileId, { sha256, thumbnail: null });
  expect(await journal.setUploadRemoved(viewer, file.fileId, true)).toBe(true);
  expect(await everyUpload(viewer)).toEqual([]);
  expect(await journal.findUploadByBytes(viewer, { sha256, sizeBytes: 12 })).toMatchObject({
    fileId: file.fileId,
  });
  await journal.setUploadRemoved(viewer, file.fileId, false);
  expect(await everyUpload(viewer)).toMatchObject([{ fileId: file.fileId }]);
});

test("bytes are known in their own workspace only, and only at their own length", async () => {
  const [viewer, stranger] = [newViewer(), newViewer()];
  const file = upload();
  const sha256 = "b".repeat(64);
  await journal.addUpload(viewer, file);
  await journal.describeUpload(viewer, file.fileId, { sha256, thumbnail: null });
  expect(await journal.findUploadByBytes(stranger, { sha256, sizeBytes: 12 })).toBeNull();
  expect(await journal.findUploadByBytes(viewer, { sha256, sizeBytes: 13 })).toBeNull();
  expect(await journal.setUploadRemoved(stranger, file.fileId, true)).toBe(false);
});

test("what is in a file is said once, and by who uploaded it", async () => {
  const viewer = newViewer();
  const colleague = { ...viewer, personId: "c".repeat(32) };
  const file = upload();
  await journal.addUpload(viewer, file);
  const [first, second] = ["1".repeat(64), "2".repeat(64)];
  const picture = Buffer.from("first");
  expect(await journal.describeUpload(colleague, file.fileId, { sha256: first, thumbnail: picture })).toBe(
    false,
  );
  expect(await journal.uploadThumbnail(viewer, file.fileId)).toBeNull();
  await journal.describeUpload(viewer, file.fileId, { sha256: first, thumbnail: picture });
  await journal.describeUpload(viewer, file.fileId, { sha256: second, thumbnail: Buffer.from("second") });
  expect(await journal.uploadThumbnail(colleague, file.fileId)).toEqual(picture);
  expect(await journal.findUploadByBytes(viewer, { sha256: second, sizeBytes: 12 })).toBeNull();
  expect(await everyUpload(viewer)).toMatchObject([{ hasThumbnail: true }]);
});

test("a file tells where it was used: as a reference, as a mask, in a workflow, in this workspace", async () => {
  const viewer = newViewer();
  const [used, unused] = [upload(), upload()];
  for (const file of [used, unused]) await journal.addUpload(viewer, file);
  const { fileId } = used;
  const asked: GenerationRequest[] = [
    { ...request, references: [{ fileId, role: "style", weight: null }] },
    {
      ...request,
      mask: { fileId, forTransparency: true, forNontransparency: false, edgeRadiusPixels: 0 },
    },
    { kind: "workflow", workflowId: randomUUID(), inputs: { picture: fileId, note: "x" }, sessionName: null },
    request,
  ];
  const ids: string[] = [];
  for (const one of asked)
    ids.push((await journal.submit(viewer, submission({ request: one }))).generation.id);
  await journal.submit(
    newViewer(),
    submission({ request: { ...request, references: [{ fileId, role: "style", weight: null }] } }),
  );
  await sql.query("update generations set created_at = created_at + interval '1 hour' where id = $1", [
    ids[1],
  ]);
  const files = await everyUpload(viewer);
  expect(files.find((file) => file.fileId === fileId)).toMatchObject({ usedCount: 3, lastUsedIn: ids[1] });
  expect(files.find((file) => file.fileId === unused.fileId)).toMatchObject({
    usedCount: 0,
    lastUsedIn: null,
  });
});

test("usage counts a generation to the calendar day of the asked time zone on which it began", async () => {
  const viewer = newViewer();
  const source = submission().source;
  const late = await running(viewer, { source });
  await journal.applyEnd(late, complete(0.1));
  await at(late, "2026-03-01T23:30:00Z");
  const early = await running(viewer, { source: { ...source, name: "Lantern 2" } });
  await journal.applyEnd(early, complete(0.2));
  await at(early, "2026-03-02T00:30:00Z");
  const failed = await running({ ...viewer, personId: "d".repeat(32) }, { personName: "Ben" });
  await journal.applyEnd(failed, {
    status: "failed",
    completedAt: null,
    error: "x",
    errorCode: null,
    chargeCreativeUnits: null,
    steps: [],
  });
  await at(failed, "2026-03-02T12:00:00Z");
  const open = await running(viewer, { source, estimateCreativeUnits: 7.5 });
  await at(open, "2026-01-01T00:00:00Z");
  const lost = (await journal.submit(viewer, submission())).generation.id;
  await journal.markUnknown(viewer, lost, "lost");
  await at(lost, "2026-03-02T13:00:00Z");
  const refused = (await journal.submit(viewer, submission())).generation.id;
  await journal.markRefused(viewer, refused, { problem: "forbidden", detail: "", retryAfterSeconds: null });
  await at(refused, "2026-03-02T13:00:00Z");

  const days = { fromDay: "2026-03-01", toDay: "2026-03-02" };
  const utc = await journal.usage(viewer.workspaceId, { ...days, timeZone: "UTC" }, noUsageFilter);
  expect(utc).toMatchObject({
    chargedCreativeUnits: 0.3,
    generationCount: 3,
    failedCount: 1,
    reservedCreativeUnits: 7.5,
    unknownCount: 1,
    byDay: [
      { day: "2026-03-01", chargedCreativeUnits: 0.1, generationCount: 1 },
      { day: "2026-03-02", chargedCreativeUnits: 0.2, generationCount: 2 },
    ],
    by: {
      person: [
        { name: "Ada", chargedCreativeUnits: 0.3, generationCount: 2 },
        { name: "Ben", chargedCreativeUnits: 0, generationCount: 1 },
      ],
    },
  });
  expect(utc.by.source[0]).toMatchObject({
    key: `model:${source.id}`,
    name: "Lantern 2",
    chargedCreativeUnits: 0.3,
    generationCount: 2,
  });
  const paris = await journal.usage(viewer.workspaceId, { ...days, timeZone: "Europe/Paris" }, noUsageFilter);
  expect(paris.byDay).toMatchObject([{ day: "2026-03-02", chargedCreativeUnits: 0.3, generationCount: 3 }]);
  const losAngeles = await journal.usage(
    viewer.workspaceId,
    { ...days, timeZone: "America/Los_Angeles" },
    noUsageFilter,
  );
  expect(losAngeles.byDay).toMatchObject([
    { day: "2026-03-01", chargedCreativeUnits: 0.3, generationCount: 2 },
    { day: "2026-03-02", chargedCreativeUnits: 0, generationCount: 1 },
  ]);
});

test("a time zone the database does not know is refused in words", async () => {
  await expect(
    journal.usage(
      randomUUID(),
      { fromDay: "2026-03-01", toDay: "2026-03-02", timeZone: "Mars/Olympus" },
      noUsageFilter,
    ),
  ).rejects.toMatchObject({ problem: { code: "invalid_request", field: "timeZone" } });
});

test("how long runs took is told of the same size once five of it are known, and of all sizes before", async () => {
  const viewer = newViewer();
  const source = submission().source;
  const sized = (width: number): GenerationRequest => ({
    kind: "model",
    modelId: source.id,
    parameters: { prompt: "a lantern", width, height: width },
    references: [],
    mask: null,
    sessionName: null,
  });
  const ended = async (width: number, second: number) => {
    const id = await running(viewer, { source, request: sized(width) });
    await journal.applyEnd(id, complete(1, `2026-03-01T10:00:${second}.000Z`));
  };
  for (const second of [10, 10, 10, 10]) await ended(512, second);
  for (const second of [40, 40, 40, 40]) await ended(2048, second);
  expect(await journal.runTimes(viewer.workspaceId, sized(512))).toEqual({
    usualSeconds: 25,
    slowSeconds: 40,
  });
  await ended(512, 20);
  expect(await journal.runTimes(viewer.workspaceId, sized(512))).toEqual({
    usualSeconds: 10,
    slowSeconds: 16,
  });
});

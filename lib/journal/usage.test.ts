import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { sql as query } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { Client, Pool } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase } from "../../scripts/fresh-database";
import { dayOf } from "../domain/calendar-days";
import { noUsageFilter, type Usage, type UsageFilter } from "../domain/usage";
import { type Journal, openJournal } from "./journal";
import { daySumsQuery, grainOf, rowSumsQuery } from "./usage-reads";

let journal: Journal;
let sql: Client;
let databaseUrl: string;

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

interface Made {
  id: string;
  status: string;
  sourceKind: "model" | "workflow";
  sourceId: string;
  modality: string | null;
  person: string;
  session: string | null;
  estimate: number | null;
  charge: number | null;
  createdAt: string;
  keptCount: number;
}

/** The same numbers every time, so that a failure can be looked into. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
}

const sourceIds = Array.from({ length: 6 }, () => randomUUID());
const ends = [
  "complete",
  "complete",
  "complete",
  "failed",
  "cancelled",
  "deleted",
  "unknown",
  "refused",
  "running",
];
const charges = new Set(["complete", "failed", "cancelled", "deleted"]);

/** A history about the days on which Europe and North America change their clocks in spring. */
function someMade(count: number, seed: number): Made[] {
  const roll = dice(seed);
  const from = Date.parse("2026-03-01T00:00:00Z");
  return Array.from({ length: count }, (_, index) => {
    const source = roll(sourceIds.length);
    const status = ends[roll(ends.length)] ?? "complete";
    const isKept = status === "complete" && roll(3) === 0;
    return {
      id: randomUUID(),
      status,
      sourceKind: source === 5 ? "workflow" : "model",
      sourceId: sourceIds[source] ?? "",
      modality: source === 5 ? null : source % 2 === 0 ? "image" : "video",
      person: String(roll(4)).repeat(32),
      session: roll(3) === 0 ? null : `Sprint ${roll(3)}`,
      estimate: roll(5) === 0 ? null : roll(1_000) / 100,
      charge: charges.has(status) && roll(8) !== 0 ? roll(1_000) / 100 : null,
      createdAt: new Date(from + roll(32 * 24 * 60) * 60_000 + index).toISOString(),
      keptCount: isKept ? 1 + roll(2) : 0,
    };
  });
}

/** Writes them as the journal does: a click first, then what became of it. */
async function write(workspaceId: string, made: readonly Made[], client: Client | Pool = sql): Promise<void> {
  await client.query(
    `insert into generations (id, workspace_id, request_id, status, source_kind, source_id, source_name, source_modality,
       asked, session_name, person_id, person_name, estimate, submit_deadline, created_at)
     select (m->>'id')::uuid, $1, gen_random_uuid(), 'submitting', m->>'sourceKind', (m->>'sourceId')::uuid,
       'Source ' || (m->>'sourceId'), m->>'modality', '{}', m->>'session', m->>'person', 'Person ' || (m->>'person'),
       (m->>'estimate')::numeric, now(), now()
     from jsonb_array_elements($2::jsonb) as m`,
    [workspaceId, JSON.stringify(made)],
  );
  await client.query(
    `update generations g set status = m->>'status', charge = (m->>'charge')::numeric, run_id = 'run', started_at = now(),
       created_at = (m->>'createdAt')::timestamptz
     from jsonb_array_elements($1::jsonb) as m where g.id = (m->>'id')::uuid`,
    [JSON.stringify(made)],
  );
  await client.query(
    `insert into asset_marks (generation_id, position, workspace_id, favourite, review, person_id, person_name)
     select (m->>'id')::uuid, n, $1, n % 2 = 0, case when n % 2 = 1 then 'approved' end, '', ''
     from jsonb_array_elements($2::jsonb) as m, generate_series(0, (m->>'keptCount')::int - 1) as n`,
    [workspaceId, JSON.stringify(made)],
  );
}

const ran = new Set(["running", "complete", "failed", "cancelled", "deleted"]);
const cents = (amount: number | null) => Math.round((amount ?? 0) * 100);

/** The sums by plain arithmetic in whole cents, from the rows as they were made up. */
function reckoned(made: readonly Made[]) {
  const total = (of: (one: Made) => number) => made.reduce((sum, one) => sum + of(one), 0);
  const count = (is: (one: Made) => boolean) => made.filter(is).length;
  return {
    charged: total(({ charge }) => cents(charge)),
    failed: total((one) => (one.status === "complete" ? 0 : cents(one.charge))),
    kept: total((one) => (one.keptCount > 0 ? cents(one.charge) : 0)),
    quoted: total((one) => (one.charge === null ? 0 : cents(one.estimate))),
    held: total((one) => (one.status === "running" ? cents(one.estimate) : 0)),
    unknown: total((one) => (one.status === "unknown" ? cents(one.estimate) : 0)),
    generations: count(({ status }) => ran.has(status)),
    failures: count(({ status }) => status === "failed"),
    unknowns: count(({ status }) => status === "unknown"),
    refusals: count(({ status }) => status === "refused"),
    untold: count(({ status, charge }) => charges.has(status) && charge === null),
    keepers: total(({ keptCount }) => keptCount),
  };
}

const told = (usage: Omit<Usage, "filter" | "by" | "byDay" | "moreRows"> | Usage["byDay"][number]) => ({
  charged: cents(usage.chargedCreativeUnits),
  failed: cents(usage.failedCreativeUnits),
  kept: cents(usage.keptCreativeUnits),
  quoted: cents(usage.quotedCreativeUnits),
  held: cents(usage.heldCreativeUnits),
  unknown: cents(usage.unknownCreativeUnits),
  generations: usage.generationCount,
  failures: usage.failedCount,
  unknowns: usage.unknownCount,
  refusals: usage.refusedCount,
  untold: usage.untoldCount,
  keepers: usage.keptCount,
});

const keysOf = (one: Made) => ({
  modality: one.modality ?? "",
  source: `${one.sourceKind}:${one.sourceId}`,
  person: one.person,
  session: one.session ?? "",
});

/** Everything the page shows, by plain arithmetic. */
function expected(
  made: readonly Made[],
  span: { fromDay: string; toDay: string; timeZone: string },
  filter: UsageFilter,
) {
  const inSpan = made.filter((one) => {
    const day = dayOf(one.createdAt, span.timeZone);
    return day >= span.fromDay && day <= span.toDay;
  });
  const fits = (one: Made, but?: string) =>
    Object.entries(filter).every(
      ([name, key]) =>
        key === null || name === but || Object.entries(keysOf(one)).some(([k, v]) => k === name && v === key),
    );
  const grouped = (list: readonly Made[], key: (one: Made) => string) => {
    const keys = [...new Set(list.map(key))].toSorted((a, b) => (a < b ? -1 : 1));
    return Object.fromEntries(keys.map((name) => [name, reckoned(list.filter((one) => key(one) === name))]));
  };
  const chosen = inSpan.filter((one) => fits(one));
  return {
    all: reckoned(chosen),
    days: grouped(chosen, (one) => `${dayOf(one.createdAt, span.timeZone)} ${one.modality ?? ""}`),
    source: grouped(
      inSpan.filter((one) => fits(one, "source")),
      (one) => keysOf(one).source,
    ),
    person: grouped(
      inSpan.filter((one) => fits(one, "person")),
      (one) => keysOf(one).person,
    ),
    session: grouped(
      inSpan.filter((one) => fits(one, "session")),
      (one) => keysOf(one).session,
    ),
    modality: grouped(
      inSpan.filter((one) => fits(one, "modality")),
      (one) => keysOf(one).modality,
    ),
  };
}

function shown(usage: Usage) {
  const rows = (
    list: ReadonlyArray<({ key: string } & Usage["byDay"][number]) | Usage["by"]["source"][number]>,
  ) =>
    Object.fromEntries(
      list
        .map((row) => [row.key, told({ ...usage, ...row })] as const)
        .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    );
  return {
    all: told(usage),
    days: Object.fromEntries(
      usage.byDay
        .map((row) => [`${row.day} ${row.modality}`, told(row)] as const)
        .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    ),
    source: rows(usage.by.source),
    person: rows(usage.by.person),
    session: rows(usage.by.session),
    modality: rows(usage.by.modality),
  };
}

const zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"];
const days = { fromDay: "2026-03-05", toDay: "2026-03-30" };

test("sums equal the generations counted one by one: every zone, clock-change days, filters, folded or pending", async () => {
  const workspaceId = randomUUID();
  const made = someMade(1_500, 7);
  await write(workspaceId, made.slice(0, 900));
  await sql.query("select usage_fold($1, 1200)", [workspaceId]);
  await write(workspaceId, made.slice(900));
  // What is not this workspace's must show nowhere.
  await write(randomUUID(), someMade(50, 3));
  const filters: UsageFilter[] = [
    noUsageFilter,
    { ...noUsageFilter, person: "1".repeat(32) },
    { ...noUsageFilter, source: `model:${sourceIds[0]}`, session: "" },
    { ...noUsageFilter, modality: "" },
  ];
  for (const [index, timeZone] of zones.entries())
    for (const filter of index < 2 ? filters : [noUsageFilter]) {
      const span = { ...days, timeZone };
      const usage = await journal.usage(workspaceId, span, filter);
      expect(shown(usage), `${timeZone} ${JSON.stringify(filter)}`).toEqual(expected(made, span, filter));
    }
});

test("a favourite that is taken back, binned or deleted with its generation leaves nothing in the sums", async () => {
  const workspaceId = randomUUID();
  const made = someMade(60, 11);
  await write(workspaceId, made);
  await sql.query(
    "update asset_marks set trashed_at = now() where workspace_id = $1 and position = 0 and favourite",
    [workspaceId],
  );
  await sql.query("update asset_marks set review = 'changes' where workspace_id = $1", [workspaceId]);
  const span = { ...days, timeZone: "UTC" };
  const usage = await journal.usage(workspaceId, span, noUsageFilter);
  expect(shown(usage).all).toEqual(
    expected(
      made.map((one) => ({ ...one, keptCount: 0 })),
      span,
      noUsageFilter,
    ).all,
  );
  await sql.query("delete from generations where workspace_id = $1", [workspaceId]);
  await sql.query("select usage_fold($1, 100000)", [workspaceId]);
  expect(await journal.usage(workspaceId, span, noUsageFilter)).toMatchObject({
    chargedCreativeUnits: 0,
    generationCount: 0,
    by: { source: [], person: [], session: [] },
  });
});

test("writers and folders at once lose no change", async () => {
  const workspaceId = randomUUID();
  const made = someMade(400, 5);
  const pool = new Pool({ connectionString: databaseUrl, max: 12 });
  await Promise.all(
    Array.from({ length: 8 }, async (_, index) => {
      await write(workspaceId, made.slice(index * 50, index * 50 + 50), pool);
      await pool.query("select usage_fold($1, 120)", [workspaceId]);
    }),
  );
  await pool.end();
  const span = { ...days, timeZone: "Europe/Berlin" };
  expect(shown(await journal.usage(workspaceId, span, noUsageFilter))).toEqual(
    expected(made, span, noUsageFilter),
  );
});

test("without a filter no generation is read, whatever the zone's quarter of an hour", async () => {
  const database = drizzle(sql);
  const starts = ["2026-03-01T18:15:00Z", "2026-03-02T18:15:00Z", "2026-03-03T18:15:00Z"].map(
    (at) => new Date(at),
  );
  const question = {
    workspaceId: randomUUID(),
    calendar: { days: ["2026-03-02", "2026-03-03"], starts },
    grain: grainOf(starts),
  };
  for (const read of [
    daySumsQuery(question, noUsageFilter),
    rowSumsQuery(question, noUsageFilter, ["source", "person", "session"]),
  ]) {
    const { rows } = await database.execute(query`explain (format json) ${read}`);
    expect(JSON.stringify(rows)).not.toContain('"generations"');
    expect(JSON.stringify(rows)).toContain('"usage_cells"');
  }
});

test("failures of before the charge they were not told was counted are counted once the history is moved on", async () => {
  const statementsOf = async (name: string) =>
    (await readFile(new URL(`./migrations/${name}.sql`, import.meta.url), "utf8")).split(
      "--> statement-breakpoint",
    );
  const before = (await statementsOf("0006_usage")).find((text) =>
    text.includes('FUNCTION "usage_measures"'),
  );
  await sql.query((before ?? "").replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"));
  const workspaceId = randomUUID();
  const made = someMade(200, 13);
  await write(workspaceId, made.slice(0, 120));
  await sql.query("select usage_fold($1, 100000)", [workspaceId]);
  await write(workspaceId, made.slice(120));
  await sql.query("begin");
  for (const statement of await statementsOf("0011_usage_untold")) await sql.query(statement);
  await sql.query("commit");
  const span = { ...days, timeZone: "Europe/Berlin" };
  expect(shown(await journal.usage(workspaceId, span, noUsageFilter))).toEqual(
    expected(made, span, noUsageFilter),
  );
});

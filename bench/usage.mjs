// The sums of the Usage page over a million generations beside the same over ten thousand, on one PostgreSQL, in turns.
import { createHash, randomUUID } from "node:crypto";
import { Client } from "pg";
import { createDatabase } from "../scripts/embedded-postgres.mjs";
import { end, waitForAnswer } from "../scripts/processes.mjs";
import { startStandIn } from "./layer-stand-in.mjs";
import { signIn } from "./sign-in.mjs";
import { startEasel } from "./start-easel.mjs";

const rounds = 9;
const smallCount = 10_000;
const largeCount = 1_000_000;
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Indexes that are made again once everything is written; what searches and files need is not measured here. */
async function withoutIndexes(client, work) {
  const { rows } = await client.query(
    `select indexname as name, indexdef as definition from pg_indexes
     where tablename = 'generations' and indexdef not like 'CREATE UNIQUE%'`,
  );
  for (const { name } of rows) await client.query(`drop index ${name}`);
  await work();
  for (const { definition } of rows) if (!/ USING gin /.test(definition)) await client.query(definition);
}

// What usage counts of one generation, in the order of the database's own function for it.
const measures = [
  "made_count",
  "complete_count",
  "failed_count",
  "stopped_count",
  "running_count",
  "unknown_count",
  "refused_count",
  "untold_count",
  "charged",
  "failed_charged",
  "quoted",
  "quoted_charged",
  "held",
  "unknown_quoted",
  "kept_count",
  "kept_generation_count",
  "kept_charged",
];

/**
 * A studio's year: 30 people, 40 models and workflows, 60 sessions, at all hours. The trigger is left out while they are
 * written, and the cells that it and the folding would have made are made at once.
 */
async function seed(client, workspaceId, count) {
  await client.query(
    `insert into generations (id, workspace_id, request_id, status, source_kind, source_id, source_name, source_modality,
       asked, session_name, person_id, person_name, estimate, charge, run_id, started_at, submit_deadline, created_at, kept_count)
     select gen_random_uuid(), $1, gen_random_uuid(), case when n % 25 = 0 then 'failed' when n % 997 = 0 then 'unknown' else 'complete' end,
       case when n % 40 = 39 then 'workflow' else 'model' end, md5('source' || n % 40)::uuid, 'Source ' || n % 40,
       (array['image', 'image', 'image', 'video', 'threeD', 'audio'])[1 + n % 40 % 6], '{}', 'Session ' || n / 7 % 60,
       md5('person' || n % 30), 'Person ' || n % 30, 4 + n % 9, case when n % 997 = 0 then null else 4 + n % 8 end,
       'run', now(), now(), now() - (n::float8 / $2 * 364) * interval '1 day', (n % 11 = 0)::int
     from generate_series(1, $2::int) as n`,
    [workspaceId, count],
  );
  await client.query(
    `create temp table measured as select g.created_at as at, coalesce(g.source_modality, '') as modality, '' as all_key, '' as all_name,
       g.source_kind || ':' || g.source_id as source_key, g.source_name, g.person_id as person_key, g.person_name,
       coalesce(g.session_name, '') as session_key, coalesce(g.session_name, '') as session_name,
       ${measures.map((name, place) => `m[${place + 1}] as ${name}`).join(", ")}
     from generations g cross join lateral (select usage_measures(g) as m offset 0) as measured where g.workspace_id = '${workspaceId}'`,
  );
  const sums = measures.map((name) => `sum(${name})`).join(", ");
  const cells = `insert into usage_cells (workspace_id, dimension, grain, starts_at, key, modality, name, ${measures.join(", ")})`;
  for (const dimension of ["all", "source", "person", "session"])
    await client.query(
      `${cells} select $1::uuid, '${dimension}', 'quarter', date_bin('15 minutes', at, '2000-01-01 00:00:00+00'), ${dimension}_key, modality,
         min(${dimension}_name), ${sums} from measured group by 4, 5, 6`,
      [workspaceId],
    );
  // Hours and days are whole quarters.
  for (const grain of ["hour", "day"])
    await client.query(
      `${cells} select workspace_id, dimension, '${grain}', date_bin('1 ${grain}', starts_at, '2000-01-01 00:00:00+00'), key, modality,
         min(name), ${sums} from usage_cells where workspace_id = $1 and grain = 'quarter' group by 1, 2, 4, 5, 6`,
      [workspaceId],
    );
  await client.query("drop table measured");
}

/** Needs a production build of Easel. Gives rows for the closing table. */
export async function benchUsage({ databaseUrl }) {
  const layer = await startStandIn();
  const url = await createDatabase(databaseUrl, `bench_usage_${randomUUID().replaceAll("-", "")}`);
  const { child: easel, url: easelUrl } = await startEasel({
    databaseUrl: url,
    environment: layer.environment,
  });
  const client = new Client({ connectionString: url });
  try {
    // Brings the tables up to date.
    await waitForAnswer(`${easelUrl}/api/health`);
    await client.connect();
    const [small, large] = [randomUUID(), randomUUID()];
    const began = performance.now();
    await client.query("set synchronous_commit = off");
    await client.query("set work_mem = '256MB'");
    await client.query("alter table generations disable trigger generations_usage");
    await withoutIndexes(client, async () => {
      await seed(client, small, smallCount);
      await seed(client, large, largeCount);
    });
    await client.query("alter table generations enable trigger generations_usage");
    await client.query("vacuum analyze");
    process.stdout.write(`Seeded in ${((performance.now() - began) / 1_000).toFixed(0)} s\n`);
    const cookie = await signIn(easelUrl, "pat_bench");
    const daysAgo = (days) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
    const rows = [];
    const { rows: whole } = await client.query(
      "select sum(charge)::float8 as charged from generations where workspace_id = $1",
      [large],
    );
    const { rows: counted } = await client.query(
      "select sum(charged)::float8 as charged from usage_cells where workspace_id = $1 and dimension = 'person' and grain = 'day'",
      [large],
    );
    if (whole[0].charged !== counted[0].charged) throw new Error("The cells disagree with the generations.");
    const model = createHash("md5").update("source7").digest("hex");
    const source = `model:${model.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")}`;
    for (const { span, from, filter, isWanted } of [
      { span: "a month", from: daysAgo(29), filter: {}, isWanted: true },
      { span: "a year", from: daysAgo(364), filter: {}, isWanted: true },
      { span: "a year of one model of forty", from: daysAgo(364), filter: { source }, isWanted: false },
    ]) {
      const times = { [small]: [], [large]: [] };
      const ask = async (workspaceId) => {
        const query = new URLSearchParams({ from, to: daysAgo(0), timeZone: "Europe/Berlin", ...filter });
        const before = performance.now();
        const answer = await fetch(`${easelUrl}/api/workspaces/${workspaceId}/usage?${query}`, {
          headers: { cookie },
        });
        const text = await answer.text();
        const took = performance.now() - before;
        if (answer.status !== 200) throw new Error(`Usage answered ${answer.status}: ${text}`);
        if (JSON.parse(text).generationCount === 0) throw new Error("Usage counted nothing.");
        return took;
      };
      for (let round = 0; round < rounds; round += 1)
        for (const workspaceId of [small, large]) times[workspaceId].push(await ask(workspaceId));
      const [smallMs, largeMs] = [median(times[small]), median(times[large])];
      rows.push({
        what: `usage of ${span}: 1,000,000 generations beside 10,000`,
        measured: `${largeMs.toFixed(1)} ms beside ${smallMs.toFixed(1)} ms`,
        ratio: `${(largeMs / smallMs).toFixed(1)}×`,
        // A filter counts the generations themselves: as long as its share of them, by design.
        wanted: isWanted ? "≤ 10×" : "",
        met: isWanted ? largeMs / smallMs <= 10 : null,
      });
    }
    const { rows: plan } = await client.query(
      `explain (analyze, buffers) select width_bucket(starts_at, array[now() - interval '1 day', now()]) as day, modality, sum(charged)
       from usage_cells where workspace_id = $1 and dimension = 'all' and grain = 'hour'
         and starts_at >= now() - interval '365 days' and starts_at < now() group by 1, 2`,
      [large],
    );
    process.stdout.write(`${plan.map((line) => line["QUERY PLAN"]).join("\n")}\n`);
    return rows;
  } finally {
    await client.end();
    await end(easel);
    layer.close();
  }
}

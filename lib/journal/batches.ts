import { and, asc, desc, eq, inArray, or, sql } from "drizzle-orm";
import {
  type Batch,
  type BatchChange,
  type BatchCounts,
  type BatchRow,
  type BatchSummary,
  batchCountNames,
  countNameOf,
  movedBefore,
  type NewBatch,
  rowStateOf,
} from "../domain/batch";
import { isActive } from "../domain/generation";
import { ProblemError, problemOf } from "../domain/problem";
import type { QueueState } from "../domain/queue-state";
import type { DatabaseAccess, Queryable } from "./database";
import type { Viewer } from "./generation-reads";
import { batches, batchRows, generations, queues } from "./schema";
import { storable, storableText } from "./storable";

const shownEnded = 30;

const ofRow = and(
  eq(generations.workspaceId, batchRows.workspaceId),
  eq(generations.requestId, batchRows.requestId),
);

const isOpenRow = inArray(batchRows.state, ["waiting", "sending"]);

const driven = (workspaceId: string, personId: string) =>
  sql<boolean>`exists (select 1 from ${queues} where ${queues.workspaceId} = ${workspaceId} and ${queues.personId} = ${personId} and ${queues.driverUntil} > now())`;

const noCounts = () => Object.fromEntries(batchCountNames.map((name) => [name, 0])) as unknown as BatchCounts;

async function summaries(
  database: Queryable,
  viewer: Viewer,
  rows: ReadonlyArray<typeof batches.$inferSelect>,
): Promise<BatchSummary[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const inBatches = and(eq(batchRows.workspaceId, viewer.workspaceId), inArray(batchRows.batchId, ids));
  const people = [...new Set(rows.map(({ personId }) => personId))];
  const groups = await database
    .select({
      batchId: batchRows.batchId,
      state: batchRows.state,
      status: generations.status,
      count: sql<number>`count(*)`.mapWith(Number),
      estimate: sql<number>`coalesce(sum(${batchRows.estimate}), 0)`.mapWith(Number),
      unpriced: sql<number>`count(*) filter (where ${batchRows.estimate} is null)`.mapWith(Number),
      charge: sql<number>`coalesce(sum(${generations.charge}), 0)`.mapWith(Number),
      seconds: sql<
        number | null
      >`percentile_cont(0.5) within group (order by greatest(extract(epoch from ${generations.completedAt} - ${generations.startedAt})::float8, 0))`,
    })
    .from(batchRows)
    .leftJoin(generations, ofRow)
    .where(inBatches)
    .groupBy(batchRows.batchId, batchRows.state, generations.status);
  const lines = await database
    .select({
      personId: queues.personId,
      isDriven: sql<boolean>`coalesce(${queues.driverUntil} > now(), false)`,
      resumeAt: sql<Date | null>`case when ${queues.resumeAt} > now() then ${queues.resumeAt} end`.mapWith(
        queues.resumeAt,
      ),
      problem: queues.resumeProblem,
    })
    .from(queues)
    .where(and(eq(queues.workspaceId, viewer.workspaceId), inArray(queues.personId, people)));
  return rows.map((row) => {
    const own = groups.filter(({ batchId }) => batchId === row.id);
    const line = lines.find(({ personId }) => personId === row.personId);
    const counts = noCounts();
    for (const group of own)
      counts[countNameOf(rowStateOf(group.state, group.status), group.status)] += group.count;
    const sum = (name: "estimate" | "unpriced" | "charge") =>
      own.reduce((total, group) => total + group[name], 0);
    return {
      id: row.id,
      workspaceId: row.workspaceId,
      name: row.name,
      personName: row.personName,
      isMine: row.personId === viewer.personId,
      createdAt: row.createdAt.toISOString(),
      counts,
      pause: row.isPaused ? { problem: row.pauseProblem, detail: row.pauseDetail ?? "" } : null,
      isDriven: line?.isDriven ?? false,
      resume:
        line?.resumeAt && line.problem ? { at: line.resumeAt.toISOString(), problem: line.problem } : null,
      estimateCreativeUnits: sum("estimate"),
      unpricedCount: sum("unpriced"),
      chargeCreativeUnits: sum("charge"),
      usualSeconds: own.find(({ status }) => status === "complete")?.seconds ?? null,
    };
  });
}

const named = ({ workspaceId }: Viewer, batchId: string) =>
  and(eq(batches.workspaceId, workspaceId), eq(batches.id, batchId));

async function findBatch(database: Queryable, viewer: Viewer, batchId: string): Promise<Batch | null> {
  const found = await database.select().from(batches).where(named(viewer, batchId));
  const [summary] = await summaries(database, viewer, found);
  if (!summary) return null;
  const rows = await database
    .select({
      id: batchRows.id,
      label: batchRows.label,
      position: batchRows.position,
      state: batchRows.state,
      attempt: batchRows.attempt,
      estimate: batchRows.estimate,
      problem: batchRows.problem,
      detail: batchRows.problemDetail,
      generationId: generations.id,
      status: generations.status,
      charge: generations.charge,
      error: generations.error,
      settledAs: generations.settledAs,
      generationProblem: generations.problem,
      generationDetail: generations.problemDetail,
    })
    .from(batchRows)
    .leftJoin(generations, ofRow)
    .where(and(eq(batchRows.workspaceId, viewer.workspaceId), eq(batchRows.batchId, batchId)))
    .orderBy(asc(batchRows.position));
  const [first] = await database
    .select({ workflowId: sql<string | null>`${batchRows.asked} ->> 'workflowId'` })
    .from(batchRows)
    .where(and(eq(batchRows.workspaceId, viewer.workspaceId), eq(batchRows.batchId, batchId)))
    .orderBy(asc(batchRows.position))
    .limit(1);
  return {
    ...summary,
    workflowId: first?.workflowId ?? null,
    rows: rows.map((row): BatchRow => {
      const code = row.generationProblem ?? row.problem;
      return {
        id: row.id,
        label: row.label,
        position: row.position,
        state: rowStateOf(row.state, row.status),
        attempt: row.attempt,
        estimateCreativeUnits: row.estimate,
        problem: code === null ? null : { code, detail: row.generationDetail ?? row.detail ?? "" },
        generation:
          row.generationId === null || row.status === null
            ? null
            : {
                id: row.generationId,
                status: row.status,
                chargeCreativeUnits: row.charge,
                error: row.error,
                settledAs: row.settledAs,
              },
      };
    }),
  };
}

const refused = (detail: string) => new ProblemError(problemOf("invalid_request", { detail }));

/** The person's own batch, held until the transaction ends. */
async function holdOwn(database: Queryable, viewer: Viewer, batchId: string) {
  const [row] = await database.select().from(batches).where(named(viewer, batchId)).for("update");
  if (!row) throw new ProblemError(problemOf("not_found"));
  if (row.personId !== viewer.personId)
    throw new ProblemError(
      problemOf("forbidden", { detail: `Only ${row.personName} can change what they approved.` }),
    );
}

async function move(
  database: Queryable,
  viewer: Viewer,
  batchId: string,
  rowId: string,
  beforeRowId: string | null,
) {
  const waiting = await database
    .select({ id: batchRows.id, position: batchRows.position })
    .from(batchRows)
    .where(
      and(
        eq(batchRows.workspaceId, viewer.workspaceId),
        eq(batchRows.batchId, batchId),
        eq(batchRows.state, "waiting"),
      ),
    )
    .orderBy(asc(batchRows.position))
    .for("update");
  const order = movedBefore(
    waiting.map(({ id }) => id),
    rowId,
    beforeRowId,
  );
  if (!order) throw refused("One of these rows is no longer waiting.");
  const places = order.map((id, index) => ({ id, position: waiting[index]?.position ?? 0 }));
  await database
    .update(batchRows)
    .set({ position: sql`places.position` })
    .from(sql`jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as places(id uuid, position integer)`)
    .where(and(eq(batchRows.workspaceId, viewer.workspaceId), sql`${batchRows.id} = places.id`));
}

async function retry(
  database: Queryable,
  viewer: Viewer,
  batchId: string,
  { rowId, attempt }: { rowId: string; attempt: number },
) {
  const [row] = await database
    .select({
      state: batchRows.state,
      attempt: batchRows.attempt,
      status: generations.status,
      settledAs: generations.settledAs,
    })
    .from(batchRows)
    .leftJoin(generations, ofRow)
    .where(
      and(
        eq(batchRows.workspaceId, viewer.workspaceId),
        eq(batchRows.batchId, batchId),
        eq(batchRows.id, rowId),
      ),
    );
  if (!row) throw new ProblemError(problemOf("not_found"));
  // The second half of a double click: the first made the next attempt already.
  if (row.attempt !== attempt) return;
  const state = rowStateOf(row.state, row.status);
  if (state === "waiting" || state === "sending" || (row.status && isActive({ status: row.status })))
    throw refused("This row is under way already.");
  if (row.status === "complete") throw refused("This row has its results.");
  if (state === "unknown" && row.settledAs !== "not_started")
    throw refused("Layer may have started this row. Say first that it did not start.");
  await database
    .update(batchRows)
    .set({
      state: "waiting",
      attempt: attempt + 1,
      claimedAt: null,
      notBefore: null,
      problem: null,
      problemDetail: null,
      // What may have been paid for keeps its id. What is proved unpaid is sent again under it.
      ...(state === "sent" || state === "unknown" ? { requestId: sql`gen_random_uuid()` } : {}),
    })
    .where(
      and(
        eq(batchRows.workspaceId, viewer.workspaceId),
        eq(batchRows.id, rowId),
        eq(batchRows.attempt, attempt),
      ),
    );
}

export function batchQueries(access: DatabaseAccess) {
  return {
    /** Writes an approved plan down. The same batch id again, by the same person, gives what the first one made. */
    createBatch: (viewer: Viewer, personName: string, { batchId, name, rows }: NewBatch) =>
      access.transaction(async (database): Promise<Batch> => {
        const inserted = await database
          .insert(batches)
          .values({ ...viewer, id: batchId, personName: storableText(personName), name: storableText(name) })
          .onConflictDoNothing()
          .returning({ id: batches.id });
        if (inserted.length > 0) {
          const written = await database
            .insert(batchRows)
            .values(
              rows.map((row, position) => ({
                ...viewer,
                batchId,
                id: row.rowId,
                requestId: row.rowId,
                position,
                label: storableText(row.label),
                asked: storable(row.request),
                estimate: row.estimate,
              })),
            )
            .onConflictDoNothing()
            .returning({ id: batchRows.id });
          if (written.length !== rows.length) throw refused("A row's id belongs to another plan.");
        }
        const batch = await findBatch(database, viewer, batchId);
        if (!batch?.isMine) throw refused("This plan's id belongs to another plan.");
        return batch;
      }),

    /** What is not ended, whoever approved it, and the newest that ended; newest first. */
    listBatches: (viewer: Viewer) =>
      access.run(async (database): Promise<BatchSummary[]> => {
        const open = database
          .selectDistinct({ id: batchRows.batchId })
          .from(batchRows)
          .where(and(eq(batchRows.workspaceId, viewer.workspaceId), isOpenRow));
        const newest = database
          .select({ id: batches.id })
          .from(batches)
          .where(eq(batches.workspaceId, viewer.workspaceId))
          .orderBy(desc(batches.createdAt))
          .limit(shownEnded);
        const rows = await database
          .select()
          .from(batches)
          .where(
            and(
              eq(batches.workspaceId, viewer.workspaceId),
              or(inArray(batches.id, newest), inArray(batches.id, open)),
            ),
          )
          .orderBy(desc(batches.createdAt), desc(batches.id));
        return await summaries(database, viewer, rows);
      }),

    findBatch: (viewer: Viewer, batchId: string) =>
      access.run((database) => findBatch(database, viewer, batchId)),

    /** Throws `not_found`, `forbidden` for a colleague's, `invalid_request` where the row is no longer in that state. */
    changeBatch: (viewer: Viewer, batchId: string, change: BatchChange) =>
      access.transaction(async (database): Promise<Batch | null> => {
        await holdOwn(database, viewer, batchId);
        switch (change.change) {
          case "pause":
            await database.update(batches).set({ isPaused: true }).where(named(viewer, batchId));
            break;
          case "resume":
            await database
              .update(batches)
              .set({ isPaused: false, pauseProblem: null, pauseDetail: null })
              .where(named(viewer, batchId));
            await database
              .update(queues)
              .set({ failuresInRow: 0, lostInRow: 0 })
              .where(and(eq(queues.workspaceId, viewer.workspaceId), eq(queues.personId, viewer.personId)));
            break;
          case "cancel":
            await database
              .update(batchRows)
              .set({ state: "cancelled" })
              .where(
                and(
                  eq(batchRows.workspaceId, viewer.workspaceId),
                  eq(batchRows.batchId, batchId),
                  eq(batchRows.state, "waiting"),
                  change.rowIds === null ? undefined : inArray(batchRows.id, change.rowIds),
                ),
              );
            break;
          case "move":
            await move(
              database,
              viewer,
              batchId,
              change.rowId.toLowerCase(),
              change.beforeRowId?.toLowerCase() ?? null,
            );
            break;
          case "retry":
            await retry(database, viewer, batchId, change);
            break;
        }
        return await findBatch(database, viewer, batchId);
      }),

    /** The person's own rows that are still to be sent; null where there are none. */
    queueState: ({ workspaceId, personId }: Viewer) =>
      access.run(async (database): Promise<QueueState | null> => {
        const [row] = await database
          .select({
            waitingCount: sql<number>`count(*) filter (where not ${batches.isPaused})`.mapWith(Number),
            pausedCount: sql<number>`count(*) filter (where ${batches.isPaused})`.mapWith(Number),
            isDriven: driven(workspaceId, personId),
          })
          .from(batchRows)
          .innerJoin(
            batches,
            and(eq(batches.workspaceId, batchRows.workspaceId), eq(batches.id, batchRows.batchId)),
          )
          .where(and(eq(batchRows.workspaceId, workspaceId), eq(batchRows.personId, personId), isOpenRow));
        return row && row.waitingCount + row.pausedCount > 0 ? row : null;
      }),
  };
}

import { and, asc, eq, inArray, isNull, lt, or, sql } from "drizzle-orm";
import type { ProblemCode } from "../domain/problem";
import type { GenerationRequest } from "../domain/request";
import type { DatabaseAccess, Queryable } from "./database";
import type { Viewer } from "./generation-reads";
import { batches, batchRows, generations, queues } from "./schema";
import { storableText } from "./storable";

/** The right to send one row. */
export interface RowClaim {
  kind: "row";
  batchId: string;
  rowId: string;
  requestId: string;
  request: GenerationRequest;
  /** Runs of the person under way when it was taken. */
  activeCount: number;
  failuresInRow: number;
}

/** What a turn may do. Delays are in milliseconds by the database's clock. */
export type OpenTurn =
  | RowClaim
  | { kind: "elsewhere"; delayMs: number }
  | { kind: "wait"; delayMs: number; problem: ProblemCode | null }
  | { kind: "idle" };

interface TurnOptions {
  driverId: string;
  /** How long the driver counts as sending after this turn. */
  leaseMs: number;
  /** How long a row stays taken without a generation. */
  claimMs: number;
}

/** How a turn ended for its row. */
export type RowEnd =
  /** Its generation tells the rest. */
  | { kind: "done" }
  /** Layer's answer was lost; the queue waits before it sends more. */
  | { kind: "doubtful"; delayMs: number }
  | { kind: "refused"; problem: ProblemCode; detail: string }
  /** Nothing ran, and it is sent again after the delay; `room` where Layer has no more. */
  | { kind: "again"; problem: ProblemCode; detail: string; delayMs: number; room: number | null };

// How many Layer takes is learned from its refusals, not assumed. One may have been about runs that nobody here knows of,
// or about their pace; after this long more is tried again, which costs nothing but a refusal.
const roomSeconds = 10;
/** How soon a full queue looks again, at least and at most. */
const fullDelayMs = { min: 500, max: 4_000 };

const later = (milliseconds: number) => sql`now() + make_interval(secs => ${milliseconds / 1_000})`;

const mine = ({ workspaceId, personId }: Viewer) =>
  and(eq(queues.workspaceId, workspaceId), eq(queues.personId, personId));

const myRows = ({ workspaceId, personId }: Viewer) =>
  and(eq(batchRows.workspaceId, workspaceId), eq(batchRows.personId, personId));

/** Rows whose turn died: sent if their generation says so, else to be sent. Under one request id that is never twice. */
async function heal(database: Queryable, viewer: Viewer, claimMs: number) {
  const isOverdue = and(
    myRows(viewer),
    eq(batchRows.state, "sending"),
    or(isNull(batchRows.claimedAt), lt(batchRows.claimedAt, later(-claimMs))),
  );
  const ran = sql`exists (select 1 from ${generations} where ${generations.workspaceId} = ${batchRows.workspaceId} and ${generations.requestId} = ${batchRows.requestId} and ${generations.status} <> 'refused')`;
  await database
    .update(batchRows)
    .set({ state: sql`case when ${ran} then 'done' else 'waiting' end`, claimedAt: null })
    .where(isOverdue);
}

async function fullness(database: Queryable, { workspaceId, personId }: Viewer) {
  const [row] = await database
    .select({
      count: sql<number>`count(*)`.mapWith(Number),
      delayMs:
        sql<number>`coalesce(extract(epoch from min(${generations.nextReadAt}) - now()), 0) * 1000`.mapWith(
          Number,
        ),
    })
    .from(generations)
    .where(
      and(
        eq(generations.workspaceId, workspaceId),
        eq(generations.personId, personId),
        inArray(generations.status, ["submitting", "running"]),
      ),
    );
  return row ?? { count: 0, delayMs: 0 };
}

export function queueTurns(access: DatabaseAccess) {
  return {
    /**
     * Takes the person's next row, in the order of their batches and rows. Of several callers with the same driver id
     * each takes another row; a second driver takes none until the first has been silent for its lease.
     */
    openTurn: (viewer: Viewer, { driverId, leaseMs, claimMs }: TurnOptions) =>
      access.transaction(async (database): Promise<OpenTurn> => {
        await database.insert(queues).values(viewer).onConflictDoNothing();
        const [queue] = await database
          .select({
            isElsewhere: sql<boolean>`coalesce(${queues.driverId} <> ${driverId} and ${queues.driverUntil} > now(), false)`,
            drivenMs:
              sql<number>`coalesce(extract(epoch from ${queues.driverUntil} - now()), 0) * 1000`.mapWith(
                Number,
              ),
            waitMs: sql<number>`coalesce(extract(epoch from ${queues.resumeAt} - now()), 0) * 1000`.mapWith(
              Number,
            ),
            problem: queues.resumeProblem,
            room: sql<
              number | null
            >`case when ${queues.resumeAt} > now() - make_interval(secs => ${roomSeconds}) then ${queues.room} end`,
            failuresInRow: queues.failuresInRow,
          })
          .from(queues)
          .where(mine(viewer))
          .for("update");
        if (!queue) throw new Error("A queue that was just written is gone.");
        if (queue.isElsewhere) return { kind: "elsewhere", delayMs: Math.ceil(queue.drivenMs) };
        await heal(database, viewer, claimMs);
        const [next] = await database
          .select({
            batchId: batchRows.batchId,
            rowId: batchRows.id,
            requestId: batchRows.requestId,
            request: batchRows.asked,
          })
          .from(batchRows)
          .innerJoin(
            batches,
            and(eq(batches.workspaceId, batchRows.workspaceId), eq(batches.id, batchRows.batchId)),
          )
          .where(and(myRows(viewer), eq(batchRows.state, "waiting"), eq(batches.isPaused, false)))
          .orderBy(asc(batches.createdAt), asc(batches.id), asc(batchRows.position))
          .limit(1);
        if (!next) {
          // A row on its way may come back: who sent it stays the driver.
          const [open] = await database
            .select({ id: batchRows.id })
            .from(batchRows)
            .where(and(myRows(viewer), eq(batchRows.state, "sending")))
            .limit(1);
          await database
            .update(queues)
            .set({ driverId, driverUntil: open ? later(leaseMs) : sql`now()` })
            .where(mine(viewer));
          return open ? { kind: "wait", delayMs: fullDelayMs.max, problem: null } : { kind: "idle" };
        }
        await database
          .update(queues)
          .set({ driverId, driverUntil: later(leaseMs) })
          .where(mine(viewer));
        if (queue.waitMs > 0)
          return { kind: "wait", delayMs: Math.ceil(queue.waitMs), problem: queue.problem };
        const { count, delayMs } = await fullness(database, viewer);
        if (queue.room !== null && count >= queue.room)
          return {
            kind: "wait",
            delayMs: Math.ceil(Math.min(Math.max(delayMs, fullDelayMs.min), fullDelayMs.max)),
            problem: null,
          };
        await database
          .update(batchRows)
          .set({ state: "sending", claimedAt: sql`now()` })
          .where(and(myRows(viewer), eq(batchRows.id, next.rowId)));
        return { kind: "row", ...next, activeCount: count, failuresInRow: queue.failuresInRow };
      }),

    /** Writes down how the turn ended. Only for the row as it was taken: one that went on since is left alone. */
    endTurn: (viewer: Viewer, claim: RowClaim, end: RowEnd) =>
      access.transaction(async (database) => {
        const held = and(
          myRows(viewer),
          eq(batchRows.id, claim.rowId),
          eq(batchRows.requestId, claim.requestId),
          inArray(batchRows.state, ["sending", "waiting"]),
        );
        const told =
          "problem" in end
            ? { problem: end.problem, problemDetail: storableText(end.detail) }
            : { problem: null, problemDetail: null };
        const state = end.kind === "refused" ? "refused" : end.kind === "again" ? "waiting" : "done";
        await database
          .update(batchRows)
          .set({ state, claimedAt: null, ...told })
          .where(held);
        const isFailure = end.kind === "doubtful" || end.kind === "again";
        await database
          .update(queues)
          .set(
            isFailure
              ? {
                  failuresInRow: sql`${queues.failuresInRow} + 1`,
                  resumeAt: later(end.delayMs),
                  resumeProblem: end.kind === "again" ? end.problem : "outcome_unknown",
                  room: end.kind === "again" ? end.room : null,
                }
              : { failuresInRow: 0 },
          )
          .where(mine(viewer));
      }),

    /** Stops a batch until the person resumes it; its rows keep waiting. */
    pauseBatch: (viewer: Viewer, batchId: string, problem: ProblemCode, detail: string) =>
      access.run(async (database) => {
        await database
          .update(batches)
          .set({ isPaused: true, pauseProblem: problem, pauseDetail: storableText(detail) })
          .where(
            and(
              eq(batches.workspaceId, viewer.workspaceId),
              eq(batches.personId, viewer.personId),
              eq(batches.id, batchId),
            ),
          );
      }),
  };
}

import { and, asc, eq, inArray, isNull, lt, or, sql } from "drizzle-orm";
import type { ProblemCode } from "../domain/problem";
import { nextStep, queuePauseMs, roomAfterRefusal, roomAfterSuccess } from "../domain/queue-pace";
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
  /** Runs of the person under way or being sent when it was taken. */
  activeCount: number;
  /** Whether it tries for more runs at once than Layer is known to take. */
  isProbe: boolean;
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
  /** Layer took it; its generation tells the rest. */
  | { kind: "done" }
  /** Layer's answer was lost; the queue waits before it sends more. */
  | { kind: "doubtful" }
  | { kind: "refused"; problem: ProblemCode; detail: string }
  /** Nothing ran, and it is sent again after a while. */
  | { kind: "again"; problem: ProblemCode; detail: string; retryAfterSeconds: number | null };

/** How long the queue waits after a turn, and how many answers in a row were lost by now. */
export interface EndedTurn {
  delayMs: number;
  lostInRow: number;
}

// A refusal may have been about runs that nobody here knows of; after this long more is tried again, one row alone.
const roomMs = 10_000;
/** How soon a full queue looks again, at least and at most. */
const fullDelayMs = { min: 250, max: 4_000 };

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

const activeStatuses = ["submitting", "running"] as const;

/** The person's runs under way and rows being sent, and how soon the first of the runs is to be looked at. */
async function fullness(database: Queryable, viewer: Viewer) {
  const { workspaceId, personId } = viewer;
  const [runs] = await database
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
        inArray(generations.status, activeStatuses),
      ),
    );
  const isActive = sql`exists (select 1 from ${generations} where ${generations.workspaceId} = ${batchRows.workspaceId} and ${generations.requestId} = ${batchRows.requestId} and ${inArray(generations.status, activeStatuses)})`;
  const [rows] = await database
    .select({
      count: sql<number>`count(*)`.mapWith(Number),
      uncounted: sql<number>`count(*) filter (where not ${isActive})`.mapWith(Number),
    })
    .from(batchRows)
    .where(and(myRows(viewer), eq(batchRows.state, "sending")));
  return {
    activeCount: (runs?.count ?? 0) + (rows?.uncounted ?? 0),
    sendingCount: rows?.count ?? 0,
    lookInMs: Math.ceil(Math.min(Math.max(runs?.delayMs ?? 0, fullDelayMs.min), fullDelayMs.max)),
  };
}

/** The first row, in the order of batches and rows, that may be sent now; else the one that may be first. */
async function nextRow(database: Queryable, viewer: Viewer) {
  const restMs = sql<number>`greatest(coalesce(extract(epoch from ${batchRows.notBefore} - now()), 0), 0) * 1000`;
  const [row] = await database
    .select({
      batchId: batchRows.batchId,
      rowId: batchRows.id,
      requestId: batchRows.requestId,
      request: batchRows.asked,
      restMs: restMs.mapWith(Number),
    })
    .from(batchRows)
    .innerJoin(
      batches,
      and(eq(batches.workspaceId, batchRows.workspaceId), eq(batches.id, batchRows.batchId)),
    )
    .where(and(myRows(viewer), eq(batchRows.state, "waiting"), eq(batches.isPaused, false)))
    .orderBy(asc(restMs), asc(batches.createdAt), asc(batches.id), asc(batchRows.position))
    .limit(1);
  return row;
}

const openStates = ["sending", "waiting"] as const;

/**
 * Layer took longer to decline than a claim lasts, and the row was put down as sent meanwhile. Its one generation says that
 * nothing ran, and under its request id nothing runs twice.
 */
const wasRefused = sql`exists (select 1 from ${generations} where ${generations.workspaceId} = ${batchRows.workspaceId} and ${generations.requestId} = ${batchRows.requestId} and ${generations.status} = 'refused')`;

function refusedRoom(known: number | null, claim: RowClaim, delayMs: number) {
  const { room, isSure } = roomAfterRefusal(known, claim);
  return { room, roomUntil: isSure ? later(delayMs + roomMs) : null };
}

function takenRoom(known: number | null, claim: RowClaim) {
  const room = roomAfterSuccess(known, claim.activeCount);
  return room === null ? {} : { room, roomUntil: null };
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
            toldMs: sql<number>`coalesce(extract(epoch from ${queues.resumeAt} - now()), 0) * 1000`.mapWith(
              Number,
            ),
            toldProblem: queues.resumeProblem,
            room: queues.room,
            isRoomSure: sql<boolean>`coalesce(${queues.roomUntil} > now(), false)`,
            lostInRow: queues.lostInRow,
          })
          .from(queues)
          .where(mine(viewer))
          .for("update");
        if (!queue) throw new Error("A queue that was just written is gone.");
        if (queue.isElsewhere) return { kind: "elsewhere", delayMs: Math.ceil(queue.drivenMs) };
        await heal(database, viewer, claimMs);
        const next = await nextRow(database, viewer);
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
        const { lookInMs, ...active } = await fullness(database, viewer);
        const step = nextStep({ ...queue, ...active });
        if (step.kind === "room") return { kind: "wait", delayMs: lookInMs, problem: null };
        if (step.kind === "told") {
          // A run that ends meanwhile may end the wait as well, so it is looked for.
          const isWoken = queue.toldProblem === "too_many_running" && active.activeCount > 0;
          const toldMs = Math.ceil(queue.toldMs);
          return {
            kind: "wait",
            delayMs: isWoken ? Math.min(toldMs, lookInMs) : toldMs,
            problem: queue.toldProblem,
          };
        }
        const { restMs, ...row } = next;
        if (restMs > 0) return { kind: "wait", delayMs: Math.ceil(restMs), problem: "too_many_running" };
        await database
          .update(batchRows)
          .set({ state: "sending", claimedAt: sql`now()` })
          .where(and(myRows(viewer), eq(batchRows.id, row.rowId)));
        return { kind: "row", ...row, activeCount: active.activeCount, isProbe: step.isProbe };
      }),

    /** Writes down how the turn ended. Only for the row as it was taken: one that went on since is left alone. */
    endTurn: (viewer: Viewer, claim: RowClaim, end: RowEnd) =>
      access.transaction(async (database): Promise<EndedTurn> => {
        const [queue] = await database
          .select({
            isWaiting: sql<boolean>`coalesce(${queues.resumeAt} > now(), false)`,
            room: queues.room,
            failuresInRow: queues.failuresInRow,
            lostInRow: queues.lostInRow,
          })
          .from(queues)
          .where(mine(viewer))
          .for("update");
        const known = queue ?? { isWaiting: false, room: null, failuresInRow: 0, lostInRow: 0 };
        const isFailure = end.kind === "doubtful" || end.kind === "again";
        // What was on its way when the first failed says nothing new by failing too.
        const failuresInRow = isFailure ? Math.max(known.failuresInRow + (known.isWaiting ? 0 : 1), 1) : 0;
        const lostInRow =
          end.kind === "doubtful" ? known.lostInRow + 1 : end.kind === "again" ? known.lostInRow : 0;
        const retryAfterSeconds = end.kind === "again" ? end.retryAfterSeconds : null;
        const delayMs = isFailure ? queuePauseMs(failuresInRow, retryAfterSeconds) : 0;
        const isTooMany = end.kind === "again" && end.problem === "too_many_running";

        const told =
          "problem" in end
            ? { problem: end.problem, problemDetail: storableText(end.detail) }
            : { problem: null, problemDetail: null };
        await database
          .update(batchRows)
          .set({
            state: end.kind === "refused" ? "refused" : end.kind === "again" ? "waiting" : "done",
            claimedAt: null,
            notBefore: isTooMany ? later(delayMs) : null,
            ...told,
          })
          .where(
            and(
              myRows(viewer),
              eq(batchRows.id, claim.rowId),
              eq(batchRows.requestId, claim.requestId),
              end.kind === "again"
                ? or(inArray(batchRows.state, openStates), and(eq(batchRows.state, "done"), wasRefused))
                : inArray(batchRows.state, openStates),
            ),
          );
        await database
          .update(queues)
          .set({
            failuresInRow,
            lostInRow,
            ...(isFailure
              ? {
                  resumeAt: sql`greatest(${queues.resumeAt}, ${later(delayMs)})`,
                  // Whichever asked for the longer wait is the reason of it: a room that is free again ends no other's.
                  resumeProblem: sql`case when ${queues.resumeAt} > ${later(delayMs)} then ${queues.resumeProblem} else ${end.kind === "again" ? end.problem : "outcome_unknown"} end`,
                }
              : {}),
            ...(isTooMany ? refusedRoom(known.room, claim, delayMs) : {}),
            ...(end.kind === "done" ? takenRoom(known.room, claim) : {}),
          })
          .where(mine(viewer));
        return { delayMs, lostInRow };
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

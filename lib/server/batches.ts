import "server-only";
import { setTimeout as delay } from "node:timers/promises";
import {
  afterRefusal,
  type Batch,
  type BatchChange,
  type BatchSummary,
  maxUnknownInRow,
  type NewBatch,
  type Turn,
} from "@/lib/domain/batch";
import type { Generation } from "@/lib/domain/generation";
import { type Problem, ProblemError, problemOf } from "@/lib/domain/problem";
import type { Viewer } from "@/lib/journal/generation-reads";
import type { OpenTurn, RowClaim } from "@/lib/journal/queue-turns";
import { LayerError } from "@/lib/layer/layer-error";
import { requireWorkspace } from "./access";
import { startGeneration } from "./generations";
import { logFault } from "./log";
import { type GenerationParts, generationParts, refreshWorkspace } from "./refresh";
import type { Session } from "./session";

const viewerOf = (session: Session, workspaceId: string): Viewer => ({
  workspaceId,
  personId: session.personId,
});

/** A window that said nothing for this long no longer sends; a turn that is slow says so by its claim. */
const leaseMs = 20_000;
/** What a queue's row waits for Layer before the paid call: less than its claim lasts, so that no two turns prepare it. */
const prepareWithinMs = 15_000;
const claimMs = 20_000;

/** Writes an approved plan down. Nothing is sent by it. */
export async function createBatch(
  session: Session,
  workspaceId: string,
  batch: NewBatch,
  parts: GenerationParts = generationParts(),
): Promise<Batch> {
  await requireWorkspace(session, workspaceId);
  return await parts.journal.createBatch(viewerOf(session, workspaceId), session.personName, batch);
}

/** Everybody's plans in the workspace: all that are under way, and the newest that ended. */
export async function listBatches(
  session: Session,
  workspaceId: string,
  parts: GenerationParts = generationParts(),
): Promise<BatchSummary[]> {
  await requireWorkspace(session, workspaceId);
  return await parts.journal.listBatches(viewerOf(session, workspaceId));
}

/** Throws `not_found`. */
export async function getBatch(
  session: Session,
  workspaceId: string,
  batchId: string,
  parts: GenerationParts = generationParts(),
): Promise<Batch> {
  await requireWorkspace(session, workspaceId);
  return known(await parts.journal.findBatch(viewerOf(session, workspaceId), batchId));
}

/** Throws `not_found`, `forbidden` for a colleague's plan, `invalid_request` where it has moved on meanwhile. */
export async function changeBatch(
  session: Session,
  workspaceId: string,
  batchId: string,
  change: BatchChange,
  parts: GenerationParts = generationParts(),
): Promise<Batch> {
  await requireWorkspace(session, workspaceId);
  return known(await parts.journal.changeBatch(viewerOf(session, workspaceId), batchId, change));
}

function known(batch: Batch | null): Batch {
  if (!batch) throw new ProblemError(problemOf("not_found"));
  return batch;
}

/** What kept a row from becoming a generation. Throws what is no problem of Layer's or ours. */
function problemBefore(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof LayerError) return error.toProblem();
  throw error;
}

interface Declined {
  problem: Problem["code"];
  detail: string;
  retryAfterSeconds: number | null;
}

/** A row that did not become a run: nothing was paid for it. */
async function decline(
  viewer: Viewer,
  claim: RowClaim,
  { problem, detail, retryAfterSeconds }: Declined,
  { journal }: GenerationParts,
): Promise<Turn> {
  const { batchId, rowId } = claim;
  const what = afterRefusal(problem);
  if (what === "refuse") {
    await journal.endTurn(viewer, claim, { kind: "refused", problem, detail });
    return { kind: "refused", batchId, rowId, problem, detail };
  }
  if (what === "pause") {
    await journal.pauseBatch(viewer, batchId, problem, detail);
    await journal.endTurn(viewer, claim, { kind: "again", problem, detail, retryAfterSeconds: 0 });
    return { kind: "paused", batchId, problem, detail };
  }
  const { delayMs } = await journal.endTurn(viewer, claim, {
    kind: "again",
    problem,
    detail,
    retryAfterSeconds,
  });
  return { kind: "put_off", batchId, rowId, delayMs, problem };
}

async function concluded(
  viewer: Viewer,
  claim: RowClaim,
  generation: Generation,
  parts: GenerationParts,
): Promise<Turn> {
  const { batchId, rowId } = claim;
  if (generation.status === "refused") return await decline(viewer, claim, generation, parts);
  if (generation.status !== "unknown") {
    await parts.journal.endTurn(viewer, claim, { kind: "done" });
    return { kind: "sent", batchId, rowId, generation };
  }
  const { lostInRow } = await parts.journal.endTurn(viewer, claim, { kind: "doubtful" });
  if (lostInRow < maxUnknownInRow) return { kind: "sent", batchId, rowId, generation };
  const detail = `Layer's answers to the last ${lostInRow} rows were lost, so Easel stopped sending. Look in Layer before you resume.`;
  await parts.journal.pauseBatch(viewer, batchId, "outcome_unknown", detail);
  return { kind: "paused", batchId, problem: "outcome_unknown", detail };
}

/** Sends the row that was taken. Throws when the person may not, or the history is away; then nothing was started. */
async function sendRow(
  session: Session,
  workspaceId: string,
  claim: RowClaim,
  parts: GenerationParts,
): Promise<Turn> {
  const viewer = viewerOf(session, workspaceId);
  let generation: Generation;
  try {
    generation = await startGeneration(
      session,
      workspaceId,
      { requestId: claim.requestId, request: claim.request },
      { ...parts, prepareWithinMs: Math.min(parts.prepareWithinMs, prepareWithinMs) },
      { reopensRefused: true },
    );
  } catch (error) {
    const { code, detail, retryAfterSeconds } = problemBefore(error);
    const refusal = { problem: code, detail, retryAfterSeconds: retryAfterSeconds ?? null };
    const declined = await decline(viewer, claim, refusal, parts);
    // The row waits; it is the person who has to act.
    if (code === "token_refused" || code === "signed_out") throw error;
    return declined;
  }
  return await concluded(viewer, claim, generation, parts);
}

async function openTurn(session: Session, workspaceId: string, driverId: string, parts: GenerationParts) {
  const viewer = viewerOf(session, workspaceId);
  const options = { driverId, leaseMs, claimMs };
  const turn = await parts.journal.openTurn(viewer, options);
  const isForRoom = turn.kind === "wait" && (turn.problem === null || turn.problem === "too_many_running");
  if (!isForRoom) return turn;
  // A full queue waits for runs to end, and they end here only when somebody looks.
  await refreshWorkspace(session, workspaceId, parts);
  return await parts.journal.openTurn(viewer, options);
}

/**
 * One turn of the person's queue: sends the next row where Layer has room for it. Any number of windows may ask at any
 * time; a row is paid for once, because it is started under its own request id. Like a click it must not be given the
 * request's abort signal. Throws when the person may not, or the history is away; then nothing was started.
 */
export async function takeTurn(
  session: Session,
  workspaceId: string,
  driverId: string,
  parts: GenerationParts = generationParts(),
): Promise<Turn> {
  await requireWorkspace(session, workspaceId);
  const turn = await openTurn(session, workspaceId, driverId, parts);
  return turn.kind === "row" ? await sendRow(session, workspaceId, turn, parts) : turn;
}

/** Rows of one window on their way at once; how many Layer takes is learned elsewhere. */
const maxSending = 5;
/** After this long an answer goes back to the window, which asks again: it shows what was sent, and a host may limit requests. */
const turnsForMs = 4_000;

/**
 * Turns side by side, as many as Layer has room for, until nothing may be sent for now or a few seconds are over. The
 * last of them says how it goes on. A row that Layer is slow to answer goes on behind the answer.
 */
export async function takeTurns(
  session: Session,
  workspaceId: string,
  driverId: string,
  parts: GenerationParts = generationParts(),
): Promise<Turn[]> {
  await requireWorkspace(session, workspaceId);
  const until = Date.now() + turnsForMs;
  const turns: Turn[] = [];
  const sending = new Set<Promise<void>>();
  let failure: { error: unknown } | null = null;
  let isOver = false;
  const send = (claim: RowClaim) => {
    const sent = sendRow(session, workspaceId, claim, parts)
      .then(
        (turn) => void turns.push(turn),
        (error: unknown) => {
          const isTold = failure === null && !isOver;
          failure ??= { error };
          // The window hears of the first before its answer and of no other; who has to act meets theirs with the next row.
          if (!isTold && !(error instanceof ProblemError || error instanceof LayerError))
            logFault("sending a row of the queue", error, [session.token]);
        },
      )
      .finally(() => sending.delete(sent));
    sending.add(sent);
    parts.background(sent);
  };
  let last: Exclude<OpenTurn, RowClaim> | null = null;
  try {
    while (Date.now() < until && failure === null) {
      const turn = await openTurn(session, workspaceId, driverId, parts);
      if (turn.kind === "row") send(turn);
      last = turn.kind === "row" ? null : turn;
      if (last && sending.size === 0) break;
      if (last || sending.size >= maxSending) {
        const patience = Math.min(last && "delayMs" in last ? last.delayMs : turnsForMs, until - Date.now());
        await Promise.race([...sending, delay(patience, undefined, { ref: false })]);
      }
    }
  } finally {
    isOver = true;
  }
  if (failure !== null) throw (failure as { error: unknown }).error;
  return last ? [...turns, last] : turns;
}

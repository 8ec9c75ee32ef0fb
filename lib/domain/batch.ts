import * as z from "zod/mini";
import type { Generation, GenerationStatus, SettledWord } from "./generation";
import { uuid } from "./identifier";
import type { ProblemCode } from "./problem";
import { usualRoom } from "./queue-pace";
import { generationRequestSchema } from "./request";

/** Rows in one plan: as many as a person can look over before approving. */
export const maxBatchRows = 500;
const maxNameCharacters = 200;

const nameSchema = z
  .string()
  .check(
    z.minLength(1, "must not be empty"),
    z.maxLength(maxNameCharacters, `must be at most ${maxNameCharacters} characters`),
  );

const newBatchRowSchema = z.object({
  rowId: uuid,
  label: nameSchema,
  request: generationRequestSchema,
  /** As told to the person who approves; null where Layer gave no price. */
  estimate: z.nullable(z.number().check(z.gte(0))),
});

/** A plan as it is approved. The browser makes the ids once, and the same batch id never makes a second plan. */
export const newBatchSchema = z.object({
  batchId: uuid,
  name: nameSchema,
  rows: z.array(newBatchRowSchema).check(
    z.minLength(1, "must have a row"),
    z.maxLength(maxBatchRows, `must be at most ${maxBatchRows} rows`),
    z.refine(
      (rows) => new Set(rows.map(({ rowId }) => rowId.toLowerCase())).size === rows.length,
      "two rows have the same id",
    ),
  ),
});

export type NewBatch = z.infer<typeof newBatchSchema>;

/** What the person may do with a plan that is under way. */
export const batchChangeSchema = z.discriminatedUnion("change", [
  z.object({ change: z.literal("pause") }),
  z.object({ change: z.literal("resume") }),
  /** Rows that are not sent yet; null is all of them. */
  z.object({
    change: z.literal("cancel"),
    rowIds: z.nullable(z.array(uuid).check(z.minLength(1), z.maxLength(maxBatchRows))),
  }),
  /** A waiting row to before another waiting one; null is the end. */
  z.object({ change: z.literal("move"), rowId: uuid, beforeRowId: z.nullable(uuid) }),
  /** A row that ended without results; the attempt that is seen, so that two clicks make one. */
  z.object({ change: z.literal("retry"), rowId: uuid, attempt: z.int().check(z.gte(1)) }),
]);

export type BatchChange = z.infer<typeof batchChangeSchema>;

/** What the queue itself knows of a row; `done` is told by the row's generation. */
export type StoredRowState = "waiting" | "sending" | "done" | "refused" | "cancelled";

/**
 * waiting: not sent, nothing paid · sending: being sent now · sent: Layer took it, and its generation tells the rest ·
 * refused: Layer or Easel declined it, nothing ran · unknown: the answer was lost, Layer may have started it ·
 * cancelled: taken off before it was sent.
 */
export type BatchRowState = "waiting" | "sending" | "sent" | "refused" | "unknown" | "cancelled";

/** How a row stands, from what the queue stored and the generation of its newest attempt. */
export function rowStateOf(stored: StoredRowState, generation: GenerationStatus | null): BatchRowState {
  // What Layer has outweighs what the queue wanted.
  if (generation !== null && generation !== "refused")
    return generation === "submitting" ? "sending" : generation === "unknown" ? "unknown" : "sent";
  // A refusal the queue sends again stays in the history until it is.
  return stored === "done" ? (generation === "refused" ? "refused" : "sending") : stored;
}

/** A row as everybody who reaches the workspace sees it; what was asked stands in its generation. */
export interface BatchRow {
  id: string;
  label: string;
  position: number;
  state: BatchRowState;
  /** 1 until the person runs the row again. */
  attempt: number;
  estimateCreativeUnits: number | null;
  /** Why it was refused, or why it is still to be sent after a try; null where nothing was said. */
  problem: { code: ProblemCode; detail: string } | null;
  /** The newest attempt's; null before it was first sent. */
  generation: {
    id: string;
    status: GenerationStatus;
    chargeCreativeUnits: number | null;
    /** Layer's words for why it failed. */
    error: string | null;
    /** The person's word on an unknown outcome. */
    settledAs: SettledWord | null;
  } | null;
}

export const batchCountNames = [
  "waiting",
  "sending",
  "running",
  "complete",
  "failed",
  "refused",
  "unknown",
  "cancelled",
] as const;

/** Rows by what became of them; `failed` is every end at Layer without results. */
export type BatchCounts = Record<(typeof batchCountNames)[number], number>;

/** Under which count a row goes. */
export function countNameOf(state: BatchRowState, generation: GenerationStatus | null): keyof BatchCounts {
  if (state !== "sent") return state;
  return generation === "running" ? "running" : generation === "complete" ? "complete" : "failed";
}

export interface BatchSummary {
  id: string;
  workspaceId: string;
  name: string;
  personName: string;
  isMine: boolean;
  createdAt: string;
  counts: BatchCounts;
  /** Null while it goes on; a problem where Easel paused it, none where the person did. */
  pause: { problem: ProblemCode | null; detail: string } | null;
  /** Whether any window of the person's asked to send lately. */
  isDriven: boolean;
  /** Until when Layer told the queue to wait, and why; null while it may send. */
  resume: { at: string; problem: ProblemCode } | null;
  /** Sum of what was told at the approval, and the rows Layer gave no price for. */
  estimateCreativeUnits: number;
  unpricedCount: number;
  /** Sum of what Layer said it charged. */
  chargeCreativeUnits: number;
  /** Half of its finished runs took no longer; null before the first. */
  usualSeconds: number | null;
}

export interface Batch extends BatchSummary {
  /** The workflow it runs several times; null where it asks models. */
  workflowId: string | null;
  /** In the order of sending. */
  rows: BatchRow[];
}

export const turnSchema = z.object({ driverId: uuid });

/** What came of one step of the queue: at most one row is sent in it. */
export type Turn =
  | { kind: "sent"; batchId: string; rowId: string; generation: Generation }
  /** The row did not become a generation. */
  | { kind: "refused"; batchId: string; rowId: string; problem: ProblemCode; detail: string }
  /** Nothing ran; the row is sent again after the delay. */
  | { kind: "put_off"; batchId: string; rowId: string; delayMs: number; problem: ProblemCode }
  /** Another browser of the person's sends. */
  | { kind: "elsewhere"; delayMs: number }
  /** Layer is full, or asked for patience. */
  | { kind: "wait"; delayMs: number; problem: ProblemCode | null }
  /** Easel stopped sending this batch until the person says so. */
  | { kind: "paused"; batchId: string; problem: ProblemCode; detail: string }
  /** Nothing is waiting. */
  | { kind: "idle" };

/** What has to happen with a row after Layer or Easel declined it. */
export type Declined = "send_again" | "pause" | "refuse";

const passingCodes: ReadonlySet<ProblemCode> = new Set([
  "too_many_running",
  "layer_busy",
  "layer_unreachable",
  "layer_failed",
  "layer_timed_out",
  "layer_unreadable",
  "history_unavailable",
  "token_refused",
  "signed_out",
  "internal",
]);

/** A refusal says that nothing ran, so sending the row again is no second payment. */
export function afterRefusal(code: ProblemCode): Declined {
  if (code === "not_enough_creative_units" || code === "budget_reached" || code === "forbidden")
    return "pause";
  return passingCodes.has(code) ? "send_again" : "refuse";
}

/** Answers lost one after another before Easel stops by itself: more would only be more in doubt. */
export const maxUnknownInRow = 5;

/** The ids with one of them moved to before another; null is the end. Null where either is not among them. */
export function movedBefore(ids: readonly string[], id: string, beforeId: string | null): string[] | null {
  if (!ids.includes(id) || (beforeId !== null && !ids.includes(beforeId))) return null;
  if (id === beforeId) return [...ids];
  const rest = ids.filter((other) => other !== id);
  const at = beforeId === null ? rest.length : rest.indexOf(beforeId);
  return rest.toSpliced(at, 0, id);
}

/** Rows that still change by themselves. */
export function openCount(counts: BatchCounts): number {
  return counts.waiting + counts.sending + counts.running;
}

export function totalCount(counts: BatchCounts): number {
  return batchCountNames.reduce((sum, name) => sum + counts[name], 0);
}

/** How much longer a batch usually takes: its own finished runs' time, as many at once as Layer takes. */
export function usualSecondsLeft({ counts, usualSeconds, pause }: BatchSummary): number | null {
  const left = openCount(counts);
  if (left === 0 || usualSeconds === null || pause !== null) return null;
  return Math.ceil(left / usualRoom) * usualSeconds;
}

import { type ProblemCode, ProblemError } from "./problem";

// What a second try may well cure. `offline` is not here: the query waits for the network by itself.
const passing: ReadonlySet<ProblemCode> = new Set([
  "layer_unreachable",
  "layer_failed",
  "layer_timed_out",
  "history_unavailable",
  "easel_unreachable",
  "internal",
]);

/** Whether asking the same again, unasked, makes sense. Only ever for reads: a paid call is never repeated. */
export function isRetryable(error: unknown): boolean {
  return error instanceof ProblemError && passing.has(error.problem.code);
}

/** Milliseconds before try number `failures + 1`: what the answer asked for, else 1 s, 2 s, 4 s … to 30 s. */
export function retryDelayMs(failures: number, error: unknown): number {
  const asked = error instanceof ProblemError ? error.problem.retryAfterSeconds : undefined;
  if (asked !== undefined) return Math.min(asked, 60) * 1_000;
  return Math.min(1_000 * 2 ** failures, 30_000);
}

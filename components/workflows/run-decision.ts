import type { Generation } from "@/lib/domain/generation";
import {
  confirmAboveCreativeUnits,
  creativeUnits,
  type Estimate,
  formatCreativeUnits,
} from "@/lib/domain/money";
import type { Problem } from "@/lib/domain/problem";
import type { WorkflowRequest } from "@/lib/domain/request";

export type RunDecision =
  | { kind: "start" }
  | { kind: "refuse" }
  | { kind: "confirm"; title: string; text: string; action: string };

/** A click whose answer is not known: the same id never starts a second run. */
export interface PendingRun {
  requestId: string;
  request: WorkflowRequest;
}

const sorted = (_key: string, value: unknown) =>
  value !== null && typeof value === "object" && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** Whether two requests ask for the same, whatever the order of their members. */
function isSameRun(a: WorkflowRequest, b: WorkflowRequest): boolean {
  return JSON.stringify(a, sorted) === JSON.stringify(b, sorted);
}

/** The click for a request: the pending one while nothing was changed since, else a new one. */
export function runFor(
  pending: PendingRun | null,
  request: WorkflowRequest,
  newId: () => string,
): PendingRun {
  return pending && isSameRun(pending.request, request) ? pending : { requestId: newId(), request };
}

/** Whether a click spends at once, asks once, or is refused. Only Layer's own quote is ever weighed. */
export function decideRun(
  estimate: Estimate | null,
  request: WorkflowRequest,
  unknownRuns: readonly Generation[],
): RunDecision {
  if (estimate && !estimate.isAffordable) return { kind: "refuse" };
  const action = estimate ? `Run · ${creativeUnits(estimate.priceCreativeUnits)}` : "Run without a price";
  if (unknownRuns.some((run) => run.request.kind === "workflow" && isSameRun(run.request, request)))
    return {
      kind: "confirm",
      title: "Layer may have started this already",
      text: "The answer to the same run was lost. If Layer did start it, running again pays a second time. Compare the balance and look in Layer first.",
      action,
    };
  if (!estimate)
    return {
      kind: "confirm",
      title: "Run without knowing the price?",
      text: "Layer gave no price for this. What it charges is shown when the run has ended.",
      action,
    };
  if (estimate.priceCreativeUnits > confirmAboveCreativeUnits)
    return {
      kind: "confirm",
      title: `Run for ${creativeUnits(estimate.priceCreativeUnits)}?`,
      text: `${formatCreativeUnits(estimate.remainingCreativeUnits)} of ${creativeUnits(estimate.availableCreativeUnits)} are left after. Easel asks above ${confirmAboveCreativeUnits} CU.`,
      action,
    };
  return { kind: "start" };
}

/** Whether the click may have reached Easel although no answer came: it keeps its id until that is known. */
export function isAnswerLost(problem: Problem): boolean {
  return problem.code === "offline" || problem.code === "internal";
}

/** "4 views, 1 mesh": what a run is expected to make. */
export function outputWords(outputs: Estimate["outputs"]): string {
  return outputs
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => `${count} × ${name}`)
    .join(", ");
}

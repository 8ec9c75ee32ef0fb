import { isSameRequest } from "@/lib/browser/drafts";
import type { Generation } from "@/lib/domain/generation";
import {
  confirmAboveCreativeUnits,
  creativeUnits,
  type Estimate,
  formatCreativeUnits,
} from "@/lib/domain/money";
import type { Problem, ProblemCode } from "@/lib/domain/problem";
import type { ModelRequest } from "@/lib/domain/request";

export type ClickDecision =
  | { kind: "start" }
  | { kind: "refuse" }
  | { kind: "confirm"; title: string; text: string; action: string };

interface ClickFacts {
  /** Layer's quote for exactly this request; null where it gave none. */
  estimate: Estimate | null;
  request: ModelRequest;
  /** Runs whose outcome is not known, of this person. */
  unknownRuns: readonly Generation[];
}

/** Whether a click spends at once, asks once, or is refused. Only Layer's own quote is ever weighed. */
export function decideClick({ estimate, request, unknownRuns }: ClickFacts): ClickDecision {
  if (estimate && !estimate.isAffordable) return { kind: "refuse" };
  const action = estimate
    ? `Generate · ${creativeUnits(estimate.priceCreativeUnits)}`
    : "Generate without a price";
  const isRepeat = unknownRuns.some(
    (run) => run.status === "unknown" && run.request.kind === "model" && isSameRequest(run.request, request),
  );
  if (isRepeat)
    return {
      kind: "confirm",
      title: "Layer may have started this already",
      text: "The answer to the same run was lost. If Layer did start it, generating again pays a second time. Compare the balance and look in Layer first.",
      action,
    };
  if (!estimate)
    return {
      kind: "confirm",
      title: "Generate without knowing the price?",
      text: "Layer gave no price for this. What it charges is shown when the run has ended.",
      action,
    };
  if (estimate.priceCreativeUnits > confirmAboveCreativeUnits)
    return {
      kind: "confirm",
      title: `Generate for ${creativeUnits(estimate.priceCreativeUnits)}?`,
      text: `${formatCreativeUnits(estimate.remainingCreativeUnits)} of ${creativeUnits(estimate.availableCreativeUnits)} are left after. Easel asks above ${confirmAboveCreativeUnits} CU.`,
      action,
    };
  return { kind: "start" };
}

const lostAnswers: ReadonlySet<ProblemCode> = new Set(["offline", "internal"]);

/** Whether the click may have reached Easel although no answer came: it keeps its id until that is known. */
export function isAnswerLost(problem: Problem): boolean {
  return lostAnswers.has(problem.code);
}

/** What is said of money when a click did not become a generation. */
export function chargeWords(problem: Problem, wasSent: boolean): string {
  return wasSent && isAnswerLost(problem)
    ? "Whether it started is not known yet. Generating again with the same settings asks about this very click and never starts it twice."
    : "Nothing was started, so nothing was charged.";
}

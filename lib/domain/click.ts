import type { Generation } from "./generation";
import { creativeUnits, type Estimate, formatCreativeUnits } from "./money";
import type { Problem, ProblemCode } from "./problem";
import type { GenerationRequest, StartGeneration } from "./request";

/**
 * A click that was sent and whose answer is not known. It is written down before it is sent, so whatever is found
 * written down counts as sent: the server may have paid for it, and only under the same id it is never paid twice.
 */
export type PendingClick = StartGeneration;

/** What the button is called that makes the click. */
export type ClickVerb = "generate" | "run";

interface VerbWords {
  imperative: string;
  again: string;
}

const verbWords: Readonly<Record<ClickVerb, VerbWords>> = {
  generate: { imperative: "Generate", again: "generating again" },
  run: { imperative: "Run", again: "running again" },
};

export type ClickDecision =
  | { kind: "start" }
  | { kind: "refuse" }
  | { kind: "confirm"; title: string; text: string; action: string };

interface ClickFacts {
  /** Layer's quote for exactly this request; null where it gave none. */
  estimate: Estimate | null;
  request: GenerationRequest;
  /** What this page knows of the history. */
  generations: readonly Generation[];
  verb: ClickVerb;
  /** A click that would spend more asks once before it spends. */
  confirmAboveCreativeUnits: number;
}

/** Whether a click spends at once, asks once, or is refused. Only Layer's own quote is ever weighed. */
export function decideClick({
  estimate,
  request,
  generations,
  verb,
  confirmAboveCreativeUnits,
}: ClickFacts): ClickDecision {
  if (estimate && !estimate.isAffordable) return { kind: "refuse" };
  const { imperative, again } = verbWords[verb];
  const action = estimate
    ? `${imperative} · ${creativeUnits(estimate.priceCreativeUnits)}`
    : `${imperative} without a price`;
  const isRepeat = generations.some(
    (generation) =>
      generation.status === "unknown" &&
      generation.settled?.as !== "not_started" &&
      generation.isMine &&
      isSameRequest(generation.request, request),
  );
  if (isRepeat)
    return {
      kind: "confirm",
      title: "Layer may have started this already",
      text: `The answer to the same run was lost. If Layer did start it, ${again} pays a second time. Compare the balance and look in Layer first.`,
      action,
    };
  if (!estimate)
    return {
      kind: "confirm",
      title: `${imperative} without knowing the price?`,
      text: "Layer gave no price for this. What it charges is shown when the run has ended.",
      action,
    };
  if (estimate.priceCreativeUnits > confirmAboveCreativeUnits)
    return {
      kind: "confirm",
      title: `${imperative} for ${creativeUnits(estimate.priceCreativeUnits)}?`,
      text: `${formatCreativeUnits(estimate.remainingCreativeUnits)} of ${creativeUnits(estimate.availableCreativeUnits)} are left after. Easel asks above ${creativeUnits(confirmAboveCreativeUnits)}.`,
      action,
    };
  return { kind: "start" };
}

const sorted = (_key: string, value: unknown) =>
  value !== null && typeof value === "object" && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** Whether two requests ask for the same, whatever the order of their members. */
export function isSameRequest(a: GenerationRequest, b: GenerationRequest): boolean {
  return JSON.stringify(a, sorted) === JSON.stringify(b, sorted);
}

/** The click for a request: the pending one where the same was asked and never answered, else a new one. */
export function clickFor(
  pending: readonly PendingClick[],
  request: GenerationRequest,
  newId: () => string,
): { click: PendingClick; isResend: boolean } {
  const known = pending.find((click) => isSameRequest(click.request, request));
  return known
    ? { click: known, isResend: true }
    : { click: { requestId: newId(), request }, isResend: false };
}

/** The pending clicks with one more, the newest last. */
export function withClick(pending: readonly PendingClick[], click: PendingClick): readonly PendingClick[] {
  return pending.some(({ requestId }) => requestId === click.requestId) ? pending : [...pending, click];
}

/** The pending clicks without those of these ids; the same list where none of them is in it. */
export function withoutClicks(
  pending: readonly PendingClick[],
  requestIds: ReadonlySet<string>,
): readonly PendingClick[] {
  const left = pending.filter(({ requestId }) => !requestIds.has(requestId));
  return left.length === pending.length ? pending : left;
}

/** The clicks of a stored form: once there was room for one, and money may hang on that one still. */
export function storedClicks(
  clicks: readonly PendingClick[] | undefined,
  single: PendingClick | null | undefined,
): readonly PendingClick[] {
  return clicks ?? (single ? [single] : []);
}

/** The ids of the pending clicks that the history knows: they are answered, however it came to know of them. */
export function answeredIds(
  pending: readonly PendingClick[],
  generations: readonly Pick<Generation, "requestId">[],
): ReadonlySet<string> {
  const known = new Set(generations.map(({ requestId }) => requestId));
  return new Set(pending.flatMap(({ requestId }) => (known.has(requestId) ? [requestId] : [])));
}

// No answer, the answer of something between the browser and Easel, or one that itself does not know.
const unprovenCodes: ReadonlySet<ProblemCode> = new Set([
  "offline",
  "easel_unreachable",
  "internal",
  "outcome_unknown",
  "interrupted",
]);

/**
 * Whether a click stays pending after its sending met a problem. A refusal of Easel's own proves that the first
 * sending started nothing. It proves nothing about an earlier one: the session, the workspace and the history are asked
 * before the click's id is looked up, so a click that was already paid for can be refused too.
 */
export function staysPending(problem: Problem, isResend: boolean): boolean {
  return isResend || unprovenCodes.has(problem.code);
}

/** What is said of money when a click did not become a generation. */
export function chargeWords(isPending: boolean, verb: ClickVerb): string {
  if (!isPending) return "Nothing was started, so nothing was charged.";
  const { again } = verbWords[verb];
  return `Whether it started is not known yet. ${again.charAt(0).toUpperCase()}${again.slice(1)} with the same settings asks about this very click and never starts it twice.`;
}

// Not found: the workflow was unpublished, the model withdrawn, or the workspace is out of reach, for a run as for a price.
const runlessCodes: ReadonlySet<ProblemCode> = new Set([
  "offline",
  "easel_unreachable",
  "signed_out",
  "not_found",
]);

/** Whether what kept a price from coming keeps the run from starting too. */
export function keepsRunsAway(problem: Problem): boolean {
  return runlessCodes.has(problem.code);
}

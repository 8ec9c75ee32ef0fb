import "server-only";
import { setTimeout as delay } from "node:timers/promises";
import * as z from "zod";
import {
  type Generation,
  type GenerationChanges,
  type GenerationPage,
  type GenerationSource,
  type GenerationStatus,
  isActive,
  type SettledWord,
} from "@/lib/domain/generation";
import { timingSeconds } from "@/lib/domain/model";
import type { Estimate } from "@/lib/domain/money";
import { minPollDelayMs, nextPollDelayMs } from "@/lib/domain/polling";
import { type ProblemCode, ProblemError, problemOf } from "@/lib/domain/problem";
import type { GenerationRequest, StartGeneration } from "@/lib/domain/request";
import type { StartedRun } from "@/lib/domain/run";
import { inputsProblem } from "@/lib/domain/workflow-check";
import type { Viewer } from "@/lib/journal/generation-reads";
import type { Refusal, Submitted } from "@/lib/journal/generation-writes";
import { storable } from "@/lib/journal/storable";
import { LayerError } from "@/lib/layer/layer-error";
import { forgetAccess, requireWorkspace } from "./access";
import { requireBudget } from "./budgets";
import { getModel, getWorkflow } from "./catalog";
import { env } from "./env";
import { logFault } from "./log";
import { type GenerationParts, generationParts, refreshWorkspace } from "./refresh";
import type { Session } from "./session";
import { shownGeneration } from "./shown-assets";

const viewerOf = (session: Session, workspaceId: string): Viewer => ({
  workspaceId,
  personId: session.personId,
});

interface Resolved {
  source: GenerationSource;
  /** Why Layer need not be asked: it would refuse, by the workflow's own rules. */
  refusal: Refusal | null;
  /** Layer's own words for how long it takes, in seconds. */
  toldSeconds: number | null;
}

async function resolveSource(
  session: Session,
  workspaceId: string,
  request: GenerationRequest,
): Promise<Resolved> {
  if (request.kind === "model") {
    const { name, modality, timing } = await getModel(session, workspaceId, request.modelId);
    return {
      source: { kind: "model", id: request.modelId, name, modality },
      refusal: null,
      toldSeconds: timingSeconds(timing),
    };
  }
  const { name, modality, inputs } = await getWorkflow(session, workspaceId, request.workflowId);
  const problem = inputsProblem({ inputs }, request.inputs);
  return {
    source: { kind: "workflow", id: request.workflowId, name, modality },
    refusal: problem ? { problem: "invalid_request", detail: problem, retryAfterSeconds: null } : null,
    toldSeconds: null,
  };
}

const refusalOf = (error: LayerError): Refusal => ({
  problem: error.code,
  detail: error.detail,
  retryAfterSeconds: error.retryAfterSeconds ?? null,
});

// The price may fail to be told while the paid call, whose word counts, would still be taken or refused for a better
// reason.
const quotelessCodes = new Set<ProblemCode>([
  "not_enough_creative_units",
  "too_many_running",
  "layer_busy",
  "layer_failed",
  "layer_unreadable",
]);

/** Layer's quote, or null where it has none; or what is wrong with the request. Throws when Layer cannot be asked. */
async function quote(
  session: Session,
  workspaceId: string,
  request: GenerationRequest,
  parts: GenerationParts,
): Promise<{ estimate: Estimate | null; refusal: Refusal | null }> {
  try {
    return { estimate: await parts.layer.estimate(session.token, workspaceId, request), refusal: null };
  } catch (error) {
    if (!(error instanceof LayerError)) throw error;
    if (error.code === "invalid_request") return { estimate: null, refusal: refusalOf(error) };
    if (quotelessCodes.has(error.code)) return { estimate: null, refusal: null };
    throw error;
  }
}

type Outcome =
  | { kind: "running"; started: StartedRun }
  | { kind: "refused"; refusal: Refusal }
  | { kind: "unknown"; detail: string };

/** The paid call, made once. It never throws: what became of it has to be written down. */
async function pay(
  session: Session,
  workspaceId: string,
  request: GenerationRequest,
  parts: GenerationParts,
): Promise<Outcome> {
  try {
    return { kind: "running", started: await parts.layer.start(session.token, workspaceId, request) };
  } catch (error) {
    if (!(error instanceof LayerError)) {
      logFault("starting a generation", error, [session.token]);
      return { kind: "unknown", detail: "Easel had a fault of its own while it asked Layer." };
    }
    if (error.code === "token_refused") forgetAccess(session);
    if (!error.mayHaveRun) return { kind: "refused", refusal: refusalOf(error) };
    // What became of it only Layer knows; whoever asks there needs every trace.
    logFault("starting a generation", error, [session.token]);
    return { kind: "unknown", detail: error.detail };
  }
}

const notAsked = (problem: ProblemCode, reason: string): Outcome => ({
  kind: "refused",
  refusal: {
    problem,
    detail: `${reason}, so Layer was not asked and nothing was started.`,
    retryAfterSeconds: null,
  },
});

/** The paid call, once the history has taken that it is about to be made; without that it is not made. */
async function payMarked(
  session: Session,
  { generation: { workspaceId, id }, sending }: Submitted,
  request: GenerationRequest,
  parts: GenerationParts,
): Promise<Outcome> {
  try {
    const mayPay = await parts.journal.markPaying(viewerOf(session, workspaceId), id, sending);
    return mayPay
      ? await pay(session, workspaceId, request, parts)
      : notAsked("internal", "This had been given up");
  } catch (error) {
    logFault(`marking generation ${id} as about to be paid`, error);
    return notAsked("history_unavailable", "Easel's history did not answer");
  }
}

function record(
  viewer: Viewer,
  { generation: { id }, sending }: Submitted,
  outcome: Outcome,
  { journal }: GenerationParts,
) {
  switch (outcome.kind) {
    case "running":
      return journal.markRunning(viewer, id, outcome.started);
    case "refused":
      return journal.markRefused(viewer, id, outcome.refusal, sending);
    default:
      return journal.markUnknown(viewer, id, outcome.detail, sending);
  }
}

/** How long an answer waits for the history to take an outcome; the attempts go on behind it. */
const outcomeWaitMs = 4_000;

/** Writes an outcome down, again and again while the database is away; null when it never came back. */
async function recordPersistently(
  viewer: Viewer,
  submitted: Submitted,
  outcome: Outcome,
  parts: GenerationParts,
): Promise<Generation | null> {
  for (const pauseMs of [...parts.writeRetryDelaysMs, null]) {
    try {
      return await record(viewer, submitted, outcome, parts);
    } catch (error) {
      const run = outcome.kind === "running" ? ` (Layer's run ${outcome.started.runId})` : "";
      logFault(`writing down that generation ${submitted.generation.id} is ${outcome.kind}${run}`, error);
      if (pauseMs !== null) await delay(pauseMs);
    }
  }
  return null;
}

/** Notes the balance right after an answer was lost, for the person to hold against the one before; null where it cannot. */
async function noteBalanceAfter(
  session: Session,
  { workspaceId, id }: Generation,
  parts: GenerationParts,
): Promise<Generation | null> {
  try {
    const { availableCreativeUnits } = await parts.layer.getWorkspace(session.token, workspaceId);
    return await parts.journal.noteAvailableAfter(viewerOf(session, workspaceId), id, availableCreativeUnits);
  } catch (error) {
    // A Layer that has just lost one answer often loses the next as well.
    if (!(error instanceof ProblemError || error instanceof LayerError))
      logFault(`asking the balance after generation ${id}`, error, [session.token]);
    return null;
  }
}

/** What is known of a generation whose outcome the history could not take yet. */
function withOutcome(generation: Generation, outcome: Outcome, estimate: Estimate | null): Generation {
  switch (outcome.kind) {
    case "running": {
      const { runId, startedAt, normalized } = outcome.started;
      return {
        ...generation,
        estimateCreativeUnits: outcome.started.estimateCreativeUnits ?? generation.estimateCreativeUnits,
        status: "running",
        runId,
        startedAt,
        normalized,
        steps: [],
        usualSeconds: null,
        readProblem: "history_unavailable",
      };
    }
    case "refused":
      return { ...generation, status: "refused", ...outcome.refusal };
    default:
      return {
        ...generation,
        status: "unknown",
        problem: "outcome_unknown",
        detail: outcome.detail,
        availableBeforeCreativeUnits: estimate?.availableCreativeUnits ?? null,
        availableAfterCreativeUnits: null,
        settled: null,
      };
  }
}

interface Prepared {
  slowSeconds: number | null;
  source: GenerationSource;
  estimate: Estimate | null;
  refusal: Refusal | null;
  usualSeconds: number | null;
}

export interface StartOptions {
  /** For a queue's row, which is sent again under its id after a refusal: that proves that nothing ran. */
  reopensRefused: boolean;
}

/** What has to be known before a click is written down and paid; or what became of it when it was told before. */
async function prepare(
  session: Session,
  workspaceId: string,
  { requestId, request }: StartGeneration,
  { reopensRefused }: StartOptions,
  parts: GenerationParts,
): Promise<{ known: Generation } | Prepared> {
  await requireWorkspace(session, workspaceId);
  const known = await parts.journal.findByRequest(viewerOf(session, workspaceId), requestId);
  if (known && !(reopensRefused && known.status === "refused")) return { known };
  const { source, toldSeconds, refusal } = await resolveSource(session, workspaceId, request);
  const [quoted, times] = await Promise.all([
    refusal ? { estimate: null, refusal } : quote(session, workspaceId, request, parts),
    parts.journal.runTimes(workspaceId, request),
  ]);
  if (!quoted.refusal)
    await requireBudget(
      session,
      workspaceId,
      request.sessionName,
      quoted.estimate?.priceCreativeUnits ?? null,
      parts.journal,
    );
  return {
    source,
    ...quoted,
    usualSeconds: times?.usualSeconds ?? toldSeconds,
    slowSeconds: times?.slowSeconds ?? null,
  };
}

/** What comes of `work`. Throws `layer_timed_out` when it takes longer, and forgets what comes of it later. */
async function inTime<Value>(work: Promise<Value>, withinMs: number): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ProblemError(problemOf("layer_timed_out"))), withinMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * One click: writes it down, pays once, writes down what became of it. The same request id again, from anywhere and at
 * any time, gives what the first one made and pays nothing. Refused and unknown outcomes are answers, not errors; it
 * throws only when nothing was started. It must not be given the request's abort signal: who leaves has still paid.
 */
export async function startGeneration(
  session: Session,
  workspaceId: string,
  start: StartGeneration,
  parts: GenerationParts = generationParts(),
  options: StartOptions = { reopensRefused: false },
): Promise<Generation> {
  const { requestId } = start;
  // What the history cannot hold is not asked for either: else what is shown and used again is not what was paid for.
  const request = storable(start.request);
  const asked = { requestId, request };
  const prepared = await inTime(prepare(session, workspaceId, asked, options, parts), parts.prepareWithinMs);
  if ("known" in prepared) return shownGeneration(prepared.known, env());
  const { source, estimate, refusal, usualSeconds, slowSeconds } = prepared;
  const viewer = viewerOf(session, workspaceId);
  const submission = {
    requestId,
    request,
    source,
    personName: session.personName,
    estimateCreativeUnits: estimate?.priceCreativeUnits ?? null,
    availableBeforeCreativeUnits: estimate?.availableCreativeUnits ?? null,
    usualSeconds,
    slowSeconds,
    answerWithinMs: parts.answerWithinMs,
  };
  const submitted = await parts.journal.submit(viewer, submission, options);
  const { generation } = submitted;
  if (!submitted.isNew) return shownGeneration(generation, env());

  const outcome: Outcome = refusal
    ? { kind: "refused", refusal }
    : await payMarked(session, submitted, request, parts);
  const recording = recordPersistently(viewer, submitted, outcome, parts);
  // The balance belongs to what is answered: whoever asks for changes right after would not hear of it for a while.
  const noted =
    outcome.kind === "unknown"
      ? recording.then(async (known) => (await noteBalanceAfter(session, generation, parts)) ?? known)
      : recording;
  parts.background(noted);
  const recorded = await Promise.race([noted, delay(outcomeWaitMs, null, { ref: false })]);
  return recorded ?? withOutcome(generation, outcome, estimate);
}

export const settleSchema = z.object({ as: z.enum(["not_started", "keep_waiting"]) });

/**
 * The person's word on their own generation whose outcome is unknown. It moves no money and is no evidence. Throws
 * `not_found`; `forbidden` for a colleague's; `invalid_request` where the outcome is known meanwhile.
 */
export async function settleOutcome(
  session: Session,
  workspaceId: string,
  generationId: string,
  word: SettledWord,
  parts: GenerationParts = generationParts(),
): Promise<Generation> {
  await requireWorkspace(session, workspaceId);
  const viewer = viewerOf(session, workspaceId);
  const settled = await parts.journal.settleUnknown(viewer, generationId, word);
  if (settled) return settled;
  const found = await parts.journal.findGeneration(viewer, generationId);
  if (!found) throw new ProblemError(problemOf("not_found"));
  if (!found.isMine)
    throw new ProblemError(
      problemOf("forbidden", { detail: `Only ${found.personName} can say what became of their own run.` }),
    );
  throw new ProblemError(
    problemOf("invalid_request", { detail: "What became of this run is known meanwhile." }),
  );
}

/** One generation, as fresh as its poll interval allows. Throws `not_found`. */
export async function getGeneration(
  session: Session,
  workspaceId: string,
  generationId: string,
  parts: GenerationParts = generationParts(),
): Promise<Generation> {
  await requireWorkspace(session, workspaceId);
  const find = () => parts.journal.findGeneration(viewerOf(session, workspaceId), generationId);
  let found = await find();
  // What has ended never changes, so it need not wait for a look at other people's runs.
  if (found && isActive(found)) {
    await refreshWorkspace(session, workspaceId, parts);
    found = await find();
  }
  if (!found) throw new ProblemError(problemOf("not_found"));
  return shownGeneration(found, env());
}

/** Those of these generations that are in the workspace, as they stand in the history, in no order. */
export async function getGenerations(
  session: Session,
  workspaceId: string,
  generationIds: readonly string[],
): Promise<Generation[]> {
  await requireWorkspace(session, workspaceId);
  const found = await generationParts().journal.findGenerations(
    viewerOf(session, workspaceId),
    generationIds,
  );
  return found.map((generation) => shownGeneration(generation, env()));
}

const generationStatuses = [
  "submitting",
  "running",
  "complete",
  "failed",
  "cancelled",
  "deleted",
  "refused",
  "unknown",
] as const satisfies readonly GenerationStatus[];

export interface GenerationQuery {
  cursor: string | null;
  limit: number;
  /** None is all. */
  statuses: readonly GenerationStatus[];
}

/** Reads the `status` of a list request: words of the generation's own states, divided by commas. */
export function statusesOf(query: URLSearchParams): GenerationStatus[] {
  const words = (query.get("status") ?? "").split(",").filter((word) => word !== "");
  return z.object({ status: z.array(z.enum(generationStatuses)) }).parse({ status: words }).status;
}

/**
 * The workspace's generations, newest first. Due runs are looked at behind the answer, not before it: a list must not
 * wait for Layer.
 */
export async function listGenerations(
  session: Session,
  workspaceId: string,
  query: GenerationQuery,
  parts: GenerationParts = generationParts(),
): Promise<GenerationPage> {
  await requireWorkspace(session, workspaceId);
  await refreshWorkspace(session, workspaceId, parts, 0);
  const page = await parts.journal.listGenerations(viewerOf(session, workspaceId), query);
  return { ...page, generations: page.generations.map((generation) => shownGeneration(generation, env())) };
}

// Only moments that an earlier answer can have named; PostgreSQL has no year 0.
const sinceQuery = z.object({
  since: z.iso.datetime("must be the moment of an earlier answer").regex(/^2/, "must be in this millennium"),
});

/** What changed since the `asOf` of an earlier answer; null begins with all that is active and the last minute. */
export async function changesSince(
  session: Session,
  workspaceId: string,
  since: string | null,
  parts: GenerationParts = generationParts(),
): Promise<GenerationChanges> {
  const from = since === null ? null : new Date(sinceQuery.parse({ since }).since);
  await requireWorkspace(session, workspaceId);
  await refreshWorkspace(session, workspaceId, parts);
  const viewer = viewerOf(session, workspaceId);
  const [changes, queue] = await Promise.all([
    parts.journal.changesSince(viewer, from),
    parts.journal.queueState(viewer),
  ]);
  const dueTimes = changes.dueAt.map((due) => due.getTime());
  return {
    generations: changes.generations.map((generation) => shownGeneration(generation, env())),
    asOf: changes.asOf.toISOString(),
    nextDelayMs: changes.isCut ? minPollDelayMs : nextPollDelayMs(dueTimes, changes.now.getTime()),
    activeCount: dueTimes.length,
    queue,
  };
}

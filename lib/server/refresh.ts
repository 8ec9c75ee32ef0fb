import "server-only";
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { after } from "next/server";
import { nextReadDelayMs } from "@/lib/domain/polling";
import type { Journal } from "@/lib/journal/journal";
import type { LeasedRun } from "@/lib/journal/run-leases";
import { type LayerClient, runReadTotalMs } from "@/lib/layer/layer-client";
import { LayerError } from "@/lib/layer/layer-error";
import { forgetAccess } from "./access";
import { journal } from "./journal";
import { layer } from "./layer";
import { logFault } from "./log";
import type { Session } from "./session";

/** What work on generations needs; tests bring their own. */
export interface GenerationParts {
  journal: Journal;
  layer: Pick<LayerClient, "readRun" | "start" | "estimate" | "getWorkspace">;
  /** Keeps work alive that the answer does not wait for. */
  background: (work: Promise<unknown>) => void;
  /** How long Layer has, altogether, for what is asked of it before a paid call. */
  prepareWithinMs: number;
  /** How long a submission may stay without an answer before it counts as interrupted. */
  answerWithinMs: number;
  /** Pauses between the attempts to write down what became of a paid call. */
  writeRetryDelaysMs: readonly number[];
}

function keepAlive(work: Promise<unknown>): void {
  try {
    after(work);
  } catch {
    // Outside of a request nothing ends the process before the work does.
  }
}

/** The process's own journal and client. */
export function generationParts(): GenerationParts {
  return {
    journal: journal(),
    layer: layer(),
    background: keepAlive,
    prepareWithinMs: 40_000,
    // Layer's client gives a paid call up after at most 120 s; a minute more, and nobody waits for it any longer.
    answerWithinMs: 180_000,
    writeRetryDelaysMs: [200, 500, 1_000, 2_000, 4_000, 10_000, 20_000, 40_000],
  };
}

// Longer than any look takes, with time to write down what was seen, so that two readers never overlap; short enough
// that what a dead server held is looked at again within a minute.
const leaseMs = runReadTotalMs + 15_000;
const maxReadsAtOnce = 4;
// An end for runs so quick that the first are due again before the last were read; who asks next goes on.
const maxRounds = 5;
/** An answer waits this long for Layer; what comes later is found by the next question. */
const defaultWaitMs = 1_500;

const expiredDetails = {
  paying:
    "Easel stopped before Layer answered. Compare the balance and look in Layer before you run it again.",
  unpaid: "Easel gave up before it asked Layer, so nothing was started. Run it again.",
};

/** This person may not look at the run; somebody else may. */
function isAboutPerson(error: LayerError): boolean {
  return (
    error.code === "token_refused" || error.code === "forbidden" || error.layerCode === "WORKSPACE_NOT_FOUND"
  );
}

// Long enough for any copy of Layer's own data to catch up, and for a fault in its addresses to be mended.
const goneAfterMs = 60 * 60 * 1_000;

/** Layer has not known the run for so long that it no longer will. */
function isGone(error: LayerError, lease: LeasedRun): boolean {
  return (
    error.code === "not_found" && lease.readProblem === "not_found" && lease.readProblemMs >= goneAfterMs
  );
}

async function readOne(session: Session, workspaceId: string, lease: LeasedRun, parts: GenerationParts) {
  try {
    const state = await parts.layer.readRun(session.token, workspaceId, lease.address);
    if (state.status === "running")
      await parts.journal.runGoesOn(lease, state.steps, state.pollIntervalSeconds);
    else await parts.journal.applyEnd(lease.generationId, state);
  } catch (error) {
    if (error instanceof LayerError && isAboutPerson(error)) {
      forgetAccess(session);
      await parts.journal.releaseLease(lease);
      return;
    }
    if (error instanceof LayerError && isGone(error, lease)) {
      await parts.journal.applyEnd(lease.generationId, { status: "deleted", steps: lease.steps });
      return;
    }
    const isOfLayer = error instanceof LayerError;
    // The first of a row tells what is wrong; the rest would only fill the log.
    if (!isOfLayer || lease.readFailures === 0)
      logFault(`reading run of generation ${lease.generationId}`, error, [session.token]);
    const retryAfterSeconds = isOfLayer ? (error.retryAfterSeconds ?? null) : null;
    const delayMs = nextReadDelayMs(lease.pollIntervalSeconds, lease.readFailures + 1, retryAfterSeconds);
    await parts.journal.readFailed(lease, isOfLayer ? error.code : "internal", delayMs);
  }
}

async function refresh(session: Session, workspaceId: string, parts: GenerationParts): Promise<void> {
  if (!(await parts.journal.hasDue(workspaceId))) return;
  await parts.journal.expireSubmissions(workspaceId, expiredDetails);
  for (let round = 0; round < maxRounds; round += 1) {
    // No more than are read at once: a lease that waits for its turn would end before its run has been read.
    const leases = await parts.journal.leaseDueRuns(workspaceId, randomUUID(), {
      limit: maxReadsAtOnce,
      leaseMs,
    });
    await Promise.all(leases.map((lease) => readOne(session, workspaceId, lease, parts)));
    if (leases.length < maxReadsAtOnce) return;
  }
}

/**
 * Looks at those of the workspace's runs that are due, unless someone else is doing so, and waits for it at most
 * `waitMs`. The caller has verified that the person reaches the workspace. A failed look is written down, never thrown.
 */
export async function refreshWorkspace(
  session: Session,
  workspaceId: string,
  parts: GenerationParts,
  waitMs: number = defaultWaitMs,
): Promise<void> {
  const work = refresh(session, workspaceId, parts).catch((error: unknown) => {
    // What was asked for is still in the journal, and the lease ends by itself.
    logFault("refreshing generations", error, [session.token]);
  });
  parts.background(work);
  if (waitMs > 0) await Promise.race([work, delay(waitMs, undefined, { ref: false })]);
}

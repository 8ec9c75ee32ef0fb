import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Turn } from "../domain/batch";
import { ProblemError } from "../domain/problem";
import { retryDelayMs } from "../domain/retry";
import { api, workspacePath } from "./api";
import { batchesQuery, batchQuery } from "./batches";
import { applyChanges } from "./live-generations";
import { changesQuery } from "./queries";
import { noticeSignedIn, noticeSignedOut } from "./session-notice";
import { wakefulDelay } from "./wakeful-delay";

const driverKey = "easel-queue-driver";
/** After "nothing is waiting": the page may know of a new row before it is committed. */
const idleDelayMs = 2_000;
/** Another browser sends; this one looks again before that one would be missed for long. */
const elsewhereDelayMs = 5_000;

/** One id a browser: its tabs take the queue over from each other without waiting for a lease to end. */
function driverId(): string {
  try {
    const known = localStorage.getItem(driverKey);
    if (known) return known;
    const made = crypto.randomUUID();
    localStorage.setItem(driverKey, made);
    return made;
  } catch {
    // Storage is forbidden here: the tab is a driver of its own.
    return crypto.randomUUID();
  }
}

/** Puts what the turns did wherever the page shows it. */
function keep(client: QueryClient, workspaceId: string, turns: readonly Turn[]) {
  applyChanges(
    client,
    workspaceId,
    turns.flatMap((turn) => (turn.kind === "sent" ? [turn.generation] : [])),
  );
  const changed = new Set(turns.flatMap((turn) => ("batchId" in turn ? [turn.batchId] : [])));
  const isHeld = turns.some(({ kind }) => kind === "paused" || kind === "idle");
  if (changed.size > 0) void client.invalidateQueries({ queryKey: batchesQuery(workspaceId).queryKey });
  for (const batchId of changed)
    void client.invalidateQueries({ queryKey: batchQuery(workspaceId, batchId).queryKey });
  if (isHeld) void client.invalidateQueries({ queryKey: changesQuery(workspaceId).queryKey });
}

/** How long until it asks again, by the last of the turns; a row that was put off is the server's to remember. */
function delayAfter(turn: Turn | undefined): number {
  switch (turn?.kind) {
    case "wait":
      return turn.delayMs;
    case "elsewhere":
      return Math.min(turn.delayMs, elsewhereDelayMs);
    case "idle":
      return idleDelayMs;
    default:
      return 0;
  }
}

/** Takes turn after turn until the signal fires or the session is over. Every wait ends early when the network is back. */
async function drive(client: QueryClient, workspaceId: string, signal: AbortSignal): Promise<void> {
  const body = { driverId: driverId() };
  const path = workspacePath(workspaceId, "batches", "turns");
  let failures = 0;
  while (!signal.aborted) {
    let delayMs: number;
    try {
      // Without the signal: what was sent may have been paid for, and its answer is worth having.
      const { turns } = await api<{ turns: Turn[] }>(path, { method: "POST", body });
      failures = 0;
      noticeSignedIn();
      keep(client, workspaceId, turns);
      delayMs = delayAfter(turns.at(-1));
    } catch (error) {
      noticeSignedOut(error);
      const code = error instanceof ProblemError ? error.problem.code : null;
      // Signed out, or no longer of this workspace: whoever signs in again finds the rows waiting.
      if (code === "signed_out" || code === "token_refused" || code === "not_found") return;
      delayMs = retryDelayMs(failures, error);
      failures += 1;
    }
    if (delayMs > 0) await waitOnline(delayMs, signal);
  }
}

async function waitOnline(delayMs: number, signal: AbortSignal) {
  const network = new AbortController();
  const wake = () => network.abort();
  addEventListener("online", wake);
  await wakefulDelay(delayMs, AbortSignal.any([signal, network.signal]));
  removeEventListener("online", wake);
}

/**
 * Sends the person's waiting rows from this tab, while it is mounted. Of the tabs of one browser one does; when it is
 * closed the next takes over.
 */
export function useQueueRunner(workspaceId: string): void {
  const client = useQueryClient();
  // An effect, because the lock between tabs and the calls to the server are outside React.
  useEffect(() => {
    const left = new AbortController();
    const work = () => drive(client, workspaceId, left.signal);
    const locks = navigator.locks as LockManager | undefined;
    // Without locks (a plain http address) the server's own claims keep two tabs from sending the same row.
    const driving = locks
      ? locks.request(`easel-queue:${workspaceId}`, { signal: left.signal }, work)
      : work();
    driving.catch((error: unknown) => {
      if (!left.signal.aborted) throw error;
    });
    return () => left.abort();
  }, [client, workspaceId]);
}

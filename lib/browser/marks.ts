import type { QueryClient } from "@tanstack/react-query";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import {
  type AssetMarks,
  type AssetPlace,
  assetKeyOf,
  inverseOf,
  type MarkChange,
  type MarkedAsset,
  marked,
  maxDecisions,
  noMarks,
} from "../domain/marks";
import type { Problem } from "../domain/problem";
import { api, problemFrom, workspacePath } from "./api";
import { noteChanged } from "./gallery-live";
import { applyMarks } from "./gallery-marks";
import { keepDecisions, removeDecisions, type WaitingDecision, waitingDecisions } from "./marks-store";

// Decisions are shown at once, written down in this browser, and sent in the background, in their order: a network that
// is away costs nobody a decision and no dialog. Sent twice, a decision sets what it has set already.

/** An asset about which something is decided, with what it carries as far as the server said. */
export interface Markable extends AssetPlace {
  marks: AssetMarks;
}

/** As long as a burst of keys is one request. */
const gatherMs = 120;
const firstRetryMs = 2_000;
const longestRetryMs = 60_000;
const batchSize = Math.min(200, maxDecisions);

/** What each asset still waits to be told, oldest first. */
let waiting: ReadonlyMap<string, readonly WaitingDecision[]> = new Map();
let waitingCount = 0;
/** Where the newest decision about the trash stands, for those that wait. */
let trash: ReadonlyMap<string, boolean> = new Map();
let problem: Problem | null = null;
const listeners = new Set<() => void>();

interface UndoStep {
  workspaceId: string;
  decisions: Array<AssetPlace & { change: MarkChange }>;
}

const undoSteps: UndoStep[] = [];
let client: QueryClient | null = null;
let timer: ReturnType<typeof setTimeout> | null = null;
let failures = 0;
let sending: Promise<void> | null = null;
/** The network came back while a sending of before was still failing. */
let isBackOnline = false;
let unsaved: Promise<unknown> = Promise.resolve();

function notify() {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

function setWaiting(next: Map<string, readonly WaitingDecision[]>) {
  waiting = next;
  waitingCount = [...next.values()].reduce((sum, list) => sum + list.length, 0);
  const trashed = new Map<string, boolean>();
  for (const [key, list] of next) {
    const last = list.findLast(({ change }) => change.isTrashed !== undefined);
    if (last?.change.isTrashed !== undefined) trashed.set(key, last.change.isTrashed);
  }
  if (trashed.size !== trash.size || [...trashed].some(([key, value]) => trash.get(key) !== value))
    trash = trashed;
  notify();
}

function addWaiting(decisions: readonly WaitingDecision[]) {
  const next = new Map(waiting);
  for (const decision of decisions) {
    const key = assetKeyOf(decision);
    const list = next.get(key) ?? [];
    if (!list.some(({ id }) => id === decision.id)) next.set(key, [...list, decision]);
  }
  setWaiting(next);
}

function dropWaiting(ids: ReadonlySet<number>) {
  const next = new Map<string, readonly WaitingDecision[]>();
  for (const [key, list] of waiting) {
    const left = list.filter(({ id }) => !ids.has(id));
    if (left.length > 0) next.set(key, left);
  }
  setWaiting(next);
}

/** The marks as the person sees them: what the server said, and what they decided since. */
export function marksNow(key: string, marks: AssetMarks): AssetMarks {
  const list = waiting.get(key);
  return list ? list.reduce((sum, { change }) => marked(sum, change), marks) : marks;
}

// A number of their own until the database has given one, so that what is decided is shown before it is written.
let lastDraftId = Number.MIN_SAFE_INTEGER;
const isDraft = (id: number) => id < Number.MIN_SAFE_INTEGER / 2;

function take(workspaceId: string, decisions: ReadonlyArray<AssetPlace & { change: MarkChange }>) {
  const drafts = decisions.map(({ generationId, position, change }) => {
    lastDraftId += 1;
    return { id: lastDraftId, workspaceId, generationId, position, change };
  });
  addWaiting(drafts);
  noteChanged(decisions.map(({ generationId }) => generationId));
  const keeping = async () => {
    const kept = await keepDecisions(drafts.map(({ id: _id, ...decision }) => decision));
    // The drafts become what is in the database, in their places.
    const ids = new Map(drafts.map((draft, index) => [draft.id, kept[index]?.id ?? draft.id]));
    const next = new Map(waiting);
    for (const key of new Set(drafts.map(assetKeyOf)))
      next.set(
        key,
        (next.get(key) ?? []).map((decision) => ({ ...decision, id: ids.get(decision.id) ?? decision.id })),
      );
    setWaiting(next);
    schedule(gatherMs);
  };
  // One after the other, so that the database has them in the order in which they were taken.
  unsaved = unsaved.then(keeping, keeping);
}

/** Decides the same about some assets: shown now, undone by `undoDecision`. Gives what undoes just this, whatever came after. */
export function decide(workspaceId: string, assets: readonly Markable[], change: MarkChange): () => void {
  if (assets.length === 0) return () => undefined;
  const step: UndoStep = {
    workspaceId,
    decisions: assets.map(({ generationId, position, marks }) => ({
      generationId,
      position,
      change: inverseOf(marksNow(assetKeyOf({ generationId, position }), marks), change),
    })),
  };
  undoSteps.push(step);
  take(
    workspaceId,
    assets.map(({ generationId, position }) => ({ generationId, position, change })),
  );
  return () => {
    const at = undoSteps.indexOf(step);
    if (at !== -1) undone(undoSteps.splice(at, 1));
  };
}

function undone([step]: readonly UndoStep[]): readonly AssetPlace[] {
  if (!step) return [];
  take(step.workspaceId, step.decisions);
  return step.decisions;
}

/** Takes the newest decision of this tab back, as often as there are any. Gives the assets it was about. */
export function undoDecision(): readonly AssetPlace[] {
  return undone(undoSteps.splice(-1));
}

function schedule(delayMs: number) {
  if (timer !== null) clearTimeout(timer);
  timer = setTimeout(() => void send(), delayMs);
}

/** Whether trying again later may help; what the server refuses for good would be refused for ever. */
function isPassing({ code }: Problem): boolean {
  return code !== "invalid_request" && code !== "not_found" && code !== "forbidden";
}

async function sendBatch(batch: readonly WaitingDecision[]): Promise<void> {
  const [first] = batch;
  if (!first) return;
  const own = batch.filter(({ workspaceId }) => workspaceId === first.workspaceId);
  try {
    const { assets } = await api<{ assets: MarkedAsset[] }>(
      workspacePath(first.workspaceId, "gallery", "marks"),
      {
        method: "POST",
        body: {
          decisions: own.map(({ generationId, position, change }) => ({ generationId, position, change })),
        },
      },
    );
    if (client) applyMarks(client, first.workspaceId, assets);
    problem = null;
  } catch (error) {
    problem = problemFrom(error);
    if (isPassing(problem)) throw error;
  }
  const ids = own.map(({ id }) => id);
  await removeDecisions(ids);
  dropWaiting(new Set(ids));
}

async function sendAll(): Promise<void> {
  for (;;) {
    await unsaved;
    const batch = await waitingDecisions(batchSize);
    if (batch.length === 0) {
      // What is no longer in the database has been sent, if not from here then by another tab.
      dropWaiting(new Set([...waiting.values()].flat().flatMap(({ id }) => (isDraft(id) ? [] : [id]))));
      return;
    }
    addWaiting(batch);
    await sendBatch(batch);
  }
}

function send(): Promise<void> {
  timer = null;
  sending ??= deliver();
  return sending;
}

async function deliver(): Promise<void> {
  isBackOnline = false;
  try {
    // One tab at a time, so that no older decision overtakes a newer one.
    if (navigator.locks) await navigator.locks.request("easel-marks", sendAll);
    else await sendAll();
    failures = 0;
  } catch {
    failures += 1;
    schedule(isBackOnline ? gatherMs : Math.min(firstRetryMs * 2 ** (failures - 1), longestRetryMs));
  } finally {
    sending = null;
    notify();
  }
  // What was decided while the last answer was on its way.
  if (waitingCount > 0 && timer === null) schedule(gatherMs);
}

/** As long as a list waits for a line that is slow or dead; it is then read without what was decided last. */
const longestWaitMs = 5_000;

/** Settles when what was decided is with the server, or does not get there soon: a list read before would not know of it. */
export async function decisionsSent(): Promise<void> {
  if (waitingCount === 0 || failures > 0) return;
  if (timer !== null) clearTimeout(timer);
  await Promise.race([send(), new Promise((resolve) => setTimeout(resolve, longestWaitMs))]);
}

let isListening = false;

/** Lets decisions go to the server from this page on, also those that waited from an earlier visit. */
export function useMarksDelivery(): void {
  const queryClient = useQueryClient();
  // An effect, because the queue lives outside React and outlives the page.
  useEffect(() => {
    client = queryClient;
    if (!isListening) {
      isListening = true;
      window.addEventListener("online", () => {
        failures = 0;
        isBackOnline = sending !== null;
        schedule(0);
      });
    }
    schedule(0);
  }, [queryClient]);
}

/** The marks of one asset, as the person sees them. */
export function useMarks(key: string, marks: AssetMarks = noMarks): AssetMarks {
  const own = useSyncExternalStore(
    subscribe,
    () => waiting.get(key),
    () => undefined,
  );
  return useMemo(
    () => (own ? own.reduce((sum, { change }) => marked(sum, change), marks) : marks),
    [own, marks],
  );
}

/** Assets whose place in or out of the trash was decided and is not yet the server's. */
export function useWaitingTrash(): ReadonlyMap<string, boolean> {
  return useSyncExternalStore(
    subscribe,
    () => trash,
    () => trash,
  );
}

/** How many decisions the server has not taken yet. */
export function useWaitingCount(): number {
  return useSyncExternalStore(
    subscribe,
    () => waitingCount,
    () => 0,
  );
}

/** Why the newest sending did not succeed; null when it did. */
export function useMarksProblem(): Problem | null {
  return useSyncExternalStore(
    subscribe,
    () => problem,
    () => null,
  );
}

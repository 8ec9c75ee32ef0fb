import { type IDBPDatabase, type IDBPObjectStore, openDB } from "idb";
import { useSyncExternalStore } from "react";
import type { NewBatch } from "../domain/batch";
import type { PlanAxis } from "./plan-rows";

/** What every plan holds while it is being made, whatever it is of. */
export interface PlanBase {
  /** `sheet`, or the other way in which this plan is made. */
  kind: string;
  /** The sheet's lines, the headings first. */
  sheet: string[][];
  /** Labels of the rows that were taken off. */
  takenOff: string[];
  /** Approved and sent, the answer not known: sent again it is the same plan, never a second. */
  pending: NewBatch | null;
}

/** A plan as it is being made. Its prompt and settings are the form's own draft, so that neither goes stale. */
export interface Plan extends PlanBase {
  kind: "combine" | "sheet";
  /** The models asked beside the form's. */
  modelIds: string[];
  axes: PlanAxis[];
  /** Every row gets the same seed where the form's is random. */
  isSeedShared: boolean;
  seed: number;
}

/** With the form's own: as many columns as are compared at a glance. */
export const maxPlanModels = 8;

/** Named lines for `__name__` in a prompt; one line an option. */
export interface PromptList {
  name: string;
  text: string;
}

export const emptyPlan: Plan = {
  kind: "combine",
  modelIds: [],
  axes: [],
  isSeedShared: true,
  seed: 1,
  sheet: [],
  takenOff: [],
  pending: null,
};

// Apart from the forms' drafts: either may change its shape without the other's stores being touched.
const databaseName = "easel-plans";
const storeName = "values";
const writeDelayMs = 200;

let opening: Promise<IDBPDatabase | null> | null = null;

// Private windows and full disks refuse the database: a plan then works as ever, it only is forgotten on reload.
function database(): Promise<IDBPDatabase | null> {
  opening ??= openDB(databaseName, 1, {
    upgrade(db) {
      db.createObjectStore(storeName);
    },
    terminated: () => {
      opening = null;
    },
  }).catch(() => null);
  return opening;
}

/** A value of this browser that lives in the page and is written down behind it. */
export interface Stored<Value> {
  subscribe: (listener: () => void) => () => void;
  /** Null until it has been read. */
  get: () => Value | null;
  /** Nothing before it has been read. */
  update: (change: (value: Value) => Value) => void;
  /** Settles when the newest value is written, or cannot be. */
  flush: () => Promise<void>;
}

type ReadableStore = IDBPObjectStore<unknown, [typeof storeName], typeof storeName>;
type WritableStore = IDBPObjectStore<unknown, [typeof storeName], typeof storeName, "readwrite">;

/** How a value lies in the database. */
interface Keeping<Value> {
  read: (store: ReadableStore) => Promise<Value | null>;
  /** Asks for all that is to be written, and waits for none of it. */
  write: (store: WritableStore, value: Value) => Array<Promise<unknown>>;
  /** What was asked for was not written. */
  failed?: () => void;
}

const keptWhole = <Value>(key: string): Keeping<Value> => ({
  read: async (store) => ((await store.get(key)) as Value | undefined) ?? null,
  write: (store, value) => [store.put(value, key)],
});

/**
 * A plan whose approval waits for its answer keeps that approval under a key of its own: another tab with the same plan
 * knows nothing of it, and writes its own copy, or an approval of its own, at any moment.
 */
export function keptWithApproval<Kept extends PlanBase>(key: string): Keeping<Kept> {
  const keyOf = ({ batchId }: NewBatch) => `${key}:pending:${batchId}`;
  let written: NewBatch | null = null;
  let before: NewBatch | null = null;
  return {
    read: async (store) => {
      const [plan, [approval]] = await Promise.all([
        store.get(key) as Promise<Kept | undefined>,
        store.getAll(IDBKeyRange.bound(`${key}:pending:`, `${key}:pending:\uffff`)) as Promise<NewBatch[]>,
      ]);
      written = approval ?? null;
      return plan ? { ...plan, pending: approval ?? plan.pending } : null;
    },
    write: (store, plan) => {
      const { pending } = plan;
      before = written;
      const asked: Array<Promise<unknown>> = [store.put({ ...plan, pending: null }, key)];
      if (pending?.batchId === written?.batchId) return asked;
      if (written) asked.push(store.delete(keyOf(written)));
      if (pending) asked.push(store.put(pending, keyOf(pending)));
      written = pending;
      return asked;
    },
    failed: () => {
      written = before;
    },
  };
}

export function createStored<Value>(
  key: string,
  whenRead: (stored: Value | null) => Value,
  keeping: Keeping<Value> = keptWhole(key),
): Stored<Value> {
  let value: Value | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const listeners = new Set<() => void>();
  const set = (next: Value) => {
    value = next;
    for (const listener of listeners) listener();
  };
  const flush = async () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    try {
      const transaction = (await database())?.transaction(storeName, "readwrite");
      if (!transaction || value === null) return;
      const asked = keeping.write(transaction.store, value);
      // Committed at once: a page that is going away does not wait for a transaction to fall idle.
      transaction.commit();
      await Promise.all([...asked, transaction.done]);
    } catch {
      // The copy in the page holds.
      keeping.failed?.();
    }
  };
  void (async () => {
    let stored: Value | null = null;
    try {
      const store = (await database())?.transaction(storeName).store;
      stored = store ? await keeping.read(store) : null;
    } catch {
      // As if there were none.
    }
    set(whenRead(stored));
  })();
  // Phones end a hidden page without a further word.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && timer !== null) void flush();
  });
  window.addEventListener("pagehide", () => {
    if (timer !== null) void flush();
  });
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    get: () => value,
    update(change) {
      if (value === null) return;
      const next = change(value);
      if (next === value) return;
      timer ??= setTimeout(() => void flush(), writeDelayMs);
      set(next);
    },
    flush,
  };
}

const plans = new Map<string, Stored<Plan>>();
const lists = new Map<string, Stored<PromptList[]>>();

function once<Value>(
  known: Map<string, Stored<Value>>,
  workspaceId: string,
  open: () => Stored<Value>,
): Stored<Value> {
  const stored = known.get(workspaceId) ?? open();
  known.set(workspaceId, stored);
  return stored;
}

// As large as a seed that every model takes.
const newSeed = () => Math.floor(Math.random() * 2 ** 31);

/** The plan being made in a workspace. */
export function planStore(workspaceId: string): Stored<Plan> {
  return once(plans, workspaceId, () =>
    createStored<Plan>(
      `plan:${workspaceId}`,
      (stored) => ({ ...emptyPlan, seed: newSeed(), ...stored }),
      keptWithApproval(`plan:${workspaceId}`),
    ),
  );
}

/** This person's prompt lists in a workspace, in this browser. */
export function promptListStore(workspaceId: string): Stored<PromptList[]> {
  return once(lists, workspaceId, () =>
    createStored<PromptList[]>(`lists:${workspaceId}`, (stored) => stored ?? []),
  );
}

const noSubscription = () => () => {};

/** The value as it stands; null on the server and until it has been read. */
export function useStored<Value>(
  open: (workspaceId: string) => Stored<Value>,
  workspaceId: string,
): Value | null {
  const isBrowser = typeof window !== "undefined";
  return useSyncExternalStore(
    isBrowser ? open(workspaceId).subscribe : noSubscription,
    () => open(workspaceId).get(),
    () => null,
  );
}

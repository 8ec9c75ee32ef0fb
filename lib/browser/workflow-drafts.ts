import { type IDBPDatabase, openDB } from "idb";
import type { PendingClick } from "../domain/click";
import type { FormValues } from "./input-control";

// Apart from the drafts of the Generate form: either may change its shape without the other's stores being touched.
const databaseName = "easel-workflows";
const storeName = "drafts";

let opening: Promise<IDBPDatabase | null> | null = null;

// Private windows and full disks refuse the database: the form then works as ever, it only forgets on reload.
const memory = new Map<string, unknown>();

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

/** What the form of a workflow holds: only what was touched, over the workflow's own defaults. */
export interface StoredWorkflowDraft {
  values: FormValues;
  sessionName?: string;
  pendingClicks?: readonly PendingClick[];
  pending?: PendingClick | null;
}

const draftKey = (workspaceId: string, workflowId: string) => `${workspaceId}:${workflowId}`;

/** What the form of a workflow held when it was last typed into on this machine, or null. */
export async function readWorkflowDraft(
  workspaceId: string,
  workflowId: string,
): Promise<StoredWorkflowDraft | null> {
  const key = draftKey(workspaceId, workflowId);
  try {
    const db = await database();
    const stored: unknown = db ? await db.get(storeName, key) : memory.get(key);
    return (stored as StoredWorkflowDraft | undefined) ?? null;
  } catch {
    return (memory.get(key) as StoredWorkflowDraft | undefined) ?? null;
  }
}

/** Settles when the draft is on disk, or kept in memory where there is none. */
export async function writeWorkflowDraft(
  workspaceId: string,
  workflowId: string,
  draft: StoredWorkflowDraft,
): Promise<void> {
  const key = draftKey(workspaceId, workflowId);
  memory.set(key, draft);
  try {
    const db = await database();
    if (!db) return;
    const transaction = db.transaction(storeName, "readwrite");
    const putting = transaction.store.put(draft, key);
    // Committed at once: a page that is going away does not wait for a transaction to fall idle.
    transaction.commit();
    await Promise.all([putting, transaction.done]);
  } catch {
    // The copy in memory holds.
  }
}

import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { type PendingClick, storedClicks } from "../domain/click";
import { type Draft, emptyDraft, type KnownFile } from "./drafts";

type StoredDraft = Omit<Draft, "pendingClicks"> & {
  pendingClicks?: readonly PendingClick[];
  pendingClick?: PendingClick | null;
};

interface EaselDatabase extends DBSchema {
  drafts: { key: string; value: Draft };
  lastModels: { key: string; value: string };
  files: { key: string; value: KnownFile };
}

const databaseName = "easel";

let opening: Promise<IDBPDatabase<EaselDatabase> | null> | null = null;

// Private windows and full disks refuse the database: the form then works as ever, it only forgets on reload.
const memory = {
  drafts: new Map<string, Draft>(),
  lastModels: new Map<string, string>(),
  files: new Map<string, KnownFile>(),
};

function database(): Promise<IDBPDatabase<EaselDatabase> | null> {
  opening ??= openDB<EaselDatabase>(databaseName, 1, {
    upgrade(db) {
      db.createObjectStore("drafts");
      db.createObjectStore("lastModels");
      db.createObjectStore("files");
    },
    // Another tab holds an older version open, or wants a newer one: neither may hang the form.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    terminated: () => {
      opening = null;
    },
  }).catch(() => null);
  return opening;
}

async function read<Value>(store: "drafts" | "lastModels" | "files", key: string): Promise<Value | null> {
  try {
    const db = await database();
    const value = db ? await db.get(store, key) : memory[store].get(key);
    return (value as Value | undefined) ?? null;
  } catch {
    return (memory[store].get(key) as Value | undefined) ?? null;
  }
}

async function write(
  store: "drafts" | "lastModels" | "files",
  key: string,
  value: Draft | string | KnownFile,
): Promise<void> {
  (memory[store] as Map<string, typeof value>).set(key, value);
  try {
    const db = await database();
    if (!db) return;
    const transaction = db.transaction(store, "readwrite");
    const putting = transaction.store.put(value, key);
    // Committed at once: a page that is going away does not wait for a transaction to fall idle.
    transaction.commit();
    await Promise.all([putting, transaction.done]);
  } catch {
    // The copy in memory holds.
  }
}

const draftKey = (workspaceId: string, modelId: string) => `${workspaceId}:${modelId}`;
const leavingKey = (key: string) => `easel-draft:${key}`;

/** The newest copy of a draft on this machine, or null. */
export async function readDraft(workspaceId: string, modelId: string): Promise<Draft | null> {
  const key = draftKey(workspaceId, modelId);
  const stored = await read<StoredDraft>("drafts", key);
  const leaving = readLeaving(key);
  const newest = !stored || (leaving && leaving.updatedAtMs > stored.updatedAtMs) ? leaving : stored;
  // What an older version wrote lacks what was added since.
  return (
    newest && {
      ...emptyDraft,
      ...newest,
      pendingClicks: storedClicks(newest.pendingClicks, newest.pendingClick),
    }
  );
}

export async function writeDraft(workspaceId: string, modelId: string, draft: Draft): Promise<void> {
  await write("drafts", draftKey(workspaceId, modelId), draft);
}

/**
 * Writes a draft before the page goes away. The synchronous copy is for the reload that comes before the database
 * has written: it lives as long as the tab.
 */
export async function writeDraftLeaving(workspaceId: string, modelId: string, draft: Draft): Promise<void> {
  const key = draftKey(workspaceId, modelId);
  try {
    sessionStorage.setItem(leavingKey(key), JSON.stringify(draft));
  } catch {
    // Blocked or full: the database's copy remains.
  }
  await write("drafts", key, draft);
}

function readLeaving(key: string): StoredDraft | null {
  try {
    const text = sessionStorage.getItem(leavingKey(key));
    return text ? (JSON.parse(text) as StoredDraft) : null;
  } catch {
    return null;
  }
}

export async function readLastModelId(workspaceId: string): Promise<string | null> {
  return read<string>("lastModels", workspaceId);
}

export async function writeLastModelId(workspaceId: string, modelId: string): Promise<void> {
  await write("lastModels", workspaceId, modelId);
}

/** What this browser knows of a file it uploaded or used: Layer has no way to look at one. */
export async function readKnownFile(fileId: string): Promise<KnownFile | null> {
  return read<KnownFile>("files", fileId);
}

export async function writeKnownFile(fileId: string, file: KnownFile): Promise<void> {
  await write("files", fileId, file);
}

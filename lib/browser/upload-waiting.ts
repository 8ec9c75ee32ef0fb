import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { openWaitingTab, waitingTab } from "./waiting-tab";

/** A file that waits for a person's word; without this a reload would lose it, and nobody would know. */
export interface WaitingFile {
  id: string;
  workspaceId: string;
  /** Which tab it waits in: it comes back there, and is nobody else's to see. */
  tabId: string;
  file: File;
  expiresAtMs: number;
}

interface WaitingDatabase extends DBSchema {
  files: { key: string; value: WaitingFile };
}

const lifeMs = 24 * 3_600 * 1_000;

let opening: Promise<IDBPDatabase<WaitingDatabase> | null> | null = null;

const open = () =>
  openDB<WaitingDatabase>("easel-waiting", 1, {
    upgrade: (db) => void db.createObjectStore("files"),
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    terminated: () => {
      opening = null;
    },
  }).catch(() => null);

/** Private windows and full disks refuse; then nothing is promised. */
async function attempt<Value>(
  work: (db: IDBPDatabase<WaitingDatabase>) => Promise<Value>,
  otherwise: Value,
): Promise<Value> {
  try {
    opening ??= open();
    const db = await opening;
    return db ? await work(db) : otherwise;
  } catch {
    return otherwise;
  }
}

export async function keepWaiting(id: string, workspaceId: string, file: File): Promise<void> {
  const own = openWaitingTab();
  if (own === null) return;
  const kept = { id, workspaceId, tabId: own, file, expiresAtMs: Date.now() + lifeMs };
  await attempt(async (db) => void (await db.put("files", kept, id)), undefined);
}

export async function forgetWaiting(id: string): Promise<void> {
  await attempt((db) => db.delete("files", id), undefined);
}

/** What waits in this tab for this workspace; what nobody came back for is swept away. */
export async function waitingFiles(workspaceId: string): Promise<WaitingFile[]> {
  const own = waitingTab();
  const all = await attempt((db) => db.getAll("files"), []);
  const old = all.filter(({ expiresAtMs }) => expiresAtMs <= Date.now());
  await Promise.all(old.map(({ id }) => forgetWaiting(id)));
  return all.filter((each) => each.tabId === own && each.workspaceId === workspaceId && !old.includes(each));
}

import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Decision } from "../domain/marks";

/** A decision that the server has not taken yet. */
export interface WaitingDecision extends Decision {
  id: number;
  workspaceId: string;
}

interface MarksDatabase extends DBSchema {
  decisions: { key: number; value: WaitingDecision };
}

let opening: Promise<IDBPDatabase<MarksDatabase> | null> | null = null;

// Private windows and full disks refuse the database: decisions then wait in this tab only.
let memory: WaitingDecision[] = [];
let lastMemoryId = 0;

function database(): Promise<IDBPDatabase<MarksDatabase> | null> {
  opening ??= openDB<MarksDatabase>("easel-marks", 1, {
    upgrade(db) {
      db.createObjectStore("decisions", { keyPath: "id", autoIncrement: true });
    },
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    terminated: () => {
      opening = null;
    },
  }).catch(() => null);
  return opening;
}

/** Writes decisions down in their order. Gives them with the numbers by which they are removed. */
export async function keepDecisions(
  decisions: ReadonlyArray<Omit<WaitingDecision, "id">>,
): Promise<WaitingDecision[]> {
  const db = await database();
  if (db) {
    try {
      const transaction = db.transaction("decisions", "readwrite");
      const keys = await Promise.all(
        // The database gives the id.
        decisions.map((decision) => transaction.store.add(decision as WaitingDecision)),
      );
      // Committed at once: a page that is going away does not wait for a transaction to fall idle.
      transaction.commit();
      await transaction.done;
      return decisions.map((decision, index) => ({ ...decision, id: keys[index] ?? 0 }));
    } catch {
      // The copy in memory holds.
    }
  }
  const kept = decisions.map((decision) => {
    lastMemoryId -= 1;
    return { ...decision, id: lastMemoryId };
  });
  memory = [...memory, ...kept];
  return kept;
}

/** The oldest that wait, of any workspace. */
export async function waitingDecisions(limit: number): Promise<WaitingDecision[]> {
  const db = await database();
  const stored = db ? await db.getAll("decisions", null, limit).catch(() => []) : [];
  return [...stored, ...memory].slice(0, limit);
}

export async function removeDecisions(ids: readonly number[]): Promise<void> {
  const gone = new Set(ids);
  memory = memory.filter(({ id }) => !gone.has(id));
  const db = await database();
  if (!db) return;
  try {
    const transaction = db.transaction("decisions", "readwrite");
    await Promise.all(ids.filter((id) => id > 0).map((id) => transaction.store.delete(id)));
    await transaction.done;
  } catch {
    // Sent again, a decision sets what it has set already.
  }
}

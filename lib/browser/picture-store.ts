import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { PictureSize } from "../domain/picture-size";

/** A picture's own bytes, kept in this browser because Layer gives no upload back. */
export interface KeptPicture {
  blob: Blob;
  size: PictureSize | null;
}

interface KeptRow extends KeptPicture {
  sizeBytes: number;
  usedAtMs: number;
}

interface PictureDatabase extends DBSchema {
  pictures: { key: string; value: KeptRow };
}

// Enough for the pictures somebody paints masks on in a few days; the browser may take them away before.
const maxKeptBytes = 400_000_000;
const maxKeptMs = 30 * 24 * 3_600 * 1_000;

let opening: Promise<IDBPDatabase<PictureDatabase> | null> | null = null;

// Private windows and full disks refuse the database: what was painted on this page then stays workable until it ends.
const memory = new Map<string, KeptPicture>();

function database(): Promise<IDBPDatabase<PictureDatabase> | null> {
  opening ??= openDB<PictureDatabase>("easel-pictures", 1, {
    upgrade(db) {
      db.createObjectStore("pictures");
    },
    terminated: () => {
      opening = null;
    },
  }).catch(() => null);
  return opening;
}

/** The bytes of a picture, by a workspace's file id or a key of their own; null where this browser has none. */
export async function keptPicture(key: string): Promise<KeptPicture | null> {
  try {
    const db = await database();
    const row = db ? await db.get("pictures", key) : null;
    if (row) return { blob: row.blob, size: row.size };
  } catch {
    // The copy in memory, if there is one.
  }
  return memory.get(key) ?? null;
}

export async function keepPicture(key: string, picture: KeptPicture): Promise<void> {
  try {
    const db = await database();
    if (!db) {
      memory.set(key, picture);
      return;
    }
    await db.put("pictures", { ...picture, sizeBytes: picture.blob.size, usedAtMs: Date.now() }, key);
    await makeRoom(db);
  } catch {
    memory.set(key, picture);
  }
}

/** Forgets what was used longest ago, as far as there is too much, and what is old. */
async function makeRoom(db: IDBPDatabase<PictureDatabase>): Promise<void> {
  const transaction = db.transaction("pictures", "readwrite");
  const rows: Array<{ key: string; usedAtMs: number; sizeBytes: number }> = [];
  for (let cursor = await transaction.store.openCursor(); cursor; cursor = await cursor.continue())
    rows.push({ key: cursor.key, usedAtMs: cursor.value.usedAtMs, sizeBytes: cursor.value.sizeBytes });
  let sum = 0;
  for (const { key, usedAtMs, sizeBytes } of rows.toSorted((one, other) => other.usedAtMs - one.usedAtMs)) {
    sum += sizeBytes;
    if (sum > maxKeptBytes || usedAtMs < Date.now() - maxKeptMs) await transaction.store.delete(key);
  }
  await transaction.done;
}

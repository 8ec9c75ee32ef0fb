import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { UploadTicket } from "../domain/upload-rules";
import type { Checksum } from "./upload-checksum";
import type { Fingerprint } from "./upload-fingerprint";

/** What lets an upload go on after a reload, a crash or a sign-out. The server's offset is the truth, never this. */
export interface UploadRecord {
  id: string;
  /** The fingerprint as one text. */
  key: string;
  fingerprint: Fingerprint;
  workspaceId: string;
  /** Which life of which page wrote it: what one page adds belongs to one person. */
  pageId: string;
  name: string;
  contentType: string;
  ticket: UploadTicket | null;
  offsetHint: number;
  checksum: Checksum;
  /** The whole file's CRC32C in base64, where it is known. */
  wholeChecksum?: string | null;
  isPaused: boolean;
  /** Set once the whole file is stored, so that a tab that waited for its end need not send it again. */
  doneFileId: string | null;
  /** Opens the file again with one question to the person, where the browser can. */
  handle: FileSystemFileHandle | null;
  expiresAtMs: number;
}

export interface UploadStore {
  /** Living records; those past their time are swept away. */
  all: () => Promise<UploadRecord[]>;
  /** Living records of one fingerprint: a drop of hundreds must not read hundreds for each. */
  withKey: (key: string) => Promise<UploadRecord[]>;
  write: (record: UploadRecord) => Promise<void>;
  /** Keeps a small file whole. */
  writeCopy: (id: string, file: Blob) => Promise<void>;
  copyOf: (id: string) => Promise<Blob | null>;
  remove: (id: string) => Promise<void>;
}

/** As long as the storage host keeps an unfinished session. */
export const recordLifeMs = 7 * 24 * 3_600 * 1_000;

/** Files up to here are kept whole. */
export const maxCopyBytes = 20 * 1_048_576;

/** Records of one page, for private windows and for tests. */
export function memoryUploadStore(): UploadStore {
  const records = new Map<string, UploadRecord>();
  const copies = new Map<string, Blob>();
  return {
    all: async () => [...records.values()],
    withKey: async (wanted) => [...records.values()].filter(({ key }) => key === wanted),
    write: async (record) => void records.set(record.id, record),
    writeCopy: async (id, file) => void copies.set(id, file),
    copyOf: async (id) => copies.get(id) ?? null,
    async remove(id) {
      records.delete(id);
      copies.delete(id);
    },
  };
}

interface UploadsDatabase extends DBSchema {
  records: { key: string; value: UploadRecord; indexes: { key: string } };
  copies: { key: string; value: Blob };
}

/** Records that outlive the page. Where the browser refuses to keep any, uploads work as ever and nothing is promised. */
export function browserUploadStore(now: () => number = Date.now): UploadStore {
  let opening: Promise<IDBPDatabase<UploadsDatabase> | null> | null = null;
  const open = async () => {
    try {
      return await openDB<UploadsDatabase>("easel-uploads", 2, {
        upgrade(db, from, _to, transaction) {
          if (from < 1) {
            db.createObjectStore("records");
            db.createObjectStore("copies");
          }
          transaction.objectStore("records").createIndex("key", "key");
        },
        blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
        terminated: () => {
          opening = null;
        },
      });
    } catch {
      return null;
    }
  };
  /** Private windows and full disks refuse; an upload never fails for it. */
  const attempt = async <Value>(
    work: (db: IDBPDatabase<UploadsDatabase>) => Promise<Value>,
    otherwise: Value,
  ): Promise<Value> => {
    opening ??= open();
    const db = await opening;
    if (!db) return otherwise;
    try {
      return await work(db);
    } catch {
      return otherwise;
    }
  };
  const remove = (id: string) =>
    attempt(async (db) => {
      await Promise.all([db.delete("records", id), db.delete("copies", id)]);
    }, undefined);
  return {
    async all() {
      const records = await attempt((db) => db.getAll("records"), []);
      const old = records.filter(({ expiresAtMs }) => expiresAtMs <= now());
      await Promise.all(old.map(({ id }) => remove(id)));
      return records.filter((record) => !old.includes(record));
    },
    async withKey(key) {
      const records = await attempt((db) => db.getAllFromIndex("records", "key", key), []);
      return records.filter(({ expiresAtMs }) => expiresAtMs > now());
    },
    write: (record) => attempt(async (db) => void (await db.put("records", record, record.id)), undefined),
    writeCopy: (id, file) => attempt(async (db) => void (await db.put("copies", file, id)), undefined),
    copyOf: (id) => attempt(async (db) => (await db.get("copies", id)) ?? null, null),
    remove,
  };
}

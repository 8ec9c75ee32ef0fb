import { RunningChecksums } from "./checksums";

/** Storage keeps whole multiples of this many bytes of every chunk but the last. */
export const quantumBytes = 256 * 1024;

/** How long a session lives after its start: one week. */
export const sessionLifetimeMs = 7 * 24 * 3600 * 1000;

/** The facts about a finished object that every later answer repeats. */
export interface FinishedObject {
  sizeBytes: number;
  crc32c: string;
  md5: string;
  generation: string;
  etag: string;
}

/** One resumable session: what it was opened for and how far it has come. */
export interface UploadSession {
  uploadId: string;
  path: string;
  fileId: string;
  workspaceId: string;
  contentType: string;
  fileName: string | null;
  maxBytes: number;
  startedAt: number;
  /** What Access-Control-Allow-Origin says on every later answer; decided by the start request's Origin. */
  allowedOrigin: string | null;
  parts: Buffer[];
  /** Of all that is kept. */
  checksums: RunningChecksums;
  persistedBytes: number;
  finished: FinishedObject | null;
  /** Set once the session has died; every later request gets this status. */
  goneStatus: 404 | 410 | null;
}

/** Adds bytes to the end of what is kept. */
export function appendBytes(session: UploadSession, bytes: Buffer): void {
  if (bytes.length === 0) return;
  session.parts.push(bytes);
  session.checksums.add(bytes);
  session.persistedBytes += bytes.length;
}

/** How many of `received` bytes, sent from `first` on, a non-final chunk may add to what is kept. */
export function keepableBytes(session: UploadSession, first: number, received: number): number {
  const aligned = Math.floor((first + received) / quantumBytes) * quantumBytes;
  return Math.max(0, aligned - session.persistedBytes);
}

/** Forgets everything kept, as storage does when it answers 308 without a Range. */
export function dropBytes(session: UploadSession): void {
  session.checksums.stop();
  session.checksums = new RunningChecksums();
  session.parts = [];
  session.persistedBytes = 0;
}

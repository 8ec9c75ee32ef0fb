import { Agent } from "undici";
import { uploadQuantumBytes } from "@/lib/domain/upload-rules";
import { connectOptions } from "@/lib/http/connect-options";
import {
  type Exchange,
  type ExchangeLimits,
  type ExchangeRequest,
  exchange,
  type PassingBody,
  retryAfterSeconds,
} from "@/lib/http/exchange";
import { startHeaders } from "./start-headers";
import { allowedAddress } from "./storage-address";
import { StorageError } from "./storage-error";

/** Which session, where it may be, and how patient to be with it. */
export interface SessionAddress {
  sessionUrl: string;
  /** Complete origins, such as `https://storage.googleapis.com`; checked at every use. */
  allowedOrigins: readonly string[];
  /** Silence after which a request is given up; 30 s when absent. */
  silenceMs?: number;
}

export interface SessionFile {
  /** Length of the whole file. */
  sizeBytes: number;
  contentType: string;
}

/** How far a session is. The storage host's word is the truth, whatever was sent. */
export interface SessionProgress {
  /** Bytes stored; the next chunk begins here. It may be lower than what was sent, even lower than before. */
  offset: number;
  isDone: boolean;
  /** The stored file's length, once done and where the host tells it. */
  storedSizeBytes?: number;
  /** The stored file's CRC32C in base64, once done and where the host tells it. */
  crc32c?: string;
}

/** Bytes that are handed on as they come, and how many they have to be. */
export interface PassingBytes {
  lengthBytes: number;
  parts: PassingBody;
}

// One agent keeps the connection between the chunks of a file. A chunk holds one for as long as its sender needs, and many
// send slowly.
const agent = new Agent({ connections: 256, connect: connectOptions() });

const transientStatuses = new Set([408, 429]);

function limitsOf({ silenceMs = 30_000 }: { silenceMs?: number }): ExchangeLimits {
  return { silenceMs, totalMs: silenceMs * 4, bodyBytes: 64_000, errorBodyBytes: 64_000 };
}

async function send(
  url: URL,
  request: Omit<ExchangeRequest, "origin" | "path">,
  patience: { silenceMs?: number },
): Promise<Exchange & { status: number }> {
  const exchanged = await exchange(
    agent,
    { ...request, origin: url.origin, path: `${url.pathname}${url.search}` },
    limitsOf(patience),
  );
  const { status, failure } = exchanged;
  // The facts of an upload are in status and headers, so a body that broke off changes nothing.
  if (status !== null) return { ...exchanged, status };
  throw new StorageError("storage_unreachable", {
    detail:
      failure?.kind === "timed_out"
        ? "The storage host was silent for too long."
        : "The connection to the storage host failed.",
    isRetryable: true,
    reason: failure?.reason,
  });
}

/** The code of an XML error, such as `ExpiredToken`. Its message is left alone: it may repeat the signed request. */
function xmlCodeOf(body: Buffer): string | undefined {
  return /<Code>([A-Za-z]{1,60})<\/Code>/.exec(body.toString("utf8"))?.[1];
}

/** The error that an answer other than success or progress means. */
function errorOf(exchanged: Exchange & { status: number }): StorageError {
  const { status, headers, body } = exchanged;
  const storageCode = xmlCodeOf(body);
  if (transientStatuses.has(status) || status >= 500) {
    return new StorageError("storage_unreachable", {
      detail: `The storage host answered with status ${status}.`,
      isRetryable: true,
      retryAfterSeconds: retryAfterSeconds(headers, Date.now()) ?? undefined,
      storageCode,
      status,
    });
  }
  if (status < 400) {
    return new StorageError("upload_refused", {
      detail: "The storage host answered with a redirect, and Easel follows none.",
      status,
    });
  }
  const isMismatch =
    storageCode === "BadDigest" ||
    storageCode === "CrcMismatch" ||
    /^Provided .{1,200} doesn't match calculated /s.test(body.toString("utf8"));
  if (isMismatch) {
    return new StorageError("upload_corrupt", {
      detail: "The checksum of what was stored differs from the file's.",
      storageCode,
      status,
    });
  }
  if (storageCode === "ExpiredToken" || [404, 410, 499].includes(status)) {
    return new StorageError("upload_expired", {
      detail: "The upload's session has ended at the storage host. Start the upload again.",
      storageCode,
      status,
    });
  }
  if (status === 413 || storageCode === "EntityTooLarge" || storageCode === "EntityTooSmall") {
    return new StorageError("upload_size", {
      detail: "The storage host does not take a file of this size.",
      storageCode,
      status,
    });
  }
  return new StorageError("upload_refused", {
    detail: `The storage host refused the upload (${storageCode ?? `status ${status}`}).`,
    storageCode,
    status,
  });
}

/**
 * Opens a resumable session at a signed URL of Layer's. The session's address is a credential: seal it, never log it.
 * `origin` is the browser origin that may later send to the session itself; the host ties CORS to this first request.
 * Throws StorageError: `upload_expired` (ask Layer for a new URL), `upload_refused`, `upload_size`,
 * `storage_unreachable` (retryable: a session that was opened and lost costs nothing).
 */
export async function openSession(
  upload: SessionFile & {
    uploadUrl: string;
    allowedOrigins: readonly string[];
    origin?: string;
    silenceMs?: number;
  },
): Promise<{ sessionUrl: string }> {
  const url = allowedAddress(upload.uploadUrl, upload.allowedOrigins);
  const headers = startHeaders(url, upload);
  const exchanged = await send(
    url,
    {
      method: "POST",
      headers: upload.origin === undefined ? headers : { ...headers, origin: upload.origin },
      body: null,
    },
    upload,
  );
  if (exchanged.status !== 200 && exchanged.status !== 201) throw errorOf(exchanged);
  const { location } = exchanged.headers;
  if (!location) {
    throw new StorageError("upload_refused", {
      detail: "The storage host opened a session without naming its address.",
      status: exchanged.status,
    });
  }
  return { sessionUrl: allowedAddress(location, upload.allowedOrigins, url).href };
}

interface FinishedObject {
  sizeBytes: number | null;
  crc32c: string | null;
}

function countOf(text: unknown): number | null {
  return /^\d{1,15}$/.test(String(text)) ? Number(text) : null;
}

/** What the host says about the finished object: headers by the XML API, a JSON object by the other one. */
function finishedObjectOf({ headers, body }: Exchange): FinishedObject {
  let resource: Record<string, unknown> = {};
  if (headers["content-type"]?.toLowerCase().startsWith("application/json")) {
    try {
      resource = Object(JSON.parse(body.toString("utf8"))) as Record<string, unknown>;
    } catch {
      // A body that is not what it says tells nothing about the object; the status has told that it is there.
    }
  }
  const hash = /(?:^|[,\s])crc32c=([A-Za-z0-9+/=]+)/.exec(headers["x-goog-hash"] ?? "")?.[1];
  return {
    sizeBytes: countOf(headers["x-goog-stored-content-length"]) ?? countOf(resource["size"]),
    crc32c: hash ?? (typeof resource["crc32c"] === "string" ? resource["crc32c"] : null),
  };
}

interface SentSpan {
  /** Where the bytes end that are known to have been sent. */
  sentBytes: number;
  /** Where those end that an earlier request may have brought as well, if farther. */
  mayReach?: number | undefined;
  sizeBytes: number;
  crc32c?: string;
}

/** Reads a success or progress answer to a request, after which no more than was ever sent can be stored. */
function progressOf(
  exchanged: Exchange & { status: number },
  { sentBytes, mayReach = sentBytes, sizeBytes, crc32c }: SentSpan,
): SessionProgress {
  const { status, headers } = exchanged;
  if (status === 200 || status === 201) {
    const stored = finishedObjectOf(exchanged);
    // A host that tells no size has ended the file for certain only if the last byte was sent.
    const storedSizeBytes = stored.sizeBytes ?? sentBytes;
    if (storedSizeBytes !== sizeBytes) {
      throw new StorageError("upload_corrupt", {
        detail: `${storedSizeBytes} bytes were stored of a file of ${sizeBytes}.`,
        status,
      });
    }
    if (crc32c !== undefined && stored.crc32c !== null && stored.crc32c !== crc32c) {
      throw new StorageError("upload_corrupt", {
        detail: "The checksum of what was stored differs from the file's.",
        status,
      });
    }
    return {
      offset: sizeBytes,
      isDone: true,
      ...(stored.sizeBytes === null ? {} : { storedSizeBytes: stored.sizeBytes }),
      ...(stored.crc32c === null ? {} : { crc32c: stored.crc32c }),
    };
  }
  if (status !== 308 || headers["location"] !== undefined) throw errorOf(exchanged);
  if (headers["range"] === undefined) return { offset: 0, isDone: false };
  const last = /^bytes=0-(\d{1,15})$/.exec(headers["range"].trim())?.[1];
  if (last === undefined) {
    throw new StorageError("storage_unreachable", {
      detail: "The storage host did not say clearly how much it has stored.",
      isRetryable: true,
      status,
    });
  }
  const offset = Number(last) + 1;
  if (offset > Math.max(sentBytes, mayReach)) {
    // Not a session to begin again by itself: whose bytes these are, nobody knows.
    throw new StorageError("upload_refused", {
      detail: "The storage host claims more bytes than were sent.",
      status,
    });
  }
  return { offset, isDone: false };
}

/**
 * Asks how far a session is. On a session that has every byte but is still open, this ends the file.
 * Throws StorageError: `upload_expired`, `upload_corrupt`, `upload_refused`, `storage_unreachable` (retryable).
 */
export async function querySession(
  session: SessionAddress & { sizeBytes: number; crc32c?: string },
): Promise<SessionProgress> {
  const url = allowedAddress(session.sessionUrl, session.allowedOrigins);
  const exchanged = await send(
    url,
    { method: "PUT", headers: { "content-range": `bytes */${session.sizeBytes}` }, body: null },
    session,
  );
  return progressOf(exchanged, {
    sentBytes: session.sizeBytes,
    sizeBytes: session.sizeBytes,
    crc32c: session.crc32c,
  });
}

/** True of the 503 that means a wrong offset: repeating it would repeat the mistake, so the session is asked. */
function isGap({ status, headers, body }: Exchange): boolean {
  return (
    status === 503 &&
    (headers["content-type"] ?? "").toLowerCase().startsWith("text/plain") &&
    body.toString("utf8").includes("upload offset")
  );
}

/**
 * Sends the bytes that belong at `offset`; every chunk but the last is a multiple of 256 KiB. Sending a chunk again is
 * safe as long as its bytes are the same. Of bytes that pass and end too soon the host keeps a beginning: the request breaks
 * off, and never looks whole. With `crc32c` (base64, of the whole file) the last chunk is checked by the
 * host, and its answer here. Throws StorageError: `invalid_request` for a chunk that does not fit the file,
 * `upload_expired`, `upload_corrupt`, `upload_size`, `upload_refused`, `storage_unreachable` (retryable: ask
 * `querySession`, then go on).
 */
export async function putChunk(
  chunk: SessionAddress &
    SessionFile & {
      offset: number;
      bytes: Uint8Array | PassingBytes;
      crc32c?: string;
      /** Where the bytes end that any request of this session may have brought; else where this chunk ends. */
      mayReach?: number;
    },
): Promise<SessionProgress> {
  const { offset, bytes, sizeBytes, crc32c } = chunk;
  const url = allowedAddress(chunk.sessionUrl, chunk.allowedOrigins);
  const lengthBytes = "parts" in bytes ? bytes.lengthBytes : bytes.byteLength;
  const end = offset + lengthBytes;
  const isFinal = end === sizeBytes;
  const fits = Number.isSafeInteger(offset) && offset >= 0 && lengthBytes > 0 && end <= sizeBytes;
  // The host keeps whole quanta only and drops the rest of such a chunk without a word.
  if (!fits || (!isFinal && lengthBytes % uploadQuantumBytes !== 0)) {
    throw new StorageError("invalid_request", { detail: "The chunk does not fit the file." });
  }
  const exchanged = await send(
    url,
    {
      method: "PUT",
      headers: {
        "content-type": chunk.contentType,
        "content-length": String(lengthBytes),
        "content-range": `bytes ${offset}-${end - 1}/${sizeBytes}`,
        ...(isFinal && crc32c !== undefined ? { "x-goog-hash": `crc32c=${crc32c}` } : {}),
      },
      body: "parts" in bytes ? bytes.parts : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    },
    chunk,
  );
  if (isGap(exchanged)) return querySession(chunk);
  const progress = progressOf(exchanged, { sentBytes: end, mayReach: chunk.mayReach, sizeBytes, crc32c });
  // Every byte is there and yet the file is open, so nothing is left to send: only asking ends it.
  return progress.offset === sizeBytes && !progress.isDone ? querySession(chunk) : progress;
}

/**
 * Ends a session and drops what it stored. A session that is gone already is as good. Throws StorageError
 * `upload_refused` or `storage_unreachable` (retryable).
 */
export async function cancelSession(session: SessionAddress): Promise<void> {
  const url = allowedAddress(session.sessionUrl, session.allowedOrigins);
  const exchanged = await send(url, { method: "DELETE", headers: {}, body: null }, session);
  // 499 is the host's way of saying that a cancel succeeded.
  if (![200, 204, 404, 410, 499].includes(exchanged.status)) throw errorOf(exchanged);
}

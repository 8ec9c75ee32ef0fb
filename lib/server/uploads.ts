import "server-only";
import * as z from "zod";
import { ProblemError, problemOf } from "@/lib/domain/problem";
import {
  maxUploadBytes,
  sniffUploadType,
  type UploadProgress,
  type UploadTicket,
  uploadChunkBytes,
  uploadQuantumBytes,
  uploadTypes,
} from "@/lib/domain/upload-rules";
import { cancelSession, openSession, putChunk, querySession } from "@/lib/storage/resumable-session";
import { StorageError } from "@/lib/storage/storage-error";
import { requireWorkspace } from "./access";
import { env } from "./env";
import { readAway, readBounded } from "./handle";
import { journal } from "./journal";
import { layer } from "./layer";
import type { Session } from "./session";
import { openTicket, type SealedUpload, sealUpload } from "./tickets";

// The storage host keeps an unfinished session for a week; a ticket ends a day before, so that it never names a dead one.
const ticketLifeMs = 6 * 24 * 60 * 60 * 1_000;

// Large enough that one exchange with the storage host costs nothing beside its bytes (Google advises 8 MiB and more), and
// not too much for a browser to have two of in memory. How much of it a line is given at once is the browser's to know.
const directChunkBytes = 64 * uploadQuantumBytes;

const fileName = z
  .string()
  .transform((name) =>
    name
      // Some browsers give a path; only its last part names the file.
      .split(/[/\\]/)
      .at(-1)
      ?.replace(/[\p{Cc}\p{Cf}]/gu, "")
      .trim()
      .slice(0, 255),
  )
  .pipe(z.string().min(1, "must have a name"));

export const startUploadSchema = z.object({
  name: fileName,
  contentType: z.string().max(200),
  sizeBytes: z.number().int(),
});

/**
 * Opens an upload: Layer names the file and signs an address, the storage host opens a session there, and the browser
 * gets a sealed ticket. Throws `upload_type`, `upload_size`, or what Layer or the storage host refused.
 */
export async function startUpload(
  session: Session,
  workspaceId: string,
  file: z.infer<typeof startUploadSchema>,
): Promise<UploadTicket> {
  if (!Object.hasOwn(uploadTypes, file.contentType))
    throw new ProblemError(problemOf("upload_type", { field: "contentType" }));
  if (file.sizeBytes < 1 || file.sizeBytes > maxUploadBytes)
    throw new ProblemError(problemOf("upload_size", { field: "sizeBytes" }));
  const { fileId, sessionUrl } = await openFile(session, workspaceId, file).catch((error: unknown) => {
    // A signed address that grew old on its way is replaced by a new one before anybody notices.
    if (error instanceof StorageError && error.storageCode === "ExpiredToken")
      return openFile(session, workspaceId, file);
    throw error;
  });
  const expiresAt = new Date(Date.now() + ticketLifeMs).toISOString();
  const ticket = sealUpload({
    sessionUrl,
    fileId,
    workspaceId,
    personId: session.personId,
    name: file.name,
    contentType: file.contentType,
    sizeBytes: file.sizeBytes,
    expiresAt,
  });
  const { uploadTransport } = env();
  return {
    ticket,
    fileId,
    chunkBytes: uploadChunkBytes,
    expiresAt,
    ...(uploadTransport === "relay"
      ? {}
      : {
          direct: {
            sessionUrl,
            chunkBytes: directChunkBytes,
            mayRelay: uploadTransport === "auto",
          },
        }),
  };
}

/** One signed address from Layer and the session opened there. */
async function openFile(
  session: Session,
  workspaceId: string,
  file: z.infer<typeof startUploadSchema>,
): Promise<{ fileId: string; sessionUrl: string }> {
  const { storageOrigins, uploadTransport, appOrigin } = env();
  const signed = await layer().requestUploadUrl(session.token, workspaceId, file);
  const { sessionUrl } = await openSession({
    uploadUrl: signed.uploadUrl,
    contentType: signed.contentType,
    sizeBytes: file.sizeBytes,
    allowedOrigins: storageOrigins,
    // The Origin of the start decides for a session's whole life which page may read its answers. Where all bytes go
    // through this server no page should.
    ...(uploadTransport === "relay" ? {} : { origin: appOrigin }),
  });
  return { fileId: signed.fileId, sessionUrl };
}

function refuseChunk(detail: string, field?: string): never {
  throw new ProblemError(problemOf("invalid_request", { detail, field }));
}

function offsetFrom(request: Request): number {
  const text = request.headers.get("upload-offset") ?? "";
  if (!/^\d{1,12}$/.test(text)) refuseChunk("upload-offset must be a number of bytes.", "upload-offset");
  return Number(text);
}

/** Refuses a chunk of a length that does not fit the file at this place. */
function requireFitting(upload: SealedUpload, offset: number, lengthBytes: number): void {
  const end = offset + lengthBytes;
  if (lengthBytes > uploadChunkBytes) refuseChunk("A chunk holds at most 4 MiB.");
  if (lengthBytes === 0) refuseChunk("The chunk is empty.");
  if (end > upload.sizeBytes) refuseChunk("The chunk goes beyond the end of the file.", "upload-offset");
  if (end < upload.sizeBytes && lengthBytes % uploadQuantumBytes !== 0)
    refuseChunk("Every chunk but the last is a multiple of 256 KiB.");
}

/** Refuses a file whose first bytes show another type than its ticket names. */
function requireType(upload: SealedUpload, head: Uint8Array): void {
  if (sniffUploadType(head) !== upload.contentType)
    throw new ProblemError(
      problemOf("upload_type", {
        detail: "What is in the file is not what its type says. Choose another file.",
      }),
    );
}

/** A chunk's bytes, once they are all here and what was promised. */
async function readChunk(request: Request, upload: SealedUpload, offset: number): Promise<Uint8Array> {
  const bytes = await readBounded(request, uploadChunkBytes);
  if (!bytes) return refuseChunk("A chunk holds at most 4 MiB.");
  requireFitting(upload, offset, bytes.byteLength);
  // What lies between may cut a body short and say nothing; a cut chunk must not be stored as if it were whole.
  const promised = request.headers.get("content-length");
  if (promised !== null && Number(promised) !== bytes.byteLength)
    refuseChunk("Fewer bytes arrived than were announced.");
  if (offset === 0) requireType(upload, bytes);
  return bytes;
}

interface Seen {
  bytes: number;
  hasEnded: boolean;
}

/** The request's bytes as they come. What is left of them is let go by, so that the connection can be used again. */
async function* partsOf(body: ReadableStream<Uint8Array>, seen: Seen) {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        seen.hasEnded = true;
        return;
      }
      seen.bytes += value.byteLength;
      yield value;
    }
  } finally {
    void readAway(reader);
  }
}

/** The whole file's checksum as the browser reckoned it, which the host compares with what it stored. */
function checksumFrom(request: Request): { crc32c?: string } {
  const crc32c = request.headers.get("upload-crc32c");
  if (crc32c === null) return {};
  if (!/^[A-Za-z0-9+/]{6}==$/.test(crc32c)) refuseChunk("upload-crc32c must be a CRC32C in base64.");
  return { crc32c };
}

interface StoredProgress {
  offset: number;
  isDone: boolean;
  storedSizeBytes?: number | null;
  crc32c?: string;
}

async function settle(
  session: Session,
  upload: SealedUpload,
  progress: StoredProgress,
): Promise<UploadProgress> {
  if (!progress.isDone) return { offset: progress.offset, isDone: false };
  const stored = progress.storedSizeBytes ?? upload.sizeBytes;
  // A finished session answers "done" to anything, so only the size tells whether it is this file.
  if (stored !== upload.sizeBytes) throw new ProblemError(problemOf("upload_corrupt"));
  const { fileId, name, contentType, sizeBytes, workspaceId, personId } = upload;
  await journal().addUpload(
    { workspaceId, personId },
    { fileId, name, contentType, sizeBytes, personName: session.personName },
  );
  return {
    offset: upload.sizeBytes,
    isDone: true,
    storedSizeBytes: stored,
    ...(progress.crc32c === undefined ? {} : { crc32c: progress.crc32c }),
  };
}

/** The upload of the request's ticket, for someone who still reaches the workspace: a ticket lives for days. */
async function openUpload(session: Session, workspaceId: string, request: Request): Promise<SealedUpload> {
  const upload = openTicket(request.headers.get("upload-ticket"), session, workspaceId);
  await requireWorkspace(session, workspaceId);
  return upload;
}

/** Relays one chunk, or with `upload-query: 1` asks how far the upload is. The storage host's word is what counts. */
export async function continueUpload(
  session: Session,
  workspaceId: string,
  request: Request,
): Promise<UploadProgress> {
  const upload = await openUpload(session, workspaceId, request);
  const { sessionUrl, sizeBytes, contentType } = upload;
  const allowedOrigins = env().storageOrigins;
  const checksum = checksumFrom(request);
  if (request.headers.get("upload-query") === "1")
    return await settle(
      session,
      upload,
      await querySession({ sessionUrl, sizeBytes, allowedOrigins, ...checksum }),
    );
  const offset = offsetFrom(request);
  // The host may go on with what a request brought that was cut off. How far that reached is known to the page alone, and
  // judged there.
  const mayReach = sizeBytes;
  const chunk = { sessionUrl, offset, sizeBytes, contentType, allowedOrigins, mayReach, ...checksum };
  const announced = Number(request.headers.get("content-length") ?? 0);
  // The beginning of a file is looked at before any of it leaves, and a body of unknown length is measured first.
  if (offset === 0 || announced === 0 || !request.body)
    return await settle(
      session,
      upload,
      await putChunk({ ...chunk, bytes: await readChunk(request, upload, offset) }),
    );
  requireFitting(upload, offset, announced);
  const seen: Seen = { bytes: 0, hasEnded: false };
  const bytes = { lengthBytes: announced, parts: partsOf(request.body, seen) };
  const progress = await putChunk({ ...chunk, bytes }).catch((error: unknown) => {
    // The exchange broke off by itself: the host keeps what came of the chunk, and waits for the rest.
    if (seen.bytes > announced || (seen.hasEnded && seen.bytes < announced))
      refuseChunk("Another number of bytes arrived than was announced.");
    throw error;
  });
  return await settle(session, upload, progress);
}

/** Ends an upload at the storage host; what was sent is thrown away there. */
export async function cancelUpload(session: Session, workspaceId: string, request: Request): Promise<void> {
  const upload = await openUpload(session, workspaceId, request);
  await cancelSession({ sessionUrl: upload.sessionUrl, allowedOrigins: env().storageOrigins });
}

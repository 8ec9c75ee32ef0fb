import "server-only";
import { createHash } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import * as z from "zod";
import { kindByEnding, renamedTo } from "@/lib/domain/file-kind";
import { pictureHeadBytes } from "@/lib/domain/picture-size";
import { ProblemError, problemOf } from "@/lib/domain/problem";
import { checkFile } from "@/lib/domain/upload-check";
import { maxUploadBytes, type UploadedFile, uploadChunkBytes } from "@/lib/domain/upload-rules";
import { openSession, putChunk, querySession, type SessionProgress } from "@/lib/storage/resumable-session";
import { StorageError } from "@/lib/storage/storage-error";
import { requireWorkspace } from "./access";
import { env } from "./env";
import { journal } from "./journal";
import { layer } from "./layer";
import { type FetchRules, fetchPublic, publicRules } from "./public-fetch";
import type { Session } from "./session";

export const uploadFromUrlSchema = z.object({ url: z.string().min(1).max(4_000) });

const limits = { maxBytes: maxUploadBytes, totalMs: 30_000 };
// Each holds up to 64 MB in memory until the storage host has it.
const maxAtOnce = 3;
let running = 0;

/** A name for what was fetched, from the last part of its address. */
function nameFrom(url: URL, contentType: string): string {
  let last = url.pathname.split("/").findLast((part) => part !== "") ?? "";
  try {
    last = decodeURIComponent(last);
  } catch {
    // Not every address is written in UTF-8; as it stands it is still a name.
  }
  const plain =
    last
      .replace(/[\p{Cc}\p{Cf}/\\]/gu, "")
      .trim()
      .slice(0, 200) || url.hostname;
  return kindByEnding(plain)?.contentType === contentType ? plain : renamedTo(plain, contentType);
}

interface Checked {
  name: string;
  contentType: string;
}

/** The same rules as for a file from a disk. Throws `upload_type` or `upload_size` with their sentence. */
function check(bytes: Buffer, url: URL): Checked {
  const verdict = checkFile({
    // Addresses often end in nothing that tells the kind: only the bytes count.
    name: url.hostname,
    sizeBytes: bytes.length,
    head: bytes.subarray(0, pictureHeadBytes),
    tail: bytes.subarray(-65_536),
  });
  if (verdict.outcome === "accepted")
    return { contentType: verdict.contentType, name: nameFrom(url, verdict.contentType) };
  if (bytes.length === 0)
    throw new ProblemError(
      problemOf("upload_size", { field: "url", detail: "What is at this address is empty." }),
    );
  if (verdict.outcome === "offered" && verdict.offer.kind === "rename")
    return { contentType: verdict.contentType, name: nameFrom(url, verdict.contentType) };
  const sentence =
    verdict.outcome === "refused"
      ? verdict.sentence
      : `${verdict.offer.why} Save it and drop it here to have it converted.`;
  throw new ProblemError(problemOf("upload_type", { field: "url", detail: sentence }));
}

const maxAttempts = 4;

/** Sends the bytes to the storage host; after a fault it asks how far they are and goes on there. */
async function store(sessionUrl: string, bytes: Buffer, contentType: string): Promise<SessionProgress> {
  const session = { sessionUrl, allowedOrigins: env().storageOrigins, sizeBytes: bytes.length, contentType };
  let offset = 0;
  let failures = 0;
  let mustAsk = false;
  for (;;) {
    try {
      const progress = mustAsk
        ? await querySession(session)
        : await putChunk({ ...session, offset, bytes: bytes.subarray(offset, offset + uploadChunkBytes) });
      if (progress.isDone) return progress;
      if (progress.offset > offset) failures = 0;
      offset = progress.offset;
      mustAsk = false;
    } catch (error) {
      failures += 1;
      const isTransient = error instanceof StorageError && error.code === "storage_unreachable";
      if (!isTransient || failures >= maxAttempts) throw error;
      mustAsk = true;
      await delay(250 * 2 ** failures);
    }
  }
}

/**
 * Fetches a file from an address a person named, under the rules of `fetchPublic`, and uploads it to Layer. Bytes that are
 * in the workspace already are not sent again. Throws `invalid_request` (field `url`), `upload_type`, `upload_size`, and
 * what Layer or the storage host refused.
 */
export async function uploadFromUrl(
  session: Session,
  workspaceId: string,
  { url }: z.infer<typeof uploadFromUrlSchema>,
  signal: AbortSignal,
  rules: FetchRules = publicRules,
): Promise<{ file: UploadedFile; isKnown: boolean }> {
  await requireWorkspace(session, workspaceId);
  if (running >= maxAtOnce)
    throw new ProblemError(
      problemOf("easel_busy", {
        detail: "Easel is fetching as many addresses as it does at once. Try again in a moment.",
        retryAfterSeconds: 5,
      }),
    );
  running += 1;
  try {
    const fetched = await fetchPublic(url.trim(), limits, signal, rules);
    return await keep(session, workspaceId, fetched.bytes, check(fetched.bytes, fetched.url));
  } finally {
    running -= 1;
  }
}

async function keep(
  session: Session,
  workspaceId: string,
  bytes: Buffer,
  { name, contentType }: Checked,
): Promise<{ file: UploadedFile; isKnown: boolean }> {
  const viewer = { workspaceId, personId: session.personId };
  const content = { sha256: createHash("sha256").update(bytes).digest("hex"), sizeBytes: bytes.length };
  const known = await journal().findUploadByBytes(viewer, content);
  if (known) {
    await journal().setUploadRemoved(viewer, known.fileId, false);
    return { file: known, isKnown: true };
  }
  const signed = await layer().requestUploadUrl(session.token, workspaceId, {
    name,
    contentType,
    sizeBytes: bytes.length,
  });
  const { sessionUrl } = await openSession({
    uploadUrl: signed.uploadUrl,
    contentType: signed.contentType,
    sizeBytes: bytes.length,
    allowedOrigins: env().storageOrigins,
  });
  const { storedSizeBytes } = await store(sessionUrl, bytes, signed.contentType);
  if (storedSizeBytes !== undefined && storedSizeBytes !== bytes.length)
    throw new ProblemError(problemOf("upload_corrupt"));
  await journal().addUpload(viewer, {
    fileId: signed.fileId,
    name,
    contentType,
    sizeBytes: bytes.length,
    personName: session.personName,
  });
  await journal().describeUpload(viewer, signed.fileId, { sha256: content.sha256, thumbnail: null });
  const file = await journal().findUploadByBytes(viewer, content);
  if (!file) throw new ProblemError(problemOf("history_unavailable"));
  return { file, isKnown: false };
}

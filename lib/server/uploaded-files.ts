import "server-only";
import * as z from "zod";
import { ProblemError, problemOf } from "@/lib/domain/problem";
import { maxThumbnailBytes, type UploadedFile } from "@/lib/domain/upload-rules";
import { requireWorkspace } from "./access";
import { journal } from "./journal";
import type { Session } from "./session";

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, "must be a SHA-256 in lower-case hex");

const searchSchema = z.string().max(200);

/** The files uploaded to the workspace through Easel, newest first; `search` finds a part of a name. */
export async function listUploadedFiles(
  session: Session,
  workspaceId: string,
  page: { cursor: string | null; limit: number },
  search: string,
): Promise<{ files: UploadedFile[]; nextCursor: string | null }> {
  await requireWorkspace(session, workspaceId);
  return await journal().listUploads(
    { workspaceId, personId: session.personId },
    { ...page, search: searchSchema.parse(search).trim() },
  );
}

const knownSchema = z.object({
  sha256: sha256Schema,
  sizeBytes: z.coerce.number().int().min(1),
});

/** The file of the workspace that has these bytes already, or null. */
export async function findKnownFile(
  session: Session,
  workspaceId: string,
  query: URLSearchParams,
): Promise<{ file: UploadedFile | null }> {
  await requireWorkspace(session, workspaceId);
  const bytes = knownSchema.parse({ sha256: query.get("sha256"), sizeBytes: query.get("sizeBytes") });
  return { file: await journal().findUploadByBytes({ workspaceId, personId: session.personId }, bytes) };
}

export const describeFileSchema = z
  .object({
    sha256: sha256Schema.nullable(),
    /** A WebP in base64. */
    thumbnail: z
      .string()
      .max(Math.ceil((maxThumbnailBytes * 4) / 3) + 4)
      .nullable(),
    /** Takes the file off the list, or puts it back. */
    isRemoved: z.boolean(),
  })
  .partial();

/** The bytes of a small picture, once they are a WebP of a bearable weight. Throws `invalid_request`. */
function thumbnailFrom(text: string): Buffer {
  const bytes = Buffer.from(text, "base64");
  const isWebp =
    bytes.toString("latin1", 0, 4) === "RIFF" &&
    bytes.toString("latin1", 8, 12) === "WEBP" &&
    bytes.length >= 20 &&
    bytes.readUInt32LE(4) + 8 <= bytes.length + 1;
  if (!isWebp || bytes.length > maxThumbnailBytes)
    throw new ProblemError(
      problemOf("invalid_request", {
        field: "thumbnail",
        detail: `thumbnail: must be a WebP of at most ${maxThumbnailBytes / 1_000} KB`,
      }),
    );
  return bytes;
}

/**
 * Writes down what the browser knows of a file: its hash and small picture (by the person who uploaded it, once), and
 * whether it is on the list. Throws `not_found` for a file that is not in the workspace's history.
 */
export async function describeFile(
  session: Session,
  workspaceId: string,
  fileId: string,
  { sha256, thumbnail, isRemoved }: z.infer<typeof describeFileSchema>,
): Promise<void> {
  const bytes = typeof thumbnail === "string" ? thumbnailFrom(thumbnail) : null;
  await requireWorkspace(session, workspaceId);
  const viewer = { workspaceId, personId: session.personId };
  const isKnown =
    (!(sha256 ?? bytes) ||
      (await journal().describeUpload(viewer, fileId, { sha256: sha256 ?? null, thumbnail: bytes }))) &&
    (isRemoved === undefined || (await journal().setUploadRemoved(viewer, fileId, isRemoved)));
  if (!isKnown) throw new ProblemError(problemOf("not_found"));
}

/** The small picture of an uploaded file. Throws `not_found` where there is none. */
export async function openThumbnail(
  session: Session,
  workspaceId: string,
  fileId: string,
): Promise<Response> {
  await requireWorkspace(session, workspaceId);
  const bytes = await journal().uploadThumbnail({ workspaceId, personId: session.personId }, fileId);
  if (!bytes) throw new ProblemError(problemOf("not_found"));
  return new Response(new Uint8Array(bytes), {
    headers: {
      "content-type": "image/webp",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
      // Somebody's browser made these bytes: opened as a page they can neither run nor load anything.
      "content-security-policy": "sandbox; default-src 'none'",
      // Written once, so it never changes; what lies between may not keep it.
      "cache-control": "private, max-age=86400, immutable",
      vary: "Cookie",
    },
  });
}

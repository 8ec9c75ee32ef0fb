import "server-only";
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import * as z from "zod";
import { uuid } from "@/lib/domain/identifier";
import { ProblemError, problemOf } from "@/lib/domain/problem";
import { env } from "./env";
import type { Session } from "./session";

const uploadSchema = z.object({
  /** The session's address at the storage host. Whoever knows it may write to the file, so it never leaves the seal. */
  sessionUrl: z.string(),
  fileId: uuid,
  workspaceId: uuid,
  personId: z.string(),
  name: z.string(),
  contentType: z.string(),
  sizeBytes: z.number(),
  /** ISO moment after which the ticket is worth nothing. */
  expiresAt: z.string(),
});

export type SealedUpload = z.infer<typeof uploadSchema>;

// What the seal is for is part of it, so that nothing sealed for one purpose ever opens for another.
const purpose = Buffer.from("easel/upload-ticket/v1");
const nonceBytes = 12;
const tagBytes = 16;
const maxTicketCharacters = 12_000;

let derived: { from: string; key: Buffer } | null = null;

function key(): Buffer {
  const { authSecret } = env();
  if (derived?.from !== authSecret)
    derived = { from: authSecret, key: Buffer.from(hkdfSync("sha256", authSecret, "", purpose, 32)) };
  return derived.key;
}

/** Seals an upload into what the browser holds: it can be read and made here only. */
export function sealUpload(upload: SealedUpload): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key(), nonce, { authTagLength: tagBytes }).setAAD(purpose);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(upload), "utf8"), cipher.final()]);
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString("base64url");
}

function open(ticket: string): unknown {
  const bytes = Buffer.from(ticket, "base64url");
  if (bytes.length <= nonceBytes + tagBytes) return null;
  const decipher = createDecipheriv("aes-256-gcm", key(), bytes.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  })
    .setAAD(purpose)
    .setAuthTag(bytes.subarray(-tagBytes));
  try {
    const text = Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]);
    return JSON.parse(text.toString("utf8"));
  } catch {
    return null;
  }
}

/**
 * Opens a ticket for the person and workspace it was made for. Throws `upload_ticket` for one that is forged, lapsed,
 * somebody else's or of another workspace; nothing has been asked of anyone by then.
 */
export function openTicket(ticket: string | null, session: Session, workspaceId: string): SealedUpload {
  const refused = new ProblemError(problemOf("upload_ticket"));
  if (!ticket || ticket.length > maxTicketCharacters) throw refused;
  const upload = uploadSchema.safeParse(open(ticket));
  if (!upload.success) throw refused;
  if (upload.data.personId !== session.personId || upload.data.workspaceId !== workspaceId) throw refused;
  if (!(Date.parse(upload.data.expiresAt) > Date.now())) throw refused;
  return upload.data;
}

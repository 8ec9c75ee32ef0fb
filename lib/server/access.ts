import "server-only";
import { isUuid } from "@/lib/domain/identifier";
import { ProblemError, problemOf } from "@/lib/domain/problem";
import type { Workspace } from "@/lib/domain/workspace";
import { layer } from "./layer";
import type { Session } from "./session";
import { SharedRead } from "./shared-read";

// How long a membership that was taken away at Layer may still open this history: short enough to be forgotten, long
// enough that a page of requests asks Layer once.
const trustedMs = 20_000;
// A balance may be this old when "fresh" was asked: what several tabs ask at once is one read.
const freshMs = 1_000;
const maxEntries = 5_000;

const trusted = new SharedRead<Workspace>(maxEntries);
const fresh = new SharedRead<Workspace>(maxEntries);
/** Part of every key, so that forgetting a person is forgetting all their entries. */
const epochs = new Map<string, number>();

function keyOf(session: Session, workspaceId: string): string {
  return `${session.personId}:${epochs.get(session.personId) ?? 0}:${workspaceId.toLowerCase()}`;
}

/** Forgets what a person could reach, when Layer stopped accepting their token. */
export function forgetAccess(session: Session): void {
  epochs.delete(session.personId);
  epochs.set(session.personId, Date.now());
  const oldest = epochs.keys().next();
  if (epochs.size > maxEntries && !oldest.done) epochs.delete(oldest.value);
}

/**
 * The workspace, once Layer has said that the session's token reaches it; nothing of a workspace may be shown before.
 * At most 20 seconds old, with `isFresh` at most 1. Throws `not_found` for one it does not reach.
 */
export async function requireWorkspace(
  session: Session,
  workspaceId: string,
  { isFresh = false }: { isFresh?: boolean } = {},
): Promise<Workspace> {
  if (!isUuid(workspaceId)) throw new ProblemError(problemOf("not_found"));
  const key = keyOf(session, workspaceId);
  const read = () => fresh.read(key, freshMs, () => layer().getWorkspace(session.token, workspaceId));
  if (!isFresh) return await trusted.read(key, trustedMs, read);
  const workspace = await read();
  trusted.keep(key, workspace, trustedMs);
  return workspace;
}

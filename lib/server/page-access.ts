import "server-only";
import { notFound, permanentRedirect, unstable_rethrow } from "next/navigation";
import { ProblemError } from "@/lib/domain/problem";
import { canonicalPath } from "@/lib/domain/return-path";
import type { Workspace } from "@/lib/domain/workspace";
import { requireWorkspace } from "./access";
import { problemFromError } from "./handle";
import { pagePath, redirectToSignIn, requirePageSession, type Session } from "./session";

/**
 * Runs what a page needs from Layer or the history, and turns its refusals into what a page does with them: sign in
 * again, not found, or a ProblemError whose `digest` tells the nearest error.tsx what happened.
 */
export async function loadForPage<Value>(session: Session, load: () => Promise<Value>): Promise<Value> {
  try {
    return await load();
  } catch (error) {
    // Next's own redirects and not-founds travel as errors.
    unstable_rethrow(error);
    const problem = problemFromError(error, `page ${await pagePath()}`, session);
    if (problem.code === "signed_out") return await redirectToSignIn("signed_out");
    if (problem.code === "not_found") notFound();
    throw new ProblemError(problem);
  }
}

/** The session of the page being rendered and the workspace it names, verified at Layer. */
export async function requirePageWorkspace(
  workspaceId: string,
): Promise<{ session: Session; workspace: Workspace }> {
  const session = await requirePageSession();
  const path = await pagePath();
  // One address a page: by another spelling its own calls, its drafts and its history would be another workspace's.
  if (canonicalPath(path) !== path) permanentRedirect(canonicalPath(path));
  const workspace = await loadForPage(session, () => requireWorkspace(session, workspaceId));
  return { session, workspace };
}

import { Building2 } from "lucide-react";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { EaselMark } from "@/components/shell/easel-mark";
import { SignOutButton } from "@/components/shell/sign-out-button";
import { EmptyState } from "@/components/ui/empty-state";
import { preferenceCookies } from "@/lib/domain/preferences";
import { requireWorkspace } from "@/lib/server/access";
import { listWorkspaces } from "@/lib/server/catalog";
import { problemFromError } from "@/lib/server/handle";
import { loadForPage } from "@/lib/server/page-access";
import { requirePageSession, type Session } from "@/lib/server/session";

/** The workspace this browser was last in, if the token still reaches it. */
async function lastWorkspaceId(session: Session): Promise<string | null> {
  const id = (await cookies()).get(preferenceCookies.workspace)?.value;
  if (!id) return null;
  try {
    return (await requireWorkspace(session, id)).id;
  } catch (error) {
    // Another person's, or one they left. Anything else concerns the list as well, which says it properly.
    const { code } = problemFromError(error, "the last workspace", session);
    if (code === "not_found" || code === "forbidden") return null;
    throw error;
  }
}

export default async function StartPage() {
  const session = await requirePageSession();
  const workspaceId = await loadForPage(
    session,
    async () =>
      (await lastWorkspaceId(session)) ??
      (await listWorkspaces(session, { cursor: null, limit: 1 })).workspaces[0]?.id ??
      null,
  );
  if (workspaceId) redirect(`/w/${workspaceId}/generate`);
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center">
      <EaselMark size={36} />
      <h1 className="sr-only">Easel</h1>
      <EmptyState
        icon={<Building2 size={24} aria-hidden="true" />}
        title="Your token reaches no workspace"
        action={<SignOutButton />}
      >
        Ask to be added to a workspace in Layer, or sign in with another token.
      </EmptyState>
    </main>
  );
}

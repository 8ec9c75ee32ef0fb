import type { Metadata } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { StudioShell } from "@/components/shell/studio-shell";
import { preferenceCookies } from "@/lib/domain/preferences";
import { requirePageWorkspace } from "@/lib/server/page-access";

interface WorkspaceLayoutProps {
  children: ReactNode;
  params: Promise<{ workspaceId: string }>;
}

export async function generateMetadata({ params }: WorkspaceLayoutProps): Promise<Metadata> {
  const { workspace } = await requirePageWorkspace((await params).workspaceId);
  return { title: { default: workspace.name, template: `%s · ${workspace.name} · Easel` } };
}

export default async function WorkspaceLayout({ children, params }: WorkspaceLayoutProps) {
  const { session, workspace } = await requirePageWorkspace((await params).workspaceId);
  const isRailPinned = (await cookies()).get(preferenceCookies.rail)?.value === "pinned";
  return (
    <StudioShell
      // Another workspace is another shell: nothing of one may stay on the screen of the other.
      key={workspace.id}
      workspace={workspace}
      personName={session.personName}
      isRailPinned={isRailPinned}
    >
      {children}
    </StudioShell>
  );
}

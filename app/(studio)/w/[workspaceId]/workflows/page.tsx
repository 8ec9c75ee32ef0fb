import type { Metadata } from "next";
import { WorkflowList } from "@/components/workflows/workflow-list";
import { listWorkflows } from "@/lib/server/catalog";
import { loadForPage, requirePageWorkspace } from "@/lib/server/page-access";

export const metadata: Metadata = { title: "Workflows" };

interface WorkflowsPageProps {
  params: Promise<{ workspaceId: string }>;
  searchParams: Promise<{ q?: string | string[] }>;
}

// As many as the list route gives where no number is asked for, so that later pages follow without a seam.
const firstPageLimit = 20;

export default async function WorkflowsPage({ params, searchParams }: WorkflowsPageProps) {
  const { workspaceId } = await params;
  const { q } = await searchParams;
  const search = (Array.isArray(q) ? q[0] : q)?.trim().slice(0, 200) ?? "";
  const { session } = await requirePageWorkspace(workspaceId);
  const firstPage = await loadForPage(session, () =>
    listWorkflows(session, workspaceId, search, { cursor: null, limit: firstPageLimit }),
  );
  return <WorkflowList workspaceId={workspaceId} search={search} firstPage={firstPage} />;
}

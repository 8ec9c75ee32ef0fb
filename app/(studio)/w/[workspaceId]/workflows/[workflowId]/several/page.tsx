import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { WorkflowPlanScreen } from "@/components/plan/workflow-plan-screen";
import { isUuid } from "@/lib/domain/identifier";
import { getWorkflow } from "@/lib/server/catalog";
import { loadForPage, requirePageWorkspace } from "@/lib/server/page-access";

export const metadata: Metadata = { title: "Several runs" };

interface SeveralRunsPageProps {
  params: Promise<{ workspaceId: string; workflowId: string }>;
}

export default async function SeveralRunsPage({ params }: SeveralRunsPageProps) {
  const { workspaceId, workflowId } = await params;
  if (!isUuid(workflowId)) notFound();
  const { session } = await requirePageWorkspace(workspaceId);
  const workflow = await loadForPage(session, () => getWorkflow(session, workspaceId, workflowId));
  return <WorkflowPlanScreen key={workflowId} workspaceId={workspaceId} workflow={workflow} />;
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { WorkflowScreen } from "@/components/workflows/workflow-screen";
import { isUuid } from "@/lib/domain/identifier";
import { getWorkflow } from "@/lib/server/catalog";
import { getGeneration, listGenerations } from "@/lib/server/generations";
import { loadForPage, requirePageWorkspace } from "@/lib/server/page-access";
import type { Session } from "@/lib/server/session";

interface WorkflowPageProps {
  params: Promise<{ workspaceId: string; workflowId: string }>;
  searchParams: Promise<{ from?: string | string[] }>;
}

async function load({ workspaceId, workflowId }: { workspaceId: string; workflowId: string }) {
  if (!isUuid(workflowId)) notFound();
  const { session } = await requirePageWorkspace(workspaceId);
  return {
    session,
    workflow: await loadForPage(session, () => getWorkflow(session, workspaceId, workflowId)),
  };
}

/** The inputs of the run to fill the form with; null where it is gone or was another workflow's. */
async function recalledInputs(session: Session, workspaceId: string, workflowId: string, from: unknown) {
  if (typeof from !== "string" || !isUuid(from)) return null;
  const generation = await getGeneration(session, workspaceId, from).catch(() => null);
  return generation?.request.kind === "workflow" && generation.request.workflowId === workflowId
    ? generation.request.inputs
    : null;
}

export async function generateMetadata({ params }: WorkflowPageProps): Promise<Metadata> {
  return { title: (await load(await params)).workflow.name };
}

export default async function WorkflowPage({ params, searchParams }: WorkflowPageProps) {
  const { workspaceId, workflowId } = await params;
  const { session, workflow } = await load({ workspaceId, workflowId });
  const { from } = await searchParams;
  const [newest, recalled] = await Promise.all([
    loadForPage(session, () =>
      listGenerations(session, workspaceId, { cursor: null, limit: 20, statuses: [] }),
    ),
    recalledInputs(session, workspaceId, workflowId, from),
  ]);
  return (
    <WorkflowScreen
      key={`${workflowId}:${String(from)}`}
      workspaceId={workspaceId}
      workflow={workflow}
      newest={newest}
      recalled={recalled}
    />
  );
}

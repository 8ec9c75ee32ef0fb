import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { WorkflowScreen } from "@/components/workflows/workflow-screen";
import { isUuid } from "@/lib/domain/identifier";
import type { WorkflowRequest } from "@/lib/domain/request";
import { getWorkflow } from "@/lib/server/catalog";
import { getGeneration, listGenerations } from "@/lib/server/generations";
import { loadForPage, requirePageWorkspace } from "@/lib/server/page-access";
import { readPreset } from "@/lib/server/presets";
import type { Session } from "@/lib/server/session";

interface WorkflowPageProps {
  params: Promise<{ workspaceId: string; workflowId: string }>;
  searchParams: Promise<{ from?: string | string[]; preset?: string | string[] }>;
}

async function load({ workspaceId, workflowId }: { workspaceId: string; workflowId: string }) {
  if (!isUuid(workflowId)) notFound();
  const { session } = await requirePageWorkspace(workspaceId);
  return {
    session,
    workflow: await loadForPage(session, () => getWorkflow(session, workspaceId, workflowId)),
  };
}

const uuidOf = (value: string | string[] | undefined) =>
  typeof value === "string" && isUuid(value) ? value : null;

/** What the run or preset of the address asked for; null where it is gone or was another workflow's. */
async function recalledRequest(
  session: Session,
  workspaceId: string,
  workflowId: string,
  { from, preset }: Awaited<WorkflowPageProps["searchParams"]>,
): Promise<WorkflowRequest | null> {
  const [fromId, presetId] = [uuidOf(from), uuidOf(preset)];
  const source = presetId
    ? await readPreset(session, workspaceId, presetId).catch(() => null)
    : fromId
      ? await getGeneration(session, workspaceId, fromId).catch(() => null)
      : null;
  return source?.request.kind === "workflow" && source.request.workflowId === workflowId
    ? source.request
    : null;
}

export async function generateMetadata({ params }: WorkflowPageProps): Promise<Metadata> {
  return { title: (await load(await params)).workflow.name };
}

export default async function WorkflowPage({ params, searchParams }: WorkflowPageProps) {
  const { workspaceId, workflowId } = await params;
  const { session, workflow } = await load({ workspaceId, workflowId });
  const query = await searchParams;
  const [newest, recalled] = await Promise.all([
    loadForPage(session, () =>
      listGenerations(session, workspaceId, { cursor: null, limit: 20, statuses: [] }),
    ),
    recalledRequest(session, workspaceId, workflowId, query),
  ]);
  return (
    <WorkflowScreen
      key={`${workflowId}:${String(query.from ?? query.preset)}`}
      workspaceId={workspaceId}
      workflow={workflow}
      newest={newest}
      recalled={recalled && JSON.stringify(recalled)}
    />
  );
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ModelPage } from "@/components/models/model-page";
import { isUuid } from "@/lib/domain/identifier";
import { getModel } from "@/lib/server/catalog";
import { loadForPage, requirePageWorkspace } from "@/lib/server/page-access";

interface ModelRouteProps {
  params: Promise<{ workspaceId: string; modelId: string }>;
}

async function load({ params }: ModelRouteProps) {
  const { workspaceId, modelId } = await params;
  if (!isUuid(modelId)) notFound();
  const { session, workspace } = await requirePageWorkspace(workspaceId);
  const model = await loadForPage(session, () => getModel(session, workspace.id, modelId));
  return { workspaceId: workspace.id, model };
}

export async function generateMetadata(props: ModelRouteProps): Promise<Metadata> {
  return { title: (await load(props)).model.name };
}

export default async function ModelRoute(props: ModelRouteProps) {
  return <ModelPage {...(await load(props))} />;
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ModelPage } from "@/components/models/model-page";
import { ModelSkeleton } from "@/components/models/model-skeleton";
import { SkeletonWhenSlow } from "@/components/shell/skeleton-when-slow";
import { isUuid } from "@/lib/domain/identifier";
import { getModel } from "@/lib/server/catalog";
import { modelResults } from "@/lib/server/my-models";
import { loadForPage, requirePageWorkspace } from "@/lib/server/page-access";

// Two lines of them in a wide window.
const resultsOnPage = 14;

interface ModelRouteProps {
  params: Promise<{ workspaceId: string; modelId: string }>;
}

async function load({ params }: ModelRouteProps) {
  const { workspaceId, modelId } = await params;
  if (!isUuid(modelId)) notFound();
  const { session, workspace } = await requirePageWorkspace(workspaceId);
  const [model, results] = await Promise.all([
    loadForPage(session, () => getModel(session, workspace.id, modelId)),
    // Without the history the model is still there.
    modelResults(session, workspace.id, { ids: [modelId], each: resultsOnPage }).catch(() => null),
  ]);
  return { workspaceId: workspace.id, model, results: results?.[modelId] ?? [] };
}

export async function generateMetadata(props: ModelRouteProps): Promise<Metadata> {
  return { title: (await load(props)).model.name };
}

export default function ModelRoute(props: ModelRouteProps) {
  return <SkeletonWhenSlow page={model(props)} skeleton={<ModelSkeleton />} />;
}

async function model(props: ModelRouteProps) {
  return <ModelPage {...(await load(props))} />;
}

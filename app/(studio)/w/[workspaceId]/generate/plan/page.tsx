import type { Metadata } from "next";
import { isUuid } from "@/lib/domain/identifier";
import { getModel } from "@/lib/server/catalog";
import { requirePageWorkspace } from "@/lib/server/page-access";
import { PlanPlace } from "./plan-place";

export const metadata: Metadata = { title: "Several at once" };

interface PlanPageProps {
  params: Promise<{ workspaceId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function PlanPage({ params, searchParams }: PlanPageProps) {
  const { workspaceId } = await params;
  const { model: asked } = await searchParams;
  const { session } = await requirePageWorkspace(workspaceId);
  const modelId = typeof asked === "string" && isUuid(asked) ? asked : null;
  // A model that cannot be read leaves the page standing: the browser asks for it again and says what is wrong.
  const model = modelId ? await getModel(session, workspaceId, modelId).catch(() => null) : null;
  return <PlanPlace workspaceId={workspaceId} initialModel={model} />;
}

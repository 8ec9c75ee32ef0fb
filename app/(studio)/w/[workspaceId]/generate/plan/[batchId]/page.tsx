import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BatchScreen } from "@/components/plan/batch-screen";
import { isUuid } from "@/lib/domain/identifier";
import { requirePageWorkspace } from "@/lib/server/page-access";

export const metadata: Metadata = { title: "Plan" };

interface BatchPageProps {
  params: Promise<{ workspaceId: string; batchId: string }>;
}

export default async function BatchPage({ params }: BatchPageProps) {
  const { workspaceId, batchId } = await params;
  await requirePageWorkspace(workspaceId);
  if (!isUuid(batchId)) notFound();
  return <BatchScreen workspaceId={workspaceId} batchId={batchId} />;
}

import type { Metadata } from "next";
import { QueueScreen } from "@/components/queue/queue-screen";
import { listBatches } from "@/lib/server/batches";
import { loadForPage, requirePageWorkspace } from "@/lib/server/page-access";

export const metadata: Metadata = { title: "Queue" };

interface QueuePageProps {
  params: Promise<{ workspaceId: string }>;
}

export default async function QueuePage({ params }: QueuePageProps) {
  const { workspaceId } = await params;
  const { session } = await requirePageWorkspace(workspaceId);
  const batches = await loadForPage(session, () => listBatches(session, workspaceId));
  return <QueueScreen workspaceId={workspaceId} initialBatches={batches} />;
}

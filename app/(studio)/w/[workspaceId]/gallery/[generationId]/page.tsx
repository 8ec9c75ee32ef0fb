import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { GenerationView } from "@/components/gallery/generation-view";
import { shortened } from "@/components/viewers/shortened";
import { generationTitle } from "@/lib/domain/generation";
import { isUuid } from "@/lib/domain/identifier";
import { getGeneration } from "@/lib/server/generations";
import { loadForPage, requirePageWorkspace } from "@/lib/server/page-access";

interface GenerationPageProps {
  params: Promise<{ workspaceId: string; generationId: string }>;
}

async function load({ workspaceId, generationId }: { workspaceId: string; generationId: string }) {
  if (!isUuid(generationId)) notFound();
  const { session } = await requirePageWorkspace(workspaceId);
  return await loadForPage(session, () => getGeneration(session, workspaceId, generationId));
}

export async function generateMetadata({ params }: GenerationPageProps): Promise<Metadata> {
  return { title: shortened(generationTitle(await load(await params)), 60) };
}

export default async function GenerationPage({ params }: GenerationPageProps) {
  return <GenerationView initial={await load(await params)} />;
}

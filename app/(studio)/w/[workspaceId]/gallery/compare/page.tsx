import type { Metadata } from "next";
import { LightTable } from "@/components/compare/light-table";
import { maxCompared, placesFrom } from "@/lib/domain/compare";
import { getGenerations } from "@/lib/server/generations";
import { loadForPage, requirePageWorkspace } from "@/lib/server/page-access";

export const metadata: Metadata = { title: "Compare" };

interface ComparePageProps {
  params: Promise<{ workspaceId: string }>;
  searchParams: Promise<{ assets?: string | string[] }>;
}

export default async function ComparePage({ params, searchParams }: ComparePageProps) {
  const { workspaceId } = await params;
  const { session } = await requirePageWorkspace(workspaceId);
  const { assets } = await searchParams;
  const places = placesFrom(typeof assets === "string" ? assets : "", maxCompared);
  const found = await loadForPage(session, () =>
    getGenerations(
      session,
      workspaceId,
      places.map(({ generationId }) => generationId),
    ),
  );
  const compared = places.flatMap(({ generationId, position }) => {
    const generation = found.find(({ id }) => id === generationId);
    const asset =
      generation?.status === "complete"
        ? generation.assets.find((each) => each.position === position)
        : undefined;
    return generation && asset ? [{ generation, asset }] : [];
  });
  return (
    <LightTable
      workspaceId={workspaceId}
      compared={compared}
      missingCount={places.length - compared.length}
    />
  );
}

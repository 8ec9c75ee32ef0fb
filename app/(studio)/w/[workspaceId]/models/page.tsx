import type { Metadata } from "next";
import { cookies, headers } from "next/headers";
import { ModelBrowser } from "@/components/models/model-browser";
import { ModelsSkeleton } from "@/components/models/models-skeleton";
import { SkeletonWhenSlow } from "@/components/shell/skeleton-when-slow";
import { isUuid } from "@/lib/domain/is-uuid";
import { modelQueryFrom } from "@/lib/domain/model";
import { resultsOnCard } from "@/lib/domain/model-result";
import { preferenceCookies } from "@/lib/domain/preferences";
import { listModels } from "@/lib/server/catalog";
import { modelResults, myModels } from "@/lib/server/my-models";
import { loadForPage, requirePageWorkspace } from "@/lib/server/page-access";

export const metadata: Metadata = { title: "Models" };

interface ModelsPageProps {
  params: Promise<{ workspaceId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default function ModelsPage(props: ModelsPageProps) {
  return <SkeletonWhenSlow page={models(props)} skeleton={<ModelsSkeleton />} />;
}

async function models({ params, searchParams }: ModelsPageProps) {
  const { session, workspace } = await requirePageWorkspace((await params).workspaceId);
  const query = modelQueryFrom(
    new URLSearchParams(
      Object.entries(await searchParams).flatMap(([name, value]) =>
        typeof value === "string" ? [[name, value]] : [],
      ),
    ),
  );
  const [firstPage, mine, jar, asked] = await Promise.all([
    loadForPage(session, () => listModels(session, workspace.id, query, { cursor: null, limit: 60 })),
    // The favourites are a convenience: without the history the models are still there.
    myModels(session, workspace.id).catch(() => null),
    cookies(),
    headers(),
  ]);
  const ids = firstPage.models.map(({ id }) => id).filter(isUuid);
  const firstResults =
    ids.length === 0
      ? null
      : await modelResults(session, workspace.id, { ids, each: resultsOnCard }).catch(() => null);
  return (
    <ModelBrowser
      workspaceId={workspace.id}
      firstPage={firstPage}
      firstQuery={query}
      mine={mine}
      firstResults={firstResults}
      initialView={jar.get(preferenceCookies.modelsView)?.value === "table" ? "table" : "cards"}
      isPhone={/\bMobi/.test(asked.get("user-agent") ?? "")}
    />
  );
}

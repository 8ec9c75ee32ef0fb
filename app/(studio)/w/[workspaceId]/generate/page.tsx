import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { columnWidthsFrom } from "@/components/generate/column-widths";
import { GenerateScreen } from "@/components/generate/generate-screen";
import { isUuid } from "@/lib/domain/identifier";
import { preferenceCookies } from "@/lib/domain/preferences";
import { getModel } from "@/lib/server/catalog";
import { getGeneration, listGenerations } from "@/lib/server/generations";
import { loadForPage, requirePageWorkspace } from "@/lib/server/page-access";
import { readPreset } from "@/lib/server/presets";

export const metadata: Metadata = { title: "Generate" };

interface GeneratePageProps {
  params: Promise<{ workspaceId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const uuidOf = (value: string | string[] | undefined) =>
  typeof value === "string" && isUuid(value) ? value : null;

export default async function GeneratePage({ params, searchParams }: GeneratePageProps) {
  const { workspaceId } = await params;
  const query = await searchParams;
  const { session } = await requirePageWorkspace(workspaceId);
  const fromId = uuidOf(query.from);
  const presetId = uuidOf(query.preset);
  const [generations, restored, preset] = await Promise.all([
    loadForPage(session, () =>
      listGenerations(session, workspaceId, { cursor: null, limit: 24, statuses: [] }),
    ),
    fromId ? loadForPage(session, () => getGeneration(session, workspaceId, fromId)) : null,
    presetId ? loadForPage(session, () => readPreset(session, workspaceId, presetId)) : null,
  ]);
  if (restored?.request.kind === "workflow")
    redirect(`/w/${workspaceId}/workflows/${restored.request.workflowId}?from=${restored.id}`);
  if (preset?.request.kind === "workflow")
    redirect(`/w/${workspaceId}/workflows/${preset.request.workflowId}?preset=${preset.id}`);
  const modelId =
    preset?.request.modelId ??
    (restored?.request.kind === "model" ? restored.request.modelId : uuidOf(query.model));
  // A model that cannot be read leaves the page standing: the browser asks for it again and says what is wrong.
  const model = modelId ? await getModel(session, workspaceId, modelId).catch(() => null) : null;
  const widths = columnWidthsFrom((await cookies()).get(preferenceCookies.generateColumns)?.value);
  return (
    <GenerateScreen
      workspaceId={workspaceId}
      initialModel={model}
      initialGenerations={generations}
      restored={restored}
      preset={preset}
      initialWidths={widths}
    />
  );
}

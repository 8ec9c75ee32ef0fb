import { openAsset } from "@/lib/server/assets";
import { handle, indexParam, uuidParam } from "@/lib/server/handle";

export const dynamic = "force-dynamic";

export const GET = handle(
  { workspaceId: uuidParam, generationId: uuidParam, position: indexParam },
  ({ request, session, params, query }) =>
    openAsset(session, params, request, {
      isDownload: query.get("download") === "1",
      isPreview: query.get("preview") === "1",
    }),
);

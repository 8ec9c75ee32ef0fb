import { openAsset } from "@/lib/server/assets";
import { handle, indexParam, uuidParam } from "@/lib/server/handle";

export const dynamic = "force-dynamic";

export const GET = handle(
  { workspaceId: uuidParam, generationId: uuidParam, position: indexParam },
  ({ request, session, params, query }) => openAsset(session, params, request, query.get("download") === "1"),
);

import { handle, indexParam, uuidParam } from "@/lib/server/handle";
import { openPreview } from "@/lib/server/previews";

export const dynamic = "force-dynamic";

export const GET = handle(
  { workspaceId: uuidParam, generationId: uuidParam, position: indexParam },
  ({ request, session, params, query }) => openPreview(session, params, query.get("width"), request),
);

import { openArchive } from "@/lib/server/archives";
import { handle, uuidParam } from "@/lib/server/handle";

export const dynamic = "force-dynamic";

export const POST = handle({ workspaceId: uuidParam }, ({ request, session, params }) =>
  openArchive(session, params.workspaceId, request),
);

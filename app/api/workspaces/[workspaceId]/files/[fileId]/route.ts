import { openFile } from "@/lib/server/assets";
import { handle, uuidParam } from "@/lib/server/handle";

export const dynamic = "force-dynamic";

export const GET = handle({ workspaceId: uuidParam, fileId: uuidParam }, ({ request, session, params }) =>
  openFile(session, params, request),
);

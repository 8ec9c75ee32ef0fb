import { handle, uuidParam } from "@/lib/server/handle";
import { openThumbnail } from "@/lib/server/uploaded-files";

export const dynamic = "force-dynamic";

export const GET = handle({ workspaceId: uuidParam, fileId: uuidParam }, ({ session, params }) =>
  openThumbnail(session, params.workspaceId, params.fileId),
);

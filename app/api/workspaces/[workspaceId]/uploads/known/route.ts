import { handle, json, uuidParam } from "@/lib/server/handle";
import { findKnownFile } from "@/lib/server/uploaded-files";

export const dynamic = "force-dynamic";

export const GET = handle({ workspaceId: uuidParam }, async ({ session, params, query }) =>
  json(await findKnownFile(session, params.workspaceId, query)),
);

import { removeSearch } from "@/lib/server/gallery";
import { handle, json, uuidParam } from "@/lib/server/handle";

export const dynamic = "force-dynamic";

export const DELETE = handle({ workspaceId: uuidParam, searchId: uuidParam }, async ({ session, params }) =>
  json(await removeSearch(session, params.workspaceId, params.searchId)),
);

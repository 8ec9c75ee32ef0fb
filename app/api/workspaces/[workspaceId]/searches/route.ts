import { addSearch, listSearches, savedSearchSchema } from "@/lib/server/gallery";
import { handle, json, readJson, uuidParam } from "@/lib/server/handle";

export const dynamic = "force-dynamic";

export const GET = handle({ workspaceId: uuidParam }, async ({ session, params }) =>
  json(await listSearches(session, params.workspaceId)),
);

export const POST = handle({ workspaceId: uuidParam }, async ({ request, session, params }) =>
  json(await addSearch(session, params.workspaceId, await readJson(request, savedSearchSchema))),
);

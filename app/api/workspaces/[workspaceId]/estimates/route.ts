import { generationRequestSchema } from "@/lib/domain/request";
import { estimate } from "@/lib/server/catalog";
import { handle, json, readJson, uuidParam } from "@/lib/server/handle";

export const dynamic = "force-dynamic";

export const POST = handle({ workspaceId: uuidParam }, async ({ request, session, params }) =>
  json(await estimate(session, params.workspaceId, await readJson(request, generationRequestSchema))),
);

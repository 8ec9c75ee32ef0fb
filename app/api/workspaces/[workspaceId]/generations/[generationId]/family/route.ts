import { familyOf } from "@/lib/server/gallery";
import { handle, json, uuidParam } from "@/lib/server/handle";

export const dynamic = "force-dynamic";

export const GET = handle({ workspaceId: uuidParam, generationId: uuidParam }, async ({ session, params }) =>
  json(await familyOf(session, params.workspaceId, params.generationId)),
);

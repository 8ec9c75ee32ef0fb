import { getGeneration } from "@/lib/server/generations";
import { handle, json, uuidParam } from "@/lib/server/handle";

export const dynamic = "force-dynamic";

export const GET = handle({ workspaceId: uuidParam, generationId: uuidParam }, async ({ session, params }) =>
  json(await getGeneration(session, params.workspaceId, params.generationId)),
);

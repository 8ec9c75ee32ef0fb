import { getModel } from "@/lib/server/catalog";
import { handle, json, uuidParam } from "@/lib/server/handle";

export const dynamic = "force-dynamic";

export const GET = handle({ workspaceId: uuidParam, modelId: uuidParam }, async ({ session, params }) =>
  json(await getModel(session, params.workspaceId, params.modelId)),
);

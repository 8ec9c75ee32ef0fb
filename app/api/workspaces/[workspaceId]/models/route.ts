import { modelQueryFrom } from "@/lib/domain/model";
import { listModels } from "@/lib/server/catalog";
import { handle, json, pageOf, uuidParam } from "@/lib/server/handle";

export const dynamic = "force-dynamic";

export const GET = handle({ workspaceId: uuidParam }, async ({ session, params, query }) =>
  json(await listModels(session, params.workspaceId, modelQueryFrom(query), pageOf(query))),
);

import { handle, json, uuidParam } from "@/lib/server/handle";
import { pastPrompts } from "@/lib/server/presets";

export const dynamic = "force-dynamic";

export const GET = handle({ workspaceId: uuidParam }, async ({ session, params, query }) =>
  json(await pastPrompts(session, params.workspaceId, query.get("q"))),
);

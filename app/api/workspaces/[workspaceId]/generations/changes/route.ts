import { changesSince } from "@/lib/server/generations";
import { handle, json, uuidParam } from "@/lib/server/handle";

export const dynamic = "force-dynamic";

export const GET = handle({ workspaceId: uuidParam }, async ({ session, params, query }) =>
  json(await changesSince(session, params.workspaceId, query.get("since") || null)),
);

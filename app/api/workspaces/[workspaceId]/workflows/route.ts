import { listWorkflows } from "@/lib/server/catalog";
import { handle, json, pageOf, uuidParam } from "@/lib/server/handle";

export const dynamic = "force-dynamic";

export const GET = handle({ workspaceId: uuidParam }, async ({ session, params, query }) => {
  const search = (query.get("q") ?? "").trim().slice(0, 200);
  return json(await listWorkflows(session, params.workspaceId, search, pageOf(query)));
});

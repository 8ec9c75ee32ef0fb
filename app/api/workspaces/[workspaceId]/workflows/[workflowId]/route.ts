import { getWorkflow } from "@/lib/server/catalog";
import { handle, json, uuidParam } from "@/lib/server/handle";

export const dynamic = "force-dynamic";

export const GET = handle({ workspaceId: uuidParam, workflowId: uuidParam }, async ({ session, params }) =>
  json(await getWorkflow(session, params.workspaceId, params.workflowId)),
);

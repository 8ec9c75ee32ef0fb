import { requireWorkspace } from "@/lib/server/access";
import { handle, json, uuidParam } from "@/lib/server/handle";

export const dynamic = "force-dynamic";

export const GET = handle({ workspaceId: uuidParam }, async ({ session, params }) =>
  json(await requireWorkspace(session, params.workspaceId, { isFresh: true })),
);

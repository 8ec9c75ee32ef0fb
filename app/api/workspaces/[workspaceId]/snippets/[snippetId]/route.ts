import { handle, json, uuidParam } from "@/lib/server/handle";
import { removeSnippet } from "@/lib/server/presets";

export const dynamic = "force-dynamic";

export const DELETE = handle({ workspaceId: uuidParam, snippetId: uuidParam }, async ({ session, params }) =>
  json(await removeSnippet(session, params.workspaceId, params.snippetId)),
);

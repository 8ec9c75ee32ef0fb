import { snippetSchema } from "@/lib/domain/preset";
import { handle, json, readJson, uuidParam } from "@/lib/server/handle";
import { addSnippet, listSnippets } from "@/lib/server/presets";

export const dynamic = "force-dynamic";

export const GET = handle({ workspaceId: uuidParam }, async ({ session, params }) =>
  json(await listSnippets(session, params.workspaceId)),
);

export const POST = handle({ workspaceId: uuidParam }, async ({ request, session, params }) =>
  json(await addSnippet(session, params.workspaceId, await readJson(request, snippetSchema))),
);

import { startGenerationSchema } from "@/lib/domain/request";
import { listGenerations, startGeneration, statusesOf } from "@/lib/server/generations";
import { handle, json, pageOf, readJson, uuidParam } from "@/lib/server/handle";

export const dynamic = "force-dynamic";
// 40 s for what is asked before a paid call, 120 s for the call, and the history's own time to write it down around it.
export const maxDuration = 240;

export const GET = handle({ workspaceId: uuidParam }, async ({ session, params, query }) =>
  json(await listGenerations(session, params.workspaceId, { ...pageOf(query), statuses: statusesOf(query) })),
);

export const POST = handle({ workspaceId: uuidParam }, async ({ request, session, params }) =>
  json(await startGeneration(session, params.workspaceId, await readJson(request, startGenerationSchema))),
);

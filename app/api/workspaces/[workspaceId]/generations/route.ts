import { startGenerationSchema } from "@/lib/domain/request";
import { listGenerations, startGeneration, statusesOf } from "@/lib/server/generations";
import { handle, json, pageOf, readJson, uuidParam } from "@/lib/server/handle";

export const dynamic = "force-dynamic";
// A paid call may take Layer's whole timeout, and what became of it is written down after it.
export const maxDuration = 180;

export const GET = handle({ workspaceId: uuidParam }, async ({ session, params, query }) =>
  json(await listGenerations(session, params.workspaceId, { ...pageOf(query), statuses: statusesOf(query) })),
);

export const POST = handle({ workspaceId: uuidParam }, async ({ request, session, params }) =>
  json(await startGeneration(session, params.workspaceId, await readJson(request, startGenerationSchema))),
);

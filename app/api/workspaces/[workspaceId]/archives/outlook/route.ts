import { foreseeArchive } from "@/lib/server/archives";
import { handle, json, uuidParam } from "@/lib/server/handle";

export const dynamic = "force-dynamic";

export const POST = handle({ workspaceId: uuidParam }, async ({ request, session, params }) =>
  json(await foreseeArchive(session, params.workspaceId, request)),
);

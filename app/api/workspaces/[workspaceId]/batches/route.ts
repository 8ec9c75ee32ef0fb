import { newBatchSchema } from "@/lib/domain/batch";
import { createBatch, listBatches } from "@/lib/server/batches";
import { handle, json, readJson, uuidParam } from "@/lib/server/handle";

export const dynamic = "force-dynamic";

// Five hundred rows of a long prompt each.
const maxBytes = 8_000_000;

export const GET = handle({ workspaceId: uuidParam }, async ({ session, params }) =>
  json({ batches: await listBatches(session, params.workspaceId) }),
);

export const POST = handle({ workspaceId: uuidParam }, async ({ request, session, params }) =>
  json(await createBatch(session, params.workspaceId, await readJson(request, newBatchSchema, { maxBytes }))),
);

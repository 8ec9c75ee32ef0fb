import { batchChangeSchema } from "@/lib/domain/batch";
import { changeBatch, getBatch } from "@/lib/server/batches";
import { handle, json, readJson, uuidParam } from "@/lib/server/handle";

export const dynamic = "force-dynamic";

const ids = { workspaceId: uuidParam, batchId: uuidParam };

export const GET = handle(ids, async ({ session, params }) =>
  json(await getBatch(session, params.workspaceId, params.batchId)),
);

export const PATCH = handle(ids, async ({ request, session, params }) =>
  json(
    await changeBatch(
      session,
      params.workspaceId,
      params.batchId,
      await readJson(request, batchChangeSchema),
    ),
  ),
);

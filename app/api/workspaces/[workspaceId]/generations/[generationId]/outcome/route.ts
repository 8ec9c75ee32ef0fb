import { settleOutcome, settleSchema } from "@/lib/server/generations";
import { handle, json, readJson, uuidParam } from "@/lib/server/handle";

export const dynamic = "force-dynamic";

export const PUT = handle(
  { workspaceId: uuidParam, generationId: uuidParam },
  async ({ request, session, params }) => {
    const { as } = await readJson(request, settleSchema);
    return json(await settleOutcome(session, params.workspaceId, params.generationId, as));
  },
);

import { handle, json, uuidParam } from "@/lib/server/handle";
import { modelResults, modelResultsSchema } from "@/lib/server/my-models";

export const dynamic = "force-dynamic";

export const GET = handle({ workspaceId: uuidParam }, async ({ session, params, query }) =>
  json(
    await modelResults(
      session,
      params.workspaceId,
      modelResultsSchema.parse({ ids: query.getAll("id"), each: query.get("each") }),
    ),
  ),
);

import { usageFilterFrom } from "@/lib/domain/usage";
import { handle, json, uuidParam } from "@/lib/server/handle";
import { usageOf, usageSpanFrom } from "@/lib/server/usage";

export const dynamic = "force-dynamic";

export const GET = handle({ workspaceId: uuidParam }, async ({ session, params, query }) =>
  json(await usageOf(session, params.workspaceId, usageSpanFrom(query), usageFilterFrom(query))),
);

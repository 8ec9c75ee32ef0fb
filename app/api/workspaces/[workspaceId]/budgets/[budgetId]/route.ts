import { removeBudget } from "@/lib/server/budgets";
import { handle, json, uuidParam } from "@/lib/server/handle";

export const dynamic = "force-dynamic";

export const DELETE = handle({ workspaceId: uuidParam, budgetId: uuidParam }, async ({ session, params }) =>
  json(await removeBudget(session, params.workspaceId, params.budgetId)),
);

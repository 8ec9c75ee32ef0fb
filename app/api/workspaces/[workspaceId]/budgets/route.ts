import { budgetChangeSchema } from "@/lib/domain/budget-change";
import { listBudgets, setBudget } from "@/lib/server/budgets";
import { handle, json, readJson, uuidParam } from "@/lib/server/handle";

export const dynamic = "force-dynamic";

export const GET = handle({ workspaceId: uuidParam }, async ({ session, params }) =>
  json(await listBudgets(session, params.workspaceId)),
);

export const PUT = handle({ workspaceId: uuidParam }, async ({ request, session, params }) =>
  json(await setBudget(session, params.workspaceId, await readJson(request, budgetChangeSchema))),
);

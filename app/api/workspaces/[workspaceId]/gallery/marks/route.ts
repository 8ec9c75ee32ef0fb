import { decisionsSchema } from "@/lib/domain/mark-schemas";
import { decide } from "@/lib/server/gallery";
import { handle, json, readJson, uuidParam } from "@/lib/server/handle";

export const dynamic = "force-dynamic";

export const POST = handle({ workspaceId: uuidParam }, async ({ request, session, params }) => {
  const { decisions } = await readJson(request, decisionsSchema);
  return json(await decide(session, params.workspaceId, decisions));
});

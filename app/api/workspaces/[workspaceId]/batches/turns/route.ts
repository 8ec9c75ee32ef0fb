import { turnSchema } from "@/lib/domain/batch";
import { takeTurns } from "@/lib/server/batches";
import { handle, json, readJson, uuidParam } from "@/lib/server/handle";

export const dynamic = "force-dynamic";
// As long as the start of a generation may take.
export const maxDuration = 240;

export const POST = handle({ workspaceId: uuidParam }, async ({ request, session, params }) => {
  const { driverId } = await readJson(request, turnSchema);
  return json({ turns: await takeTurns(session, params.workspaceId, driverId) });
});

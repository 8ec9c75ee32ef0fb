import { handle, json, uuidParam } from "@/lib/server/handle";
import { myModels } from "@/lib/server/my-models";

export const dynamic = "force-dynamic";

export const GET = handle({ workspaceId: uuidParam }, async ({ session, params }) =>
  json(await myModels(session, params.workspaceId)),
);

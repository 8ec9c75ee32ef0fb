import { handle, noContent, uuidParam } from "@/lib/server/handle";
import { setFavourite } from "@/lib/server/my-models";

export const dynamic = "force-dynamic";

const readers = { workspaceId: uuidParam, modelId: uuidParam };

export const PUT = handle(readers, async ({ session, params }) => {
  await setFavourite(session, params.workspaceId, params.modelId, true);
  return noContent();
});

export const DELETE = handle(readers, async ({ session, params }) => {
  await setFavourite(session, params.workspaceId, params.modelId, false);
  return noContent();
});

import { handle, json, noContent, uuidParam } from "@/lib/server/handle";
import { cancelUpload, continueUpload } from "@/lib/server/uploads";

export const dynamic = "force-dynamic";

export const PUT = handle({ workspaceId: uuidParam }, async ({ request, session, params }) =>
  json(await continueUpload(session, params.workspaceId, request)),
);

export const DELETE = handle({ workspaceId: uuidParam }, async ({ request, session, params }) => {
  await cancelUpload(session, params.workspaceId, request);
  return noContent();
});

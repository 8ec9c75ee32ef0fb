import { handle, json, readJson, uuidParam } from "@/lib/server/handle";
import { uploadFromUrl, uploadFromUrlSchema } from "@/lib/server/upload-from-url";

export const dynamic = "force-dynamic";

export const POST = handle({ workspaceId: uuidParam }, async ({ request, session, params }) =>
  json(
    await uploadFromUrl(
      session,
      params.workspaceId,
      await readJson(request, uploadFromUrlSchema),
      request.signal,
    ),
    201,
  ),
);

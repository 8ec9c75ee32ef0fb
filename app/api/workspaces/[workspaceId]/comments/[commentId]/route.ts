import { changeComment, commentChangeSchema } from "@/lib/server/gallery";
import { handle, json, readJson, uuidParam } from "@/lib/server/handle";

export const dynamic = "force-dynamic";

export const PUT = handle(
  { workspaceId: uuidParam, commentId: uuidParam },
  async ({ request, session, params }) =>
    json(
      await changeComment(
        session,
        params.workspaceId,
        params.commentId,
        await readJson(request, commentChangeSchema),
      ),
    ),
);

import { boardItemsChangeSchema } from "@/lib/domain/board-schemas";
import { changeBoardItems } from "@/lib/server/gallery";
import { handle, json, readJson, uuidParam } from "@/lib/server/handle";

export const dynamic = "force-dynamic";

export const POST = handle(
  { workspaceId: uuidParam, boardId: uuidParam },
  async ({ request, session, params }) =>
    json(
      await changeBoardItems(
        session,
        params.workspaceId,
        params.boardId,
        await readJson(request, boardItemsChangeSchema),
      ),
    ),
);

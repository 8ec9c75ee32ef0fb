import { boardChangeSchema } from "@/lib/domain/board-schemas";
import { changeBoard, removeBoard } from "@/lib/server/gallery";
import { handle, json, readJson, uuidParam } from "@/lib/server/handle";

export const dynamic = "force-dynamic";

const readers = { workspaceId: uuidParam, boardId: uuidParam };

export const PUT = handle(readers, async ({ request, session, params }) =>
  json(
    await changeBoard(
      session,
      params.workspaceId,
      params.boardId,
      await readJson(request, boardChangeSchema),
    ),
  ),
);

export const DELETE = handle(readers, async ({ session, params }) =>
  json(await removeBoard(session, params.workspaceId, params.boardId)),
);

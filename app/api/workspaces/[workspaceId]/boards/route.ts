import { newBoardSchema } from "@/lib/domain/board-schemas";
import { addBoard, listBoards } from "@/lib/server/gallery";
import { handle, json, readJson, uuidParam } from "@/lib/server/handle";

export const dynamic = "force-dynamic";

export const GET = handle({ workspaceId: uuidParam }, async ({ session, params }) =>
  json(await listBoards(session, params.workspaceId)),
);

export const POST = handle({ workspaceId: uuidParam }, async ({ request, session, params }) =>
  json(await addBoard(session, params.workspaceId, await readJson(request, newBoardSchema))),
);

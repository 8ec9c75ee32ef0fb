import { addComment, listComments, newCommentSchema } from "@/lib/server/gallery";
import { handle, indexParam, json, readJson, uuidParam } from "@/lib/server/handle";

export const dynamic = "force-dynamic";

const readers = { workspaceId: uuidParam, generationId: uuidParam, position: indexParam };

export const GET = handle(readers, async ({ session, params }) => json(await listComments(session, params)));

export const POST = handle(readers, async ({ request, session, params }) =>
  json(await addComment(session, params, await readJson(request, newCommentSchema))),
);

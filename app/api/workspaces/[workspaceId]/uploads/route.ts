import { handle, json, pageOf, readJson, uuidParam } from "@/lib/server/handle";
import { listUploadedFiles } from "@/lib/server/uploaded-files";
import { startUpload, startUploadSchema } from "@/lib/server/uploads";

export const dynamic = "force-dynamic";

export const GET = handle({ workspaceId: uuidParam }, async ({ session, params, query }) =>
  json(await listUploadedFiles(session, params.workspaceId, pageOf(query), query.get("q") ?? "")),
);

export const POST = handle({ workspaceId: uuidParam }, async ({ request, session, params }) =>
  json(await startUpload(session, params.workspaceId, await readJson(request, startUploadSchema)), 201),
);

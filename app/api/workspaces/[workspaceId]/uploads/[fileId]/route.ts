import { handle, noContent, readJson, uuidParam } from "@/lib/server/handle";
import { describeFile, describeFileSchema } from "@/lib/server/uploaded-files";

export const dynamic = "force-dynamic";

export const PUT = handle(
  { workspaceId: uuidParam, fileId: uuidParam },
  async ({ request, session, params }) => {
    await describeFile(
      session,
      params.workspaceId,
      params.fileId,
      await readJson(request, describeFileSchema),
    );
    return noContent();
  },
);

import { huesSchema } from "@/lib/domain/colours";
import { noteColours } from "@/lib/server/gallery";
import { handle, indexParam, noContent, readJson, uuidParam } from "@/lib/server/handle";

export const dynamic = "force-dynamic";

export const PUT = handle(
  { workspaceId: uuidParam, generationId: uuidParam, position: indexParam },
  async ({ request, session, params }) => {
    const { hues } = await readJson(request, huesSchema);
    await noteColours(session, params, hues);
    return noContent();
  },
);

import { boardsOfAsset } from "@/lib/server/gallery";
import { handle, indexParam, json, uuidParam } from "@/lib/server/handle";

export const dynamic = "force-dynamic";

export const GET = handle(
  { workspaceId: uuidParam, generationId: uuidParam, position: indexParam },
  async ({ session, params }) => json(await boardsOfAsset(session, params)),
);

import { galleryFacets } from "@/lib/server/gallery";
import { handle, json, uuidParam } from "@/lib/server/handle";

export const dynamic = "force-dynamic";

export const GET = handle({ workspaceId: uuidParam }, async ({ session, params }) =>
  json(await galleryFacets(session, params.workspaceId)),
);

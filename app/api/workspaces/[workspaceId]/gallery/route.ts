import { galleryRequestFrom, listGallery } from "@/lib/server/gallery";
import { handle, json, pageOf, uuidParam } from "@/lib/server/handle";

export const dynamic = "force-dynamic";

export const GET = handle({ workspaceId: uuidParam }, async ({ session, params, query }) =>
  json(await listGallery(session, params.workspaceId, galleryRequestFrom(query, pageOf(query)))),
);

import { galleryFilterFrom } from "@/lib/domain/gallery-filter";
import { timeZoneFrom } from "@/lib/domain/preferences";
import { galleryDays } from "@/lib/server/gallery";
import { handle, json, uuidParam } from "@/lib/server/handle";

export const dynamic = "force-dynamic";

export const GET = handle({ workspaceId: uuidParam }, async ({ session, params, query }) =>
  json(
    await galleryDays(
      session,
      params.workspaceId,
      galleryFilterFrom(query),
      timeZoneFrom(query.get("timeZone") ?? undefined),
    ),
  ),
);

import { presetSchema } from "@/lib/domain/preset";
import { handle, json, readJson, uuidParam } from "@/lib/server/handle";
import { addPreset, listPresets } from "@/lib/server/presets";

export const dynamic = "force-dynamic";

export const GET = handle({ workspaceId: uuidParam }, async ({ session, params }) =>
  json(await listPresets(session, params.workspaceId)),
);

export const POST = handle({ workspaceId: uuidParam }, async ({ request, session, params }) =>
  json(await addPreset(session, params.workspaceId, await readJson(request, presetSchema))),
);

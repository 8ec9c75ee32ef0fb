import { presetChangeSchema } from "@/lib/domain/preset";
import { handle, json, readJson, uuidParam } from "@/lib/server/handle";
import { changePreset, readPreset, removePreset } from "@/lib/server/presets";

export const dynamic = "force-dynamic";

const path = { workspaceId: uuidParam, presetId: uuidParam };

export const GET = handle(path, async ({ session, params }) =>
  json(await readPreset(session, params.workspaceId, params.presetId)),
);

export const PUT = handle(path, async ({ request, session, params }) =>
  json(
    await changePreset(
      session,
      params.workspaceId,
      params.presetId,
      await readJson(request, presetChangeSchema),
    ),
  ),
);

export const DELETE = handle(path, async ({ session, params }) =>
  json(await removePreset(session, params.workspaceId, params.presetId)),
);

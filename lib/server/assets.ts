import "server-only";
import { generationTitle } from "@/lib/domain/generation";
import { ProblemError, problemOf } from "@/lib/domain/problem";
import { requireWorkspace } from "./access";
import { journal } from "./journal";
import { downloadName, streamAsset } from "./media";
import type { Session } from "./session";

/** Where an asset is in the history. */
interface AssetPlace {
  workspaceId: string;
  generationId: string;
  position: number;
}

/**
 * One output of a generation in the history, streamed to someone whose token reaches its workspace. The browser names
 * the place, never the address. Throws `not_found`, `asset_unavailable`.
 */
export async function openAsset(
  session: Session,
  { workspaceId, generationId, position }: AssetPlace,
  request: Request,
  isDownload: boolean,
): Promise<Response> {
  await requireWorkspace(session, workspaceId);
  const found = await journal().findAsset(workspaceId, generationId, position);
  if (!found) throw new ProblemError(problemOf("not_found"));
  const { asset, generation } = found;
  const saveAs = isDownload ? downloadName(generationTitle(generation), asset) : null;
  return await streamAsset(request, asset, saveAs);
}

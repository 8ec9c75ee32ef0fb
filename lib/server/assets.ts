import "server-only";
import { generationTitle } from "@/lib/domain/generation";
import { ProblemError, problemOf } from "@/lib/domain/problem";
import { requireWorkspace } from "./access";
import { noContent } from "./handle";
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

/**
 * The bytes of a file that a generation of this workspace made, by the id it is used again under. Answers 204 for every
 * other: Layer gives an uploaded file to nobody. Throws `not_found`, `asset_unavailable`.
 */
export async function openFile(
  session: Session,
  { workspaceId, fileId }: { workspaceId: string; fileId: string },
  request: Request,
): Promise<Response> {
  await requireWorkspace(session, workspaceId);
  const asset = await journal().findAssetByFile(workspaceId, fileId);
  return asset ? await streamAsset(request, asset, null) : noContent();
}

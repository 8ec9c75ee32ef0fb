import "server-only";
import type { Asset } from "@/lib/domain/asset";
import { assetFileName, usualNameTemplate } from "@/lib/domain/file-name";
import type { Generation } from "@/lib/domain/generation";
import type { AssetPlace } from "@/lib/domain/marks";
import { preferenceCookies, timeZoneFrom } from "@/lib/domain/preferences";
import { ProblemError, problemOf } from "@/lib/domain/problem";
import { LayerError } from "@/lib/layer/layer-error";
import { forgetAccess, requireWorkspace } from "./access";
import { noContent } from "./handle";
import { journal } from "./journal";
import { layer } from "./layer";
import { logFault } from "./log";
import { AddressRefused, streamAsset } from "./media";
import type { Session } from "./session";
import { SharedRead } from "./shared-read";

// A run whose files are gone is shown by many tiles; Layer is asked about it once a minute, not once a tile.
const readdressedMs = 60_000;
const readdressed = new SharedRead<readonly Asset[]>(2_000);

/** Where the files of a finished run lie by Layer's word of now, written down where it differs; none where Layer cannot say. */
async function readdress(session: Session, generation: Generation): Promise<readonly Asset[]> {
  if (generation.status !== "complete") return [];
  const { workspaceId, source, runId } = generation;
  const viewer = { workspaceId, personId: session.personId };
  try {
    const address = { kind: source.kind, sourceId: source.id, runId };
    const state = await layer().readRun(session.token, workspaceId, address);
    if (state.status !== "complete") return [];
    const moved = state.assets.filter((found) =>
      generation.assets.some(
        (known) =>
          known.position === found.position && known.fileId === found.fileId && known.url !== found.url,
      ),
    );
    if (moved.length > 0) await journal().readdressAssets(viewer, generation.id, moved);
    return moved;
  } catch (error) {
    if (error instanceof LayerError && error.code === "token_refused") forgetAccess(session);
    else logFault(`asking where the files of generation ${generation.id} are`, error, [session.token]);
    return [];
  }
}

/**
 * Opens an asset where the history says that it lies; where its host refuses that address, Layer is asked once for a newer
 * one. Throws what `open` throws.
 */
export async function openWhereItLies<Opened>(
  session: Session,
  generation: Generation,
  asset: Asset,
  open: (asset: Asset) => Promise<Opened>,
): Promise<Opened> {
  try {
    return await open(asset);
  } catch (error) {
    if (!(error instanceof AddressRefused)) throw error;
    const key = `${session.personId}:${generation.id}`;
    const moved = await readdressed.read(key, readdressedMs, () => readdress(session, generation));
    const found = moved.find(({ position }) => position === asset.position);
    if (!found || found.url === asset.url) throw error;
    return await open({ ...asset, url: found.url });
  }
}

/** A cookie that a script of ours wrote. */
function preferenceOf(request: Request, name: string): string | undefined {
  for (const pair of (request.headers.get("cookie") ?? "").split(";")) {
    const equals = pair.indexOf("=");
    if (equals < 0 || pair.slice(0, equals).trim() !== name) continue;
    try {
      return decodeURIComponent(pair.slice(equals + 1).trim());
    } catch {
      return undefined;
    }
  }
  return undefined;
}

/** The person's time zone, as their browser last told it. */
export const timeZoneOf = (request: Request): string =>
  timeZoneFrom(preferenceOf(request, preferenceCookies.timeZone));

/**
 * One output of a generation in the history, streamed to someone whose token reaches its workspace. The browser names
 * the place, never the address. `isPreview` is for its small picture instead. Throws `not_found`, `asset_unavailable`.
 */
export async function openAsset(
  session: Session,
  { workspaceId, generationId, position }: AssetPlace & { workspaceId: string },
  request: Request,
  { isDownload, isPreview }: { isDownload: boolean; isPreview: boolean },
): Promise<Response> {
  await requireWorkspace(session, workspaceId);
  const found = await journal().findAsset(workspaceId, generationId, position);
  if (!found) throw new ProblemError(problemOf("not_found"));
  const { asset, generation } = found;
  if (isPreview) {
    if (asset.previewUrl === null) throw new ProblemError(problemOf("not_found"));
    // A clip's preview is a picture: its host alone knows of what type.
    return await streamAsset(request, { url: asset.previewUrl, contentType: "" }, null);
  }
  const template = preferenceOf(request, preferenceCookies.fileNameTemplate) || usualNameTemplate;
  const saveAs = isDownload
    ? assetFileName(template, { generation, asset, timeZone: timeZoneOf(request) })
    : null;
  return await openWhereItLies(session, generation, asset, (there) => streamAsset(request, there, saveAs));
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

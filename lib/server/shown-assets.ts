import "server-only";
import { type Asset, assetKind } from "@/lib/domain/asset";
import type { Generation } from "@/lib/domain/generation";
import type { Env } from "./env";

type Origins = Pick<Env, "appOrigin" | "mediaOrigins">;

/**
 * Whether a page may load a picture straight from where it lies. Cookies know hosts, not ports: from a media host under
 * Easel's own name a browser would ask with the session's cookie, which goes to nobody but us.
 */
function isLoadable(address: string, { appOrigin, mediaOrigins }: Origins): boolean {
  if (!URL.canParse(address)) return false;
  const { origin, hostname } = new URL(address);
  return mediaOrigins.includes(origin) && hostname !== new URL(appOrigin).hostname;
}

/** The small picture a page shows for an asset: at its own address where it may be loaded from there, else by way of Easel. */
function shownPreview(asset: Asset, path: string, origins: Origins): string | null {
  const { previewUrl, url } = asset;
  if (previewUrl !== null) {
    if (isLoadable(previewUrl, origins)) return previewUrl;
    if (URL.canParse(previewUrl) && origins.mediaOrigins.includes(new URL(previewUrl).origin))
      return `${path}?preview=1`;
  }
  return assetKind(asset) === "image" && !isLoadable(url, origins) ? path : null;
}

/** A generation as pages are told of it: each picture's preview stands where a browser may ask for it. */
export function shownGeneration(generation: Generation, origins: Origins): Generation {
  if (generation.status !== "complete") return generation;
  const path = `/api/workspaces/${generation.workspaceId}/generations/${generation.id}/assets`;
  return {
    ...generation,
    assets: generation.assets.map((asset) => ({
      ...asset,
      previewUrl: shownPreview(asset, `${path}/${asset.position}`, origins),
    })),
  };
}

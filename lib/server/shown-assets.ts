import "server-only";
import type { Generation } from "@/lib/domain/generation";
import type { Env } from "./env";

type Origins = Pick<Env, "appOrigin" | "mediaOrigins">;

/**
 * Where a page gets the small picture that Layer made of the asset at `path`: from where it lies, or by way of Easel. Cookies
 * know hosts, not ports: from a media host under Easel's own name a browser would ask with the session's cookie, which goes
 * to nobody but us. Null on a host that is nobody's, where the page's own policy would stop it.
 */
export function shownPreview(
  previewUrl: string | null,
  path: string,
  { appOrigin, mediaOrigins }: Origins,
): string | null {
  if (previewUrl === null || !URL.canParse(previewUrl)) return null;
  const { origin, hostname } = new URL(previewUrl);
  if (!mediaOrigins.includes(origin)) return null;
  return hostname === new URL(appOrigin).hostname ? `${path}?preview=1` : previewUrl;
}

/** The path of ours to one asset of a generation. */
export const shownAssetPath = (workspaceId: string, generationId: string, position: number): string =>
  `/api/workspaces/${workspaceId}/generations/${generationId}/assets/${position}`;

/** A generation as pages are told of it: each picture's preview stands where a browser may ask for it. */
export function shownGeneration(generation: Generation, origins: Origins): Generation {
  if (generation.status !== "complete") return generation;
  const { workspaceId, id } = generation;
  return {
    ...generation,
    assets: generation.assets.map((asset) => ({
      ...asset,
      previewUrl: shownPreview(asset.previewUrl, shownAssetPath(workspaceId, id, asset.position), origins),
    })),
  };
}

import type { Asset } from "../domain/asset";
import { huesOf } from "../domain/colours";
import type { Generation } from "../domain/generation";
import { api, workspacePath } from "./api";
import { shownPath } from "./queries";

/** Enough to see what fills a picture, and quick to count. */
const sidePixels = 48;

/** Each is counted once a tab; what failed is counted by whoever looks next. */
const counted = new Set<string>();

/**
 * Notes the colours of a picture that somebody looks at, so that it can be found by them. It is read from under our own
 * roof, where the browser has it already: a media host need not let scripts read its pictures.
 */
export async function noteColours(
  generation: Pick<Generation, "workspaceId" | "id">,
  asset: Asset,
): Promise<void> {
  const key = `${generation.id}:${asset.position}`;
  if (asset.hues || counted.has(key)) return;
  counted.add(key);
  try {
    const picture = new Image();
    picture.src = shownPath(generation, asset);
    await picture.decode();
    const canvas = new OffscreenCanvas(sidePixels, sidePixels);
    const context = canvas.getContext("2d", { willReadFrequently: true });
    if (!context) return;
    context.drawImage(picture, 0, 0, sidePixels, sidePixels);
    const hues = huesOf(context.getImageData(0, 0, sidePixels, sidePixels).data);
    await api<void>(
      workspacePath(
        generation.workspaceId,
        "generations",
        generation.id,
        "assets",
        String(asset.position),
        "colours",
      ),
      { method: "PUT", body: { hues } },
    );
  } catch {
    // A picture that cannot be read is only not found by its colours.
  }
}

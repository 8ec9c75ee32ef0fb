import { isUuid } from "./is-uuid";
import { type AssetPlace, assetKeyOf } from "./marks";

/** What one screen can hold large enough to judge. */
export const maxCompared = 9;

/** The light table's own page, with these assets on it in this order. */
export function comparePath(workspaceId: string, places: readonly AssetPlace[]): string {
  // Only hexadecimal digits, hyphens, colons and commas: all of them stand in a query as they are.
  return `/w/${workspaceId}/gallery/compare?assets=${places.slice(0, maxCompared).map(assetKeyOf).join(",")}`;
}

/** The assets a list such as "id:0,id:3" names, each once, at most `max`; what names none is passed over. */
export function placesFrom(text: string, max: number): AssetPlace[] {
  const places = new Map<string, AssetPlace>();
  for (const part of text.split(",")) {
    if (places.size >= max) break;
    const [id = "", position = "", ...rest] = part.trim().split(":");
    if (rest.length > 0 || !isUuid(id) || !/^\d{1,4}$/.test(position)) continue;
    const place = { generationId: id.toLowerCase(), position: Number(position) };
    places.set(assetKeyOf(place), place);
  }
  return [...places.values()];
}

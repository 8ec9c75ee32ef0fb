import { type Asset, assetKind } from "@/lib/domain/asset";
import { type Generation, isActive } from "@/lib/domain/generation";
import { parameterDefinitions } from "@/lib/domain/parameters";

/** One rectangle a generation takes on a wall of results; `aspect` is width over height. */
export type GenerationTile =
  | { kind: "asset"; key: string; aspect: number; asset: Asset }
  | { kind: "placeholder"; key: string; aspect: number; index: number }
  | { kind: "outcome"; key: string; aspect: number };

// Beyond these a strip is too thin to see or to press; the picture inside keeps its own shape.
const narrowestAspect = 0.4;
const widestAspect = 3.2;

function clamped(aspect: number): number {
  return Math.min(Math.max(aspect, narrowestAspect), widestAspect);
}

/** The shape of an asset's tile: its own where Layer names pixels, else one that suits its kind. */
export function assetAspect(
  asset: Pick<Asset, "contentType" | "url" | "widthPixels" | "heightPixels">,
): number {
  if (asset.widthPixels && asset.heightPixels) return clamped(asset.widthPixels / asset.heightPixels);
  switch (assetKind(asset)) {
    case "video":
      return 16 / 9;
    case "audio":
      return 2;
    default:
      return 1;
  }
}

/** How many results of what shape a generation will bring, from what Layer said it runs or else from what was asked. */
export function expectedTiles(generation: Generation): { count: number; aspect: number } {
  const { request, source } = generation;
  const ran = "normalized" in generation ? generation.normalized : {};
  const asked = request.kind === "model" ? request.parameters : {};
  const width = ran.width ?? asked.width;
  const height = ran.height ?? asked.height;
  const fallback = source.modality === "video" ? 16 / 9 : source.modality === "audio" ? 2 : 1;
  const isFrame = source.modality !== "audio" && source.modality !== "text";
  const aspect = isFrame && width && height ? clamped(width / height) : fallback;
  // A workflow does not tell how many files it makes before it has made them.
  const count =
    request.kind === "workflow"
      ? 1
      : (ran.batchSize ?? asked.batchSize ?? parameterDefinitions.batchSize.layerDefault);
  return { count: Math.max(1, Math.min(count, 16)), aspect };
}

/** The tiles of one generation in whatever state it is; never none, so that every generation can be seen and opened. */
export function tilesOf(generation: Generation): GenerationTile[] {
  if (isActive(generation)) {
    const { count, aspect } = expectedTiles(generation);
    // A placeholder and the asset that takes its place share a key, so that the tile stays where it is.
    return Array.from({ length: count }, (_, index) => ({
      kind: "placeholder" as const,
      key: `${generation.id}:${index}`,
      aspect,
      index,
    }));
  }
  if (generation.status === "complete" && generation.assets.length > 0)
    return generation.assets.map((asset, index) => ({
      kind: "asset" as const,
      key: `${generation.id}:${index}`,
      aspect: assetAspect(asset),
      asset,
    }));
  // Words need room: never narrower than a square.
  return [
    {
      kind: "outcome",
      key: `${generation.id}:0`,
      aspect: Math.max(1, Math.min(expectedTiles(generation).aspect, 1.6)),
    },
  ];
}

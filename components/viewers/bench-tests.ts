import { type Asset, assetKind } from "@/lib/domain/asset";

/** What a result can be put to on the bench. */
export const benchTests = {
  icons: "Icon sizes",
  tiles: "Tiling",
  sprite: "Flip-book",
  seam: "Loop seam",
  sight: "Sight",
} as const;

export type BenchTest = keyof typeof benchTests;

/** Those that mean anything for an asset; none for what is neither seen flat nor heard. */
export function benchTestsFor(asset: Pick<Asset, "contentType" | "url">): BenchTest[] {
  switch (assetKind(asset)) {
    case "image":
      return ["icons", "tiles", "sprite", "sight"];
    case "video":
      return ["seam", "sight"];
    case "audio":
      return ["seam"];
    default:
      return [];
  }
}

/** The test an address names, where this asset takes it. */
export function benchTestFrom(
  text: string | null,
  asset: Pick<Asset, "contentType" | "url">,
): BenchTest | null {
  return benchTestsFor(asset).find((test) => test === text) ?? null;
}

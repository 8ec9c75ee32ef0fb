import type { AssetMarks } from "./marks";

/** One output file of a finished generation. */
export interface Asset {
  /** Place within its generation, from 0; together with the generation's id it names the asset in our own URLs. */
  position: number;
  /** Layer's file id, usable as a reference without uploading again; null for outputs that are not files. */
  fileId: string | null;
  /** Public address on a media origin. */
  url: string;
  previewUrl: string | null;
  contentType: string;
  widthPixels: number | null;
  heightPixels: number | null;
  durationSeconds: number | null;
  sizeBytes: number | null;
  /** What the studio decided about it; absent is nothing. */
  marks?: AssetMarks;
  /** Names of the colours that fill most of it; absent until somebody looked at it. */
  hues?: readonly string[];
}

export type AssetKind = "image" | "video" | "mesh" | "audio" | "text" | "other";

const meshTypes = /^model\/|gltf|^application\/(x-)?(fbx|obj|octet-stream-mesh)/i;

/** How an asset is shown, from its content type and, where a host sends a bare octet stream, its file ending. */
export function assetKind(asset: Pick<Asset, "contentType" | "url">): AssetKind {
  const type = asset.contentType.toLowerCase().split(";")[0]?.trim() ?? "";
  if (meshTypes.test(type)) return "mesh";
  const family = type.split("/")[0];
  if (family === "image" || family === "video" || family === "audio" || family === "text") return family;
  const ending = asset.url.split(/[?#]/)[0]?.split(".").at(-1)?.toLowerCase() ?? "";
  if (["glb", "gltf", "fbx", "obj", "usdz", "stl"].includes(ending)) return "mesh";
  if (["png", "jpg", "jpeg", "webp", "gif", "svg", "avif"].includes(ending)) return "image";
  if (["mp4", "webm", "mov"].includes(ending)) return "video";
  if (["mp3", "wav", "ogg", "flac", "m4a"].includes(ending)) return "audio";
  if (type === "application/json" || ["txt", "md", "json"].includes(ending)) return "text";
  return "other";
}

// Above this a browser spends gigabytes to unpack a picture, or gives up and shows nothing.
const hugePixels = 120_000_000;

/** A picture of more pixels than most browsers can show. */
export const isHugeAsset = (
  asset: Pick<Asset, "widthPixels" | "heightPixels" | "contentType" | "url">,
): boolean => (asset.widthPixels ?? 0) * (asset.heightPixels ?? 0) > hugePixels && !isVectorAsset(asset);

/** A picture of shapes, sharp at any size. */
export const isVectorAsset = ({ contentType, url }: Pick<Asset, "contentType" | "url">): boolean =>
  /svg/i.test(contentType) || /\.svg(?:[?#]|$)/i.test(url);

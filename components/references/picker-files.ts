import type { KnownFile } from "@/lib/browser/drafts";
import { uploadThumbnailPath } from "@/lib/browser/queries";
import type { Generation } from "@/lib/domain/generation";
import type { UploadedFile } from "@/lib/domain/upload-rules";
import { referenceOf } from "./reference-of";

export interface PickedFile extends KnownFile {
  fileId: string;
}

export function pickableUpload(workspaceId: string, file: UploadedFile): PickedFile {
  const { fileId, name, contentType, hasThumbnail } = file;
  return {
    fileId,
    name,
    contentType,
    thumbnail: hasThumbnail ? uploadThumbnailPath(workspaceId, fileId) : null,
  };
}

/** What a generation made that Layer takes back by its file id. */
export function pickableAssets(generation: Generation, positions: readonly number[] | null): PickedFile[] {
  if (generation.status !== "complete") return [];
  return generation.assets.flatMap((asset) =>
    asset.fileId !== null && (positions === null || positions.includes(asset.position))
      ? [{ fileId: asset.fileId, ...referenceOf(generation, asset) }]
      : [],
  );
}

import type { PictureSize } from "@/lib/domain/picture-size";
import { maskThumbnail, planeFromPicture } from "./mask-picture";
import { maskPng } from "./mask-png";

export interface MaskFile {
  png: Blob;
  size: PictureSize;
  thumbnail: string | null;
}

/**
 * A mask that another program drew, as one of ours: by its transparency, or where it has none by what is bright. It
 * keeps its own size. Rejects where the file is no picture that this browser opens, or memory is short.
 */
export async function maskFromFile(file: Blob): Promise<MaskFile> {
  const bitmap = await createImageBitmap(file);
  const { width, height } = bitmap;
  bitmap.close();
  const plane = await planeFromPicture(file, width, height);
  return {
    png: await maskPng(plane),
    size: { widthPixels: width, heightPixels: height },
    thumbnail: maskThumbnail(plane),
  };
}

const thumbnailPixels = 192;

/** A small picture of a picture as a `data:` address, or null where it cannot be decoded. Made without a request. */
export async function pictureThumbnail(file: Blob): Promise<string | null> {
  try {
    const bitmap = await createImageBitmap(file);
    const scale = Math.min(1, thumbnailPixels / Math.min(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    // WebP keeps transparency at a tenth of PNG's size; a browser without it answers with PNG.
    return canvas.toDataURL("image/webp", 0.8);
  } catch {
    return null;
  }
}

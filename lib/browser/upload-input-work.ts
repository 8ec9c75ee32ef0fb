import { kindByEnding, renamedTo } from "../domain/file-kind";
import { type PictureSize, pictureHeadBytes } from "../domain/picture-size";
import { checkFile, type PictureTarget, targetWords, type Verdict } from "../domain/upload-check";
import { maxThumbnailBytes, maxUploadBytes, thumbnailSidePixels } from "../domain/upload-rules";
import { checksumBase64, emptyChecksum, extendChecksum } from "./upload-checksum";

/** Why a file cannot be prepared, in a sentence for the person who brought it. */
export class InputError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "InputError";
  }
}

const tailBytes = 65_536;

// These are opened by some browsers only.
const uncertainTypes = new Set(["image/heic", "image/tiff", "image/avif"]);

async function canOpen(file: Blob): Promise<boolean> {
  try {
    (await createImageBitmap(file)).close();
    return true;
  } catch {
    return false;
  }
}

/** What is to be done with a file. Throws where it cannot be read. */
export async function checkedFile(file: File): Promise<Verdict> {
  const [head, tail] = await Promise.all([
    file.slice(0, pictureHeadBytes).arrayBuffer(),
    file.slice(Math.max(0, file.size - tailBytes)).arrayBuffer(),
  ]);
  const verdict = checkFile({
    name: file.name || "Pasted picture",
    sizeBytes: file.size,
    head: new Uint8Array(head),
    tail: new Uint8Array(tail),
  });
  if (verdict.outcome !== "offered" || !uncertainTypes.has(verdict.contentType) || (await canOpen(file)))
    return verdict;
  const kind = kindByEnding(`x.${verdict.contentType.split("/")[1] ?? ""}`)?.words ?? "a picture";
  return {
    outcome: "refused",
    sentence: `${file.name} is ${kind}, which Layer does not take and this browser cannot open. Save it as JPEG or PNG and choose that.`,
  };
}

/** What tells a file's content, from one reading of it. */
export interface ContentSums {
  /** In lower-case hex; null beyond what may be uploaded, and on a page that is not served securely. */
  sha256: string | null;
  /** In base64, as the storage host reckons it; null beyond what may be uploaded. */
  crc32c: string | null;
  /** What was read; null beyond what may be uploaded. */
  bytes: Uint8Array<ArrayBuffer> | null;
}

// A few milliseconds of work, after which the page may draw.
const sumStepBytes = 4 * 1_048_576;

/** Reads the file whole, once. Throws where it cannot be read. */
export async function contentSums(file: Blob): Promise<ContentSums> {
  if (file.size === 0 || file.size > maxUploadBytes) return { sha256: null, crc32c: null, bytes: null };
  const bytes = new Uint8Array(await file.arrayBuffer());
  const subtle = globalThis.crypto.subtle as SubtleCrypto | undefined;
  const digesting = subtle?.digest("SHA-256", bytes);
  let checksum = emptyChecksum;
  while (checksum.offset < bytes.length) {
    checksum = extendChecksum(checksum, bytes.subarray(checksum.offset, checksum.offset + sumStepBytes));
    await new Promise((resolve) => setTimeout(resolve));
  }
  const digest = digesting ? new Uint8Array(await digesting) : null;
  return {
    sha256: digest && Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join(""),
    crc32c: checksumBase64(checksum),
    bytes,
  };
}

/** A canvas that is on no page, where the browser has such a thing. */
function canvasOf({ widthPixels, heightPixels }: PictureSize): OffscreenCanvas | HTMLCanvasElement {
  if (typeof OffscreenCanvas !== "undefined") return new OffscreenCanvas(widthPixels, heightPixels);
  const canvas = document.createElement("canvas");
  canvas.width = widthPixels;
  canvas.height = heightPixels;
  return canvas;
}

async function encoded(
  canvas: OffscreenCanvas | HTMLCanvasElement,
  type: string,
  quality: number,
): Promise<Blob> {
  if (!(canvas instanceof HTMLCanvasElement)) return await canvas.convertToBlob({ type, quality });
  return await new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new InputError("The picture cannot be written here."))),
      type,
      quality,
    );
  });
}

/** Draws with `paint` and gives back a file of the target's kind, or of PNG where the browser writes no such kind. */
export async function paintedFile(
  source: File,
  target: PictureTarget,
  size: PictureSize,
  paint: (context: OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D) => void,
): Promise<File> {
  const canvas = canvasOf(size);
  const context = canvas.getContext("2d");
  if (!context) throw new InputError(`There is not enough memory to change ${source.name} here.`);
  if (target === "image/jpeg") {
    // JPEG has no transparency; without this it would turn black.
    context.fillStyle = "#fff";
    context.fillRect(0, 0, size.widthPixels, size.heightPixels);
  }
  paint(context);
  const blob = await encoded(canvas, target, 0.95);
  if (blob.size > maxUploadBytes)
    throw new InputError(
      `${source.name} still has ${(blob.size / 1e6).toFixed(1)} MB as ${targetWords[target]}. Choose another format.`,
    );
  return new File([blob], renamedTo(source.name || "Picture", blob.type), {
    type: blob.type,
    lastModified: source.lastModified,
  });
}

/** The first frame of a picture in another format, upright, in `size` where it is given. Throws InputError. */
export async function convertPicture(
  file: File,
  target: PictureTarget,
  size: PictureSize | null,
): Promise<File> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file, {
      imageOrientation: "from-image",
      ...(size
        ? { resizeWidth: size.widthPixels, resizeHeight: size.heightPixels, resizeQuality: "high" as const }
        : {}),
    });
  } catch {
    throw new InputError(`${file.name} cannot be opened in this browser; it may be damaged.`);
  }
  try {
    const own = { widthPixels: bitmap.width, heightPixels: bitmap.height };
    return await paintedFile(file, target, own, (context) => context.drawImage(bitmap, 0, 0));
  } finally {
    bitmap.close();
  }
}

/** A WebP of at most 256 pixels and 20 KB, in base64; null where the browser cannot open the picture or write WebP. */
export async function smallPicture(file: Blob): Promise<string | null> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    return null;
  }
  const scale = Math.min(1, thumbnailSidePixels / Math.max(bitmap.width, bitmap.height));
  const canvas = canvasOf({
    widthPixels: Math.max(1, Math.round(bitmap.width * scale)),
    heightPixels: Math.max(1, Math.round(bitmap.height * scale)),
  });
  const context = canvas.getContext("2d");
  context?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  for (const quality of [0.8, 0.5, 0.2]) {
    const blob = await encoded(canvas, "image/webp", quality);
    if (blob.type !== "image/webp") return null;
    if (blob.size <= maxThumbnailBytes) return base64Of(new Uint8Array(await blob.arrayBuffer()));
  }
  return null;
}

function base64Of(bytes: Uint8Array): string {
  let letters = "";
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters);
}

export interface PictureSize {
  widthPixels: number;
  heightPixels: number;
}

/** Bytes of a file's beginning that are enough for `pictureSize`: a JPEG may carry 64 KiB blocks of notes before its frame. */
export const pictureHeadBytes = 262_144;

/** The longest side a picture may have, in pixels; WebP itself ends at 16,383. */
export const maxSidePixels = 16_384;
/** What a picture may hold in all: 100 megapixels are 400 MB once unpacked. */
export const maxPixels = 100_000_000;
/** Beyond this not even the conversion to a smaller size unpacks it here: it would be over 1 GB of memory. */
export const maxDecodedPixels = 270_000_000;

const ascii = (bytes: Uint8Array, from: number, length: number) =>
  String.fromCharCode(...bytes.subarray(from, from + length));

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function pngSize(bytes: Uint8Array): PictureSize | null {
  if (bytes.length < 24 || ascii(bytes, 12, 4) !== "IHDR") return null;
  const view = viewOf(bytes);
  return { widthPixels: view.getUint32(16), heightPixels: view.getUint32(20) };
}

function gifSize(bytes: Uint8Array): PictureSize | null {
  if (bytes.length < 10) return null;
  const view = viewOf(bytes);
  return { widthPixels: view.getUint16(6, true), heightPixels: view.getUint16(8, true) };
}

function bmpSize(bytes: Uint8Array): PictureSize | null {
  if (bytes.length < 26) return null;
  const view = viewOf(bytes);
  if (view.getUint32(14, true) === 12)
    return { widthPixels: view.getUint16(18, true), heightPixels: view.getUint16(20, true) };
  // A negative height only says that the rows run from the top.
  return {
    widthPixels: Math.abs(view.getInt32(18, true)),
    heightPixels: Math.abs(view.getInt32(22, true)),
  };
}

function webpSize(bytes: Uint8Array): PictureSize | null {
  if (bytes.length < 30) return null;
  const view = viewOf(bytes);
  const kind = ascii(bytes, 12, 4);
  if (kind === "VP8X") {
    const byte = (at: number) => bytes[at] ?? 0;
    const triple = (at: number) => byte(at) | (byte(at + 1) << 8) | (byte(at + 2) << 16);
    return { widthPixels: triple(24) + 1, heightPixels: triple(27) + 1 };
  }
  if (kind === "VP8L") {
    const packed = view.getUint32(21, true);
    return { widthPixels: (packed & 0x3fff) + 1, heightPixels: ((packed >>> 14) & 0x3fff) + 1 };
  }
  if (kind !== "VP8 ") return null;
  return {
    widthPixels: view.getUint16(26, true) & 0x3fff,
    heightPixels: view.getUint16(28, true) & 0x3fff,
  };
}

// The frame headers of every JPEG process; C4, C8 and CC lie between them and are something else.
const isFrameMarker = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

function jpegSize(bytes: Uint8Array): PictureSize | null {
  const view = viewOf(bytes);
  let at = 2;
  while (at + 9 <= bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    // Any number of FF may stand before a marker.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isFrameMarker(marker))
      return { widthPixels: view.getUint16(at + 7), heightPixels: view.getUint16(at + 5) };
    const length = view.getUint16(at + 2);
    if (length < 2) return null;
    at += 2 + length;
  }
  return null;
}

/** The size in the first `ispe` box, which AVIF and HEIC name for the picture or for one of its tiles. */
function boxedSize(bytes: Uint8Array): PictureSize | null {
  const view = viewOf(bytes);
  let largest: PictureSize | null = null;
  for (let at = 0; at + 16 <= Math.min(bytes.length, 65_536); at += 1) {
    if (view.getUint32(at) !== 0x69737065) continue;
    const size = { widthPixels: view.getUint32(at + 8), heightPixels: view.getUint32(at + 12) };
    if (!largest || size.widthPixels * size.heightPixels > largest.widthPixels * largest.heightPixels)
      largest = size;
  }
  return largest;
}

/**
 * The size a picture's header declares, or null where the header is not whole or the kind has none that is read here. It
 * costs no decoding: what a header declares is what a decoder would have to make room for.
 */
export function pictureSize(contentType: string, head: Uint8Array): PictureSize | null {
  switch (contentType) {
    case "image/png":
      return pngSize(head);
    case "image/jpeg":
      return jpegSize(head);
    case "image/webp":
      return webpSize(head);
    case "image/gif":
      return gifSize(head);
    case "image/bmp":
      return bmpSize(head);
    case "image/avif":
    case "image/heic":
      return boxedSize(head);
    default:
      return null;
  }
}

/** The largest size of the same shape that may be uploaded; the same size where it already may. */
export function fittedSize({ widthPixels, heightPixels }: PictureSize): PictureSize {
  const longest = Math.max(widthPixels, heightPixels);
  // One below the limit, which is also the most a WebP holds.
  const bySide = longest > maxSidePixels ? (maxSidePixels - 1) / longest : 1;
  const byArea = Math.sqrt(maxPixels / (widthPixels * heightPixels));
  const scale = Math.min(1, bySide, byArea);
  return {
    widthPixels: Math.max(1, Math.floor(widthPixels * scale)),
    heightPixels: Math.max(1, Math.floor(heightPixels * scale)),
  };
}

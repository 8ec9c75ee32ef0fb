/** Layer's accepted types with the endings a file of each may have. */
export const uploadTypes: Record<string, readonly string[]> = {
  "image/jpeg": ["jpg", "jpeg"],
  "image/png": ["png"],
  "image/webp": ["webp"],
  "video/mp4": ["mp4", "m4v"],
  "audio/mpeg": ["mp3"],
  "audio/wav": ["wav"],
};

/** What a file chooser shows: Layer's types, and every picture, because the others can be converted before they go up. */
export const choosableFiles = [
  "image/*",
  ...Object.entries(uploadTypes).flatMap(([type, endings]) => [
    type,
    ...endings.map((ending) => `.${ending}`),
  ]),
  ".heic",
  ".heif",
  ".avif",
].join(",");

/** Layer's cap for one file: 64 MB, read as the smaller (decimal) megabyte so that neither reading refuses us. */
export const maxUploadBytes = 64_000_000;

/** Why a file of this size cannot go up as it is, in a sentence, or null. */
export function sizeSentence(name: string, sizeBytes: number): string | null {
  if (sizeBytes === 0) return `${name} is empty.`;
  if (sizeBytes <= maxUploadBytes) return null;
  return `${name} has ${(sizeBytes / 1e6).toFixed(1)} MB; Layer takes files up to ${maxUploadBytes / 1e6} MB.`;
}

/** The storage host takes every chunk but the last in multiples of this. */
export const uploadQuantumBytes = 262_144;

/** One relayed chunk: a multiple of the quantum that stays under Vercel's 4.5 MB request limit. */
export const uploadChunkBytes = 16 * uploadQuantumBytes;

/** Bytes of the file's beginning that `sniffUploadType` needs. */
export const sniffBytes = 16;

const ascii = (bytes: Uint8Array, from: number, to: number) =>
  String.fromCharCode(...bytes.subarray(from, to));

/** The accepted content type that a file's first bytes show, or null: neither name nor browser's word is believed. */
export function sniffUploadType(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return "image/jpeg";
  if (bytes[0] === 0x89 && ascii(bytes, 1, 4) === "PNG") return "image/png";
  if (ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 12) === "WEBP") return "image/webp";
  if (ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 12) === "WAVE") return "audio/wav";
  if (ascii(bytes, 4, 8) === "ftyp" && !/^(avif|avis|hei.|hev.|mif1|msf1|qt  )$/.test(ascii(bytes, 8, 12)))
    return "video/mp4";
  // MP3: an ID3 tag, or an MPEG audio frame of layer III.
  if (ascii(bytes, 0, 3) === "ID3") return "audio/mpeg";
  if (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe6) === 0xe2) return "audio/mpeg";
  return null;
}

/** A file uploaded to a workspace through Easel. */
export interface UploadedFile {
  fileId: string;
  name: string;
  contentType: string;
  sizeBytes: number;
  personName: string;
  isMine: boolean;
  uploadedAt: string;
  /** Whether there is a small picture of it under our own roof. */
  hasThumbnail: boolean;
  /** Generations of the workspace that were given this file. */
  usedCount: number;
  /** The newest of them. */
  lastUsedIn: string | null;
}

/** The longest side of an upload's small picture, in pixels. */
export const thumbnailSidePixels = 256;
/** The most such a picture may weigh. */
export const maxThumbnailBytes = 20_000;

/** What the browser holds while it uploads: the seal, and where the deployment allows it the session's own address. */
export interface UploadTicket {
  ticket: string;
  fileId: string;
  chunkBytes: number;
  expiresAt: string;
  /** Where bytes may go straight to the storage host; `mayRelay` is false where the deployment wants no other way. */
  direct?: { sessionUrl: string; chunkBytes: number; mayRelay: boolean };
}

/** The server's word on how far an upload is; `offset` is the truth. */
export interface UploadProgress {
  offset: number;
  isDone: boolean;
  /** The stored file, once done and where the storage host tells: its length, and its CRC32C in base64. */
  storedSizeBytes?: number;
  crc32c?: string;
}

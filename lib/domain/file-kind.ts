import { sniffUploadType } from "./upload-rules";

/** What a file holds, by its bytes, as far as it matters here. */
export interface FileKind {
  contentType: string;
  /** As in "holds a GIF". */
  words: string;
  endings: readonly string[];
}

const kinds: readonly FileKind[] = [
  { contentType: "image/jpeg", words: "a JPEG", endings: ["jpg", "jpeg", "jpe", "jfif"] },
  { contentType: "image/png", words: "a PNG", endings: ["png"] },
  { contentType: "image/webp", words: "a WebP", endings: ["webp"] },
  { contentType: "video/mp4", words: "an MP4 video", endings: ["mp4", "m4v"] },
  { contentType: "audio/mpeg", words: "an MP3", endings: ["mp3"] },
  { contentType: "audio/wav", words: "a WAV", endings: ["wav", "wave"] },
  { contentType: "image/gif", words: "a GIF", endings: ["gif"] },
  { contentType: "image/avif", words: "an AVIF", endings: ["avif"] },
  { contentType: "image/heic", words: "a HEIC", endings: ["heic", "heif", "hif"] },
  { contentType: "image/bmp", words: "a BMP", endings: ["bmp", "dib"] },
  { contentType: "image/tiff", words: "a TIFF", endings: ["tif", "tiff"] },
  { contentType: "image/svg+xml", words: "an SVG drawing", endings: ["svg"] },
  { contentType: "image/vnd.adobe.photoshop", words: "a Photoshop document", endings: ["psd", "psb"] },
  { contentType: "video/quicktime", words: "a QuickTime video", endings: ["mov", "qt"] },
  { contentType: "video/webm", words: "a WebM or Matroska video", endings: ["webm", "mkv"] },
  { contentType: "audio/ogg", words: "an Ogg recording", endings: ["ogg", "oga", "opus"] },
  { contentType: "audio/flac", words: "a FLAC recording", endings: ["flac"] },
  { contentType: "application/pdf", words: "a PDF", endings: ["pdf"] },
  { contentType: "application/zip", words: "a ZIP archive", endings: ["zip"] },
  { contentType: "text/html", words: "a web page", endings: ["html", "htm"] },
  { contentType: "application/x-executable", words: "a program", endings: ["exe", "dll", "so"] },
];

const kindOf = (contentType: string) => kinds.find((kind) => kind.contentType === contentType) ?? null;

/** The last ending of a name in lower case, or an empty text. */
export function endingOf(name: string): string {
  return /[^.\\/]\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? "";
}

/** The kind that a name's ending promises, or null where it is none that is known. */
export function kindByEnding(name: string): FileKind | null {
  const ending = endingOf(name);
  return kinds.find(({ endings }) => endings.includes(ending)) ?? null;
}

const ascii = (bytes: Uint8Array, from: number, length: number) =>
  String.fromCharCode(...bytes.subarray(from, from + length));

function sniffOther(head: Uint8Array): string | null {
  const start = ascii(head, 0, 4);
  if (start === "GIF8") return "image/gif";
  if (ascii(head, 4, 4) === "ftyp") {
    const brand = ascii(head, 8, 4);
    if (/^avi[fs]$/.test(brand)) return "image/avif";
    if (/^(hei[cxms]|hev[cxms]|mif1|msf1)$/.test(brand))
      // A general brand leaves it to the list of compatible ones which of the two it is.
      return ascii(head, 16, 48).includes("avif") ? "image/avif" : "image/heic";
    return "video/quicktime";
  }
  if (ascii(head, 0, 2) === "BM" && head.length >= 18 && (head[15] ?? 1) === 0 && (head[14] ?? 0) >= 12)
    return "image/bmp";
  if (start === "II*\u0000" || start === "MM\u0000*" || start === "II+\u0000") return "image/tiff";
  if (start === "8BPS") return "image/vnd.adobe.photoshop";
  if (start === "\u001aEß£") return "video/webm";
  if (start === "OggS") return "audio/ogg";
  if (start === "fLaC") return "audio/flac";
  if (start === "%PDF") return "application/pdf";
  if (start === "PK\u0003\u0004") return "application/zip";
  if (ascii(head, 0, 2) === "MZ" || start === "\u007fELF") return "application/x-executable";
  const text = ascii(head, 0, 512)
    .replace(/^\u00ef\u00bb\u00bf/, "")
    .trimStart()
    .toLowerCase();
  if (/^(<\?xml[^>]*>\s*)?(<!--[^]*?-->\s*)?(<!doctype svg[^>]*>\s*)?<svg/.test(text)) return "image/svg+xml";
  if (/^(<!doctype html|<html|<head|<body|<script)/.test(text)) return "text/html";
  return null;
}

/** What a file's first bytes show (512 are enough), or null. Neither its name nor the browser's word is believed. */
export function sniffFileKind(head: Uint8Array): FileKind | null {
  const heic = ascii(head, 4, 4) === "ftyp" ? sniffOther(head) : null;
  if (heic === "image/avif" || heic === "image/heic") return kindOf(heic);
  const type = sniffUploadType(head) ?? sniffOther(head);
  return type === null ? null : kindOf(type);
}

/** The name with the ending of another kind: "cat.gif" as PNG is "cat.png". */
export function renamedTo(name: string, contentType: string): string {
  const ending = kindOf(contentType)?.endings[0] ?? "bin";
  const known = kindByEnding(name);
  const stem = known ? name.slice(0, name.length - endingOf(name).length - 1) : name;
  return `${stem || "file"}.${ending}`;
}

const hiddenMarks = ["<script", "<!doctype html", "<html", "<iframe", "<?php"];

/**
 * What else a picture, video or sound would be read as, in words, or null: a file that is two things at once passes here as
 * one and runs elsewhere as the other. Looks at its beginning and its end, where such a second meaning has to lie.
 */
export function secondMeaning(head: Uint8Array, tail: Uint8Array): string | null {
  for (const part of [head, tail]) {
    // Latin-1 keeps one letter a byte; `fromCharCode` takes only so many at once.
    const text = new TextDecoder("latin1").decode(part).toLowerCase();
    if (hiddenMarks.some((mark) => text.includes(mark))) return "a web page or script";
  }
  // Readers of PDF look for its mark within the first kilobyte.
  if (new TextDecoder("latin1").decode(head.subarray(0, 1_024)).includes("%PDF-")) return "a PDF";
  const end = new TextDecoder("latin1").decode(tail);
  // The directory of a ZIP lies at its end, and its reader begins there.
  if (end.includes("PK\u0005\u0006") && end.includes("PK\u0001\u0002")) return "a ZIP archive";
  return null;
}

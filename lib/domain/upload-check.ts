import { type FileKind, kindByEnding, renamedTo, secondMeaning, sniffFileKind } from "./file-kind";
import { groupedDigits } from "./grouped-digits";
import {
  fittedSize,
  maxDecodedPixels,
  maxPixels,
  maxSidePixels,
  type PictureSize,
  pictureSize,
} from "./picture-size";
import { maxUploadBytes, sizeSentence, uploadTypes } from "./upload-rules";

/** Files one drop may bring; more are a mistake, such as a whole disk, more often than a wish. */
export const maxFilesPerDrop = 500;

/** What is known of a file before any of it is sent. */
export interface FileFacts {
  name: string;
  sizeBytes: number;
  /** The first `pictureHeadBytes`, or all of a shorter file. */
  head: Uint8Array;
  /** The last 64 KiB, or all of a shorter file. */
  tail: Uint8Array;
}

export type PictureTarget = "image/png" | "image/webp" | "image/jpeg";

/** A change that would make a file one that Layer takes. */
export type Offer =
  /** Only the name is wrong. */
  | { kind: "rename"; name: string; why: string; action: string }
  | {
      kind: "convert";
      why: string;
      /** What becomes of it besides the format, such as a lost animation; a sentence, or empty. */
      loses: string;
      target: PictureTarget;
      sourceType: string;
      /** The size it is made, or null to keep its own. */
      size: PictureSize | null;
    };

export type Verdict =
  | { outcome: "accepted"; contentType: string; name: string }
  | { outcome: "offered"; contentType: string; offer: Offer }
  | { outcome: "refused"; sentence: string };

const refused = (sentence: string): Verdict => ({ outcome: "refused", sentence });

const pixels = ({ widthPixels, heightPixels }: PictureSize) =>
  `${groupedDigits(widthPixels)} × ${groupedDigits(heightPixels)} pixels`;

const takenWords = "Layer takes JPEG, PNG, WebP, MP4, MP3 and WAV.";

/** What browsers can open and Layer does not take, with what it becomes. */
const convertible: Record<string, PictureTarget> = {
  "image/gif": "image/png",
  "image/bmp": "image/png",
  "image/tiff": "image/png",
  "image/avif": "image/webp",
  "image/heic": "image/jpeg",
};

export const targetWords: Record<PictureTarget, string> = {
  "image/png": "PNG",
  "image/webp": "WebP",
  "image/jpeg": "JPEG",
};

const isTarget = (type: string): type is PictureTarget => Object.hasOwn(targetWords, type);

const isAnimatedGif = (head: Uint8Array) =>
  new TextDecoder("latin1").decode(head.subarray(0, 4_096)).includes("NETSCAPE2.0");

function lossesOf(contentType: string, head: Uint8Array, size: PictureSize | null): string {
  const losses: string[] = [];
  if (contentType === "image/gif" && isAnimatedGif(head))
    losses.push("Its animation is lost: the first frame is kept.");
  if (contentType === "image/tiff") losses.push("Only its first page is kept.");
  if (size) losses.push(`It is made smaller, ${pixels(size)}.`);
  return losses.join(" ");
}

function misnamed(name: string, kind: FileKind): string | null {
  const promised = kindByEnding(name);
  const ending = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1];
  if (!ending || promised?.contentType === kind.contentType) return null;
  return `${name} is named .${ending.toLowerCase()} but holds ${kind.words}.`;
}

/**
 * What is to be done with a file, decided by its name, size and bytes alone: nothing is asked of anybody. Every refusal is
 * one sentence that names the file; offers say what would change.
 */
export function checkFile({ name, sizeBytes, head, tail }: FileFacts): Verdict {
  const wrongSize = sizeSentence(name, sizeBytes);
  if (wrongSize && sizeBytes === 0) return refused(wrongSize);
  const kind = sniffFileKind(head);
  if (!kind) {
    const promised = kindByEnding(name);
    return refused(
      promised
        ? `${name} is named like ${promised.words} but holds something else. ${takenWords}`
        : `${name} is not a kind of file Layer takes. ${takenWords}`,
    );
  }
  const wrongName = misnamed(name, kind);
  const target = convertible[kind.contentType];
  const isTaken = Object.hasOwn(uploadTypes, kind.contentType);
  if (!isTaken && !target)
    return refused(wrongName ? `${wrongName} ${takenWords}` : `${name} is ${kind.words}. ${takenWords}`);
  const second = secondMeaning(head, tail);
  if (second) return refused(`${name} is ${kind.words} that also holds ${second}. It was not taken.`);

  // What a file is not is told before what else is wrong with it.
  const subject = wrongName ? `${wrongName} It` : name;
  const size = kind.contentType.startsWith("image/") ? pictureSize(kind.contentType, head) : null;
  const isEmptyPicture = size !== null && (size.widthPixels === 0 || size.heightPixels === 0);
  const isImmense = size !== null && size.widthPixels * size.heightPixels > maxDecodedPixels;
  // Of a file that is nothing Layer takes under a name that says so, the size is beside the point, and often garbage.
  if (wrongName && !isTaken && (isEmptyPicture || isImmense)) return refused(`${wrongName} ${takenWords}`);
  if (size && isEmptyPicture)
    return refused(`${subject} says it has ${pixels(size)}: there is no picture in it.`);
  const isOversized =
    size !== null &&
    (Math.max(size.widthPixels, size.heightPixels) > maxSidePixels ||
      size.widthPixels * size.heightPixels > maxPixels);
  if (size && isImmense)
    return refused(
      `${subject} has ${pixels(size)}, more than can be opened here. At most ${groupedDigits(maxSidePixels)} pixels a side and ${maxPixels / 1e6} megapixels.`,
    );

  const fitted = size && isOversized ? fittedSize(size) : null;
  const convert = (why: string, into: PictureTarget): Verdict => ({
    outcome: "offered",
    contentType: kind.contentType,
    offer: {
      kind: "convert",
      why,
      loses: lossesOf(kind.contentType, head, fitted),
      target: into,
      sourceType: kind.contentType,
      size: fitted,
    },
  });
  if (target) return convert(wrongName ?? `${name} is ${kind.words}, which Layer does not take.`, target);
  if (fitted && isTarget(kind.contentType))
    return convert(
      `${subject} has ${size ? pixels(size) : ""}; at most ${groupedDigits(maxSidePixels)} a side and ${maxPixels / 1e6} megapixels go up.`,
      kind.contentType,
    );
  if (wrongSize) {
    // What a decoder unpacks is bounded above; its packed bytes have to be bounded too.
    if (isTarget(kind.contentType) && sizeBytes <= 8 * maxUploadBytes)
      return convert(wrongSize, kind.contentType === "image/jpeg" ? "image/jpeg" : "image/webp");
    return refused(wrongSize);
  }
  if (wrongName) {
    const renamed = renamedTo(name, kind.contentType);
    return {
      outcome: "offered",
      contentType: kind.contentType,
      offer: { kind: "rename", name: renamed, why: wrongName, action: `Upload as ${renamed}` },
    };
  }
  return { outcome: "accepted", contentType: kind.contentType, name };
}

/** A file of a drop, as far as telling two apart needs it. */
export interface DroppedFile {
  name: string;
  size: number;
  lastModified: number;
  webkitRelativePath?: string;
}

/** One drop without its repetitions and its surplus, with the sentences that say what was left out. */
export function sortDrop<File extends DroppedFile>(
  files: readonly File[],
): { files: File[]; sentences: string[] } {
  const seen = new Map<string, File>();
  for (const file of files) {
    // What systems put into folders by themselves is nobody's file.
    if (/^(\.DS_Store|Thumbs\.db|desktop\.ini|\._.*)$/.test(file.name)) continue;
    const key = JSON.stringify([file.name, file.size, file.lastModified, file.webkitRelativePath ?? ""]);
    if (!seen.has(key)) seen.set(key, file);
  }
  const distinct = [...seen.values()];
  const taken = distinct.slice(0, maxFilesPerDrop);
  const left = distinct.length - taken.length;
  return {
    files: taken,
    sentences:
      left === 0
        ? []
        : [
            `${distinct.length} files came at once: the first ${maxFilesPerDrop} are taken. Drop the other ${left} when these are up, from ${distinct[maxFilesPerDrop]?.name ?? ""} on.`,
          ],
  };
}

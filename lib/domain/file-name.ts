import type { Asset } from "./asset";
import { type Generation, generationTitle } from "./generation";
import { receiptOf } from "./receipt";

/** What a name template can hold, and what each stands for, as a person chooses from it. */
export const nameFields = {
  prompt: "The prompt's beginning",
  model: "The model or workflow",
  date: "The day it was made",
  time: "The minute it was made",
  n: "Its number within the run",
  seed: "The seed, where one was given",
  size: "Its pixels",
  person: "Who made it",
  session: "The session",
  id: "The run's id, shortened",
} as const;

export type NameField = keyof typeof nameFields;

export const usualNameTemplate = "{prompt} {n}";
export const maxNameTemplateCharacters = 200;

const maxTitleCharacters = 60;
const maxFieldCharacters = 80;
// File systems take 255 bytes a name, and Windows 260 characters a whole path: this leaves room for the folder.
const maxNameBytes = 180;

const endings: Record<string, string> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/webp": "webp",
  "image/gif": "gif",
  "image/avif": "avif",
  "image/svg+xml": "svg",
  "video/mp4": "mp4",
  "video/webm": "webm",
  "video/quicktime": "mov",
  "audio/mpeg": "mp3",
  "audio/wav": "wav",
  "audio/x-wav": "wav",
  "audio/wave": "wav",
  "audio/ogg": "ogg",
  "audio/flac": "flac",
  "model/gltf-binary": "glb",
  "model/gltf+json": "gltf",
  "text/plain": "txt",
  "text/markdown": "md",
  "application/json": "json",
};

/** The ending of a file's name: its type's, else its address's. */
function fileEnding({ contentType, url }: Pick<Asset, "contentType" | "url">): string {
  const type = contentType.split(";")[0]?.trim().toLowerCase() ?? "";
  if (Object.hasOwn(endings, type)) return endings[type] ?? "bin";
  return /\.([a-z0-9]{1,5})$/i.exec(url.split(/[?#]/)[0] ?? "")?.[1]?.toLowerCase() ?? "bin";
}

const notInNames = /[<>:"/\\|?*\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;
// Windows opens a device in place of a file of this name, whatever its ending.
const devices = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\.|$)/i;

const bytesOf = (text: string) => new TextEncoder().encode(text).length;

/** As much of a text's beginning as fits. */
function cutToBytes(text: string, maxBytes: number): string {
  let bytes = 0;
  let cut = "";
  for (const character of text) {
    bytes += bytesOf(character);
    if (bytes > maxBytes) break;
    cut += character;
  }
  return cut;
}

/** A text as one name that Windows, macOS and Linux take: one form of each letter, nothing reserved, no path in it. */
export function safeName(text: string, maxBytes = maxNameBytes): string {
  const plain = text.normalize("NFC").replace(notInNames, " ").replace(/\s+/g, " ").trim();
  // A dot in front hides a file, one at the end is lost on Windows; a hyphen in front is an option to a command.
  const inside = cutToBytes(plain.replace(/^[.\s-]+/, ""), maxBytes).replace(/[.\s]+$/, "");
  return devices.test(inside) ? `_${inside}` : inside;
}

interface Named {
  generation: Pick<
    Generation,
    "id" | "request" | "source" | "createdAt" | "personName" | "sessionName" | "status"
  >;
  asset: Pick<Asset, "position" | "widthPixels" | "heightPixels">;
  timeZone: string;
}

function moment(iso: string, timeZone: string): { date: string; time: string } {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(new Date(iso));
  const part = (type: string) => parts.find((found) => found.type === type)?.value ?? "";
  return {
    date: `${part("year")}-${part("month")}-${part("day")}`,
    time: `${part("hour")}-${part("minute")}`,
  };
}

function fieldText(field: NameField, { generation, asset, timeZone }: Named): string {
  switch (field) {
    case "prompt":
      return Array.from(
        generationTitle(generation)
          .slice(0, 500)
          .replace(/[.\s]+/g, " ")
          .trim(),
      )
        .slice(0, maxTitleCharacters)
        .join("")
        .trim();
    case "model":
      return generation.source.name;
    case "date":
    case "time":
      return moment(generation.createdAt, timeZone)[field];
    case "n":
      return String(asset.position + 1);
    case "seed": {
      const seed = generation.request.kind === "model" ? generation.request.parameters.seed : undefined;
      return seed === undefined || seed < 0 ? "" : String(seed);
    }
    case "size":
      return asset.widthPixels && asset.heightPixels ? `${asset.widthPixels}x${asset.heightPixels}` : "";
    case "person":
      return generation.personName;
    case "session":
      return generation.sessionName ?? "";
    case "id":
      return generation.id.slice(0, 8);
  }
}

const isNameField = (text: string): text is NameField => Object.hasOwn(nameFields, text);

/** Words in braces that no field is called by; a template that has some is told so. */
export function unknownNameFields(template: string): string[] {
  return [...template.matchAll(/\{([^{}]*)\}/g)]
    .map(([, name = ""]) => name)
    .filter((name) => !isNameField(name));
}

/**
 * An asset's path in an archive, or with folders left out its own name, by a template such as "{date}/{prompt}_{n}". Only a
 * slash of the template itself makes a folder; whatever a field holds stays within its name.
 */
export function assetFileName(
  template: string,
  named: Named & { asset: Pick<Asset, "position" | "widthPixels" | "heightPixels" | "contentType" | "url"> },
  hasFolders = false,
): string {
  const ending = fileEnding(named.asset);
  const filled = (part: string) =>
    part
      .replace(/\{([^{}]*)\}/g, (whole, name: string) =>
        isNameField(name) ? safeName(fieldText(name, named)).slice(0, maxFieldCharacters) : whole,
      )
      // A field without a value leaves no double divider behind.
      .replace(/([_\s-])[_\s-]*\1/g, "$1")
      .replace(/^[_\s-]+|[_\s-]+$/g, "");
  const parts = (template.slice(0, maxNameTemplateCharacters) || usualNameTemplate).split("/");
  const last = parts.pop() ?? "";
  const name =
    safeName(filled(last), maxNameBytes - ending.length - 1) || `asset ${named.asset.position + 1}`;
  const folders = hasFolders
    ? parts
        .slice(0, 4)
        .map((part) => safeName(filled(part), 60))
        .filter((part) => part !== "")
    : [];
  return [...folders, `${name}.${ending}`].join("/");
}

/** Hands out each path once; Windows and macOS take "A.png" and "a.png" for the same file. */
export function uniquePaths(): (path: string) => string {
  const taken = new Set<string>();
  return (path) => {
    const [, stem = path, ending = ""] = /^(.*?)(\.[^./]*)?$/s.exec(path) ?? [];
    let free = path;
    for (let count = 2; taken.has(free.toLowerCase()); count += 1) free = `${stem} (${count})${ending}`;
    taken.add(free.toLowerCase());
    return free;
  };
}

/** Every setting asked and run, as a manifest lists them. */
export function settingsOf(
  generation: Generation,
): Record<string, { asked: string | null; ran: string | null }> {
  return Object.fromEntries(receiptOf(generation).map(({ label, asked, ran }) => [label, { asked, ran }]));
}

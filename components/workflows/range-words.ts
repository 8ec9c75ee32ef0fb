import type { InputControl } from "@/lib/browser/input-control";

type Range = Pick<Extract<InputControl, { kind: "number" }>, "min" | "max" | "above" | "below">;

/** What a number may be, in a sentence; empty where it may be any. */
export function rangeWords({ min, max, above, below }: Range): string {
  if (min !== null && max !== null && above === null && below === null) return `${min} to ${max}.`;
  const parts = [
    min === null ? "" : `at least ${min}`,
    above === null ? "" : `more than ${above}`,
    max === null ? "" : `at most ${max}`,
    below === null ? "" : `less than ${below}`,
  ].filter(Boolean);
  return asSentence(parts.join(", "));
}

/** How many entries a list takes, in a sentence; empty where any number will do. */
export function countWords(min: number, max: number | null, one = "file", more = "files"): string {
  const counted = (count: number) => `${count} ${count === 1 ? one : more}`;
  if (max === null) return min > 1 ? `At least ${counted(min)}.` : "";
  if (min > 0 && min < max) return `${min} to ${counted(max)}.`;
  return min === max ? `${counted(max)}.` : `At most ${counted(max)}.`;
}

const kindWords: Readonly<Record<string, string>> = {
  "image/*": "pictures",
  "video/*": "clips",
  "audio/*": "sounds",
};

/** Which files are taken, in a sentence; empty where any will do. */
export function fileTypeRule(types: readonly string[]): string {
  if (types.length === 0 || types.includes("*/*")) return "";
  const words = types.map((type) => kindWords[type] ?? type.split("/").at(-1)?.toUpperCase() ?? type);
  return `Takes ${words.join(", ")}.`;
}

function asSentence(words: string): string {
  return words === "" ? "" : `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

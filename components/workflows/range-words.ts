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

/** Between which numbers the arrow keys move: where a bound itself is not allowed, they end a step before it. */
export function stepBounds({ min, max, above, below, step }: Range & { step: number }): {
  min?: number;
  max?: number;
} {
  // 0.3 + 0.1 is not 0.4 to a computer.
  const plain = (number: number) => Math.round(number * 1e6) / 1e6;
  const lowest = Math.max(
    min ?? Number.NEGATIVE_INFINITY,
    above === null ? Number.NEGATIVE_INFINITY : plain(above + step),
  );
  const highest = Math.min(
    max ?? Number.POSITIVE_INFINITY,
    below === null ? Number.POSITIVE_INFINITY : plain(below - step),
  );
  return {
    ...(Number.isFinite(lowest) ? { min: lowest } : {}),
    ...(Number.isFinite(highest) ? { max: highest } : {}),
  };
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

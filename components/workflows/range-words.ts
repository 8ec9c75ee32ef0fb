import type { InputControl } from "./input-control";

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

/** How many files a list takes, in a sentence; empty where any number will do. */
export function countWords(min: number, max: number | null): string {
  if (max !== null) return min > 0 && min < max ? `${min} to ${max} files.` : filesAtMost(min, max);
  return min > 1 ? `At least ${min} files.` : "";
}

function filesAtMost(min: number, max: number): string {
  const files = max === 1 ? "1 file" : `${max} files`;
  return min === max ? `${files}.` : `At most ${files}.`;
}

function asSentence(words: string): string {
  return words === "" ? "" : `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** The number somebody typed: null for nothing, undefined for what is no number yet, such as "-" or "1e". */
export function numberFromText(text: string): number | null | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  // Half the world's keyboards have a comma where this one has a point.
  const plain = trimmed.replace(/^(-?\d*),(\d*)$/, "$1.$2");
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(plain)) return undefined;
  const number = Number(plain);
  return Number.isFinite(number) ? number : undefined;
}

/** Digits without separators, which a seed would not survive. */
export function textFromNumber(number: number | null): string {
  if (number === null) return "";
  return String(Number.isInteger(number) ? number : Math.round(number * 1e6) / 1e6);
}

/** One step from `from`, on the grid of steps and within the bounds. */
export function steppedNumber(
  from: number | null,
  steps: number,
  { step, min, max }: { step: number; min?: number | undefined; max?: number | undefined },
): number {
  const bounded = (number: number) =>
    Math.min(Math.max(number, min ?? Number.NEGATIVE_INFINITY), max ?? Number.POSITIVE_INFINITY);
  const next = bounded((from ?? bounded(0)) + steps * step);
  // 0.1 + 0.2 is not 0.3 to a computer.
  return Number.isInteger(next) ? next : Math.round(next * 1e6) / 1e6;
}

import {
  type ParameterDefinition,
  type ParameterKey,
  parameterDefinition,
  parameterDefinitions,
  parameterKeys,
} from "./parameters";
import { type Parameters, type ParameterValue, parameterSchema } from "./request";

/** Width and height are swept together: one alone only distorts. */
export type SweepKey = ParameterKey | "size";

export interface SweepValue {
  /** As the axis of the grid names it. */
  label: string;
  parameters: Partial<Parameters>;
}

export interface Sweep {
  values: SweepValue[];
  /** What could not be read, each in a sentence; the rest stays. */
  problems: string[];
}

/** More on one axis than anybody looks through, and a guard against "1..1000000". */
export const maxSweepValues = 100;

/** What can be swept, in the order of the form. The prompt has its own way: choices within braces. */
export const sweepKeys: readonly SweepKey[] = [
  "size",
  ...parameterKeys.filter((key) => {
    const { kind } = parameterDefinition(key).shape;
    return key !== "width" && key !== "height" && kind !== "text" && kind !== "effects";
  }),
];

export function sweepLabel(key: SweepKey): string {
  return key === "size" ? "Size" : parameterDefinition(key).label;
}

/** The values to tick, where there are only a few; null where they are typed. */
export function sweepChoices(key: SweepKey): string[] | null {
  if (key === "size") return null;
  const { shape } = parameterDefinition(key);
  return shape.kind === "choice" ? [...shape.choices] : shape.kind === "toggle" ? ["on", "off"] : null;
}

/** What to type, as an example of the axis itself. */
export function sweepExample(key: SweepKey): string {
  if (key === "size") return "1024x1024, 768x1344";
  const { shape } = parameterDefinition(key);
  if (shape.kind === "number") return shape.max === 1 ? "0.2..0.8 step 0.2" : "2, 3.5, 5";
  if (shape.kind === "seed") return "1..4";
  return key === "batchSize" ? "1, 2, 4" : "20..60 step 10";
}

const number = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)`;
const rangePattern = new RegExp(
  String.raw`^(${number})\s*(?:\.\.|…|\bto\b)\s*(${number})(?:\s*(?:step|by)\s*(${number}))?$`,
  "i",
);
const numberPattern = new RegExp(`^${number}$`);

// Adding 0.1 ten times is not 1: twelve digits are more than any parameter means.
const tidy = (value: number) => Number(value.toPrecision(12));

/** The numbers of "20..60 step 10", from the first to the last that is not beyond the end, in either direction. */
function rangeNumbers(from: number, to: number, step: number): number[] | null {
  const size = Math.abs(step);
  if (size === 0) return null;
  const steps = Math.floor(Math.abs(to - from) / size + 1e-9);
  if (steps >= maxSweepValues) return null;
  const direction = to < from ? -1 : 1;
  return Array.from({ length: steps + 1 }, (_, index) => tidy(from + direction * index * size));
}

/** The numbers that one token stands for, itself or those of a range; or why it stands for none. */
export function numbersOf(token: string, usualStep: number): number[] | string {
  const range = rangePattern.exec(token);
  if (!range) return numberPattern.test(token) ? [Number(token)] : `“${token}” is no number.`;
  return (
    rangeNumbers(Number(range[1]), Number(range[2]), Number(range[3] ?? usualStep)) ??
    `“${token}” has no end, or more than ${maxSweepValues} values.`
  );
}

/** One typed value of a parameter, or a sentence about it. Units and words for on and off are understood. */
export function readValue(
  definition: ParameterDefinition,
  text: string,
): { value: ParameterValue } | { problem: string } {
  const { label, shape, unit } = definition;
  let typed: unknown = text.trim();
  if (shape.kind === "toggle") {
    const word = text.trim().toLowerCase();
    if (["on", "yes", "true", "1", "x"].includes(word)) typed = true;
    else if (["off", "no", "false", "0"].includes(word)) typed = false;
    else return { problem: `${label} is on or off, not “${text.trim()}”.` };
  } else if (shape.kind === "choice") typed = text.trim().toLowerCase();
  else if (shape.kind === "effects") return { problem: `${label} cannot be written as text.` };
  else if (shape.kind !== "text") {
    const bare = unit && text.trim().endsWith(unit) ? text.trim().slice(0, -unit.length).trim() : text.trim();
    if (shape.kind === "seed" && bare.toLowerCase() === "random") typed = -1;
    else if (!numberPattern.test(bare))
      return { problem: `${label} must be a number, not “${text.trim()}”.` };
    else typed = Number(bare);
  }
  const parsed = parameterSchema(definition).safeParse(typed);
  if (parsed.success) return { value: parsed.data as ParameterValue };
  return { problem: `${label} ${parsed.error.issues[0]?.message ?? "is not right"}: “${text.trim()}”.` };
}

/** A size such as "1024x768" or "1024 × 768 px". */
export function readSize(text: string): { width: number; height: number } | null {
  const found = /^(\d{1,6})\s*[x×*]\s*(\d{1,6})(?:\s*px)?$/i.exec(text.trim());
  const [width, height] = [Number(found?.[1]), Number(found?.[2])];
  return width > 0 && height > 0 ? { width, height } : null;
}

function readToken(key: SweepKey, token: string): SweepValue[] | string {
  if (key === "size") {
    const size = readSize(token);
    return size
      ? [{ label: `${size.width}×${size.height}`, parameters: size }]
      : `A size is written like 1024x768, not “${token}”.`;
  }
  const definition = parameterDefinition(key);
  const isNumeric = ["integer", "number", "seed"].includes(definition.shape.kind);
  const range = isNumeric ? rangePattern.exec(token) : null;
  const tokens = range
    ? rangeNumbers(
        Number(range[1]),
        Number(range[2]),
        Number(range[3] ?? (definition.shape.kind === "number" ? definition.shape.step : 1)),
      )
    : [token];
  if (tokens === null) return `“${token}” has no end, or more than ${maxSweepValues} values.`;
  const values: SweepValue[] = [];
  for (const each of tokens) {
    const read = readValue(definition, String(each));
    if ("problem" in read) return read.problem;
    const { value } = read;
    const label =
      typeof value === "boolean" ? (value ? "on" : "off") : JSON.stringify(value).replaceAll('"', "");
    values.push({
      label: key === "seed" && value === -1 ? "random" : label,
      parameters: { [key]: value },
    });
  }
  return values;
}

/** The values of an axis as typed: a list, ranges, or both; each value once, in the order of writing. */
export function readSweep(key: SweepKey, text: string): Sweep {
  const values = new Map<string, SweepValue>();
  const problems: string[] = [];
  const tokens = text
    .split(/[,;\n]+/)
    .map((token) => token.trim())
    .filter(Boolean);
  for (const token of tokens) {
    const read = readToken(key, token);
    if (typeof read === "string") problems.push(read);
    else for (const value of read) values.set(value.label, value);
  }
  const all = [...values.values()];
  if (all.length > maxSweepValues)
    problems.push(`Only the first ${maxSweepValues} of ${all.length} values are used.`);
  return { values: all.slice(0, maxSweepValues), problems };
}

/** Whether a model asks for what is swept; its price and its results would otherwise be the same in every row. */
export function canSweep(key: SweepKey, fieldKeys: ReadonlySet<ParameterKey>): boolean {
  return key === "size" ? fieldKeys.has("width") && fieldKeys.has("height") : fieldKeys.has(key);
}

/** The parameter a person means by a column's name: its label or its key, in any spelling of case and spaces. */
export function parameterNamed(name: string): ParameterKey | null {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9/]/g, "");
  const wanted = plain(name);
  return (
    parameterKeys.find((key) => plain(key) === wanted || plain(parameterDefinitions[key].label) === wanted) ??
    null
  );
}

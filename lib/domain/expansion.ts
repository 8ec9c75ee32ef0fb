import { maxPromptCharacters } from "./parameters";

/**
 * What a prompt with choices stands for. `{red|blue}` is one of its options, options may hold choices themselves, and
 * `__biome__` is one line of the list of that name. In a sheet `{biome}` is the row's cell of that column; elsewhere
 * braces without a bar are only braces, because prompts written as JSON are full of them. A backslash makes `{`, `|`,
 * `}`, `_` and itself plain.
 */
type Part =
  | { kind: "text"; text: string }
  | Choice
  | { kind: "list"; name: string; source: string }
  | Variable;

interface Choice {
  kind: "choice";
  options: Part[][];
}

interface Variable {
  kind: "variable";
  name: string;
  /** The braces as written, for where no sheet fills them. */
  inside: Part[];
}

/** Lines by the list's name, in lower case. Lines may hold choices and other lists. */
export type PromptLists = ReadonlyMap<string, readonly string[]>;

export interface Expansion {
  /** In the order of writing, the last choice varying first; none twice. */
  prompts: string[];
  /** How many there are altogether, repeats included; a large number stands for any larger one. */
  total: number;
  /** More than the limit: `prompts` holds only the first. */
  isTooMany: boolean;
  /** Names between double underscores that no list has, or that lead back to themselves. */
  missingLists: string[];
}

interface ExpansionOptions {
  lists: PromptLists;
  /** What the cells of a sheet's row say, by the column's name in lower case. */
  variables?: ReadonlyMap<string, string>;
  limit: number;
}

// Deeper than anybody nests by hand: what lies below is text, so that no prompt overflows the stack.
const deepestNesting = 24;
// Lists within lists; each level may multiply what the one before it makes.
const deepestList = 4;
const countLimit = 1_000_000_000;

const listName = /__([a-z0-9](?:[a-z0-9 -]|_(?!_))*)__/iy;
const columnName = /^\s*\p{L}[\p{L}\p{N} _-]{0,60}\s*$/u;
const escapable = new Set(["{", "}", "|", "\\", "_"]);

/** The position of the brace that closes each brace; what is never closed is text. */
function closings(text: string): Map<number, number> {
  const open: number[] = [];
  const found = new Map<number, number>();
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === "\\" && escapable.has(text[at + 1] ?? "")) at += 1;
    else if (text[at] === "{") open.push(at);
    else if (text[at] === "}") {
      const start = open.pop();
      if (start !== undefined) found.set(start, at);
    }
  }
  return found;
}

function partsOf(template: string): Part[] {
  const closes = closings(template);

  /** The alternatives between two positions; a bar outside every brace divides nothing. */
  const read = (from: number, to: number, depth: number): Part[][] => {
    const options: Part[][] = [];
    let parts: Part[] = [];
    let text = "";
    const endText = () => {
      if (text !== "") parts.push({ kind: "text", text });
      text = "";
    };
    for (let at = from; at < to; at += 1) {
      const character = template[at] ?? "";
      const close = character === "{" && depth < deepestNesting ? closes.get(at) : undefined;
      if (character === "\\" && escapable.has(template[at + 1] ?? "")) {
        text += template[at + 1];
        at += 1;
      } else if (close !== undefined && close < to) {
        const inside = read(at + 1, close, depth + 1);
        const [only = []] = inside;
        const name = template.slice(at + 1, close);
        endText();
        if (inside.length > 1) parts.push({ kind: "choice", options: inside });
        else if (columnName.test(name)) parts.push({ kind: "variable", name: nameKey(name), inside: only });
        else parts.push({ kind: "text", text: "{" }, ...only, { kind: "text", text: "}" });
        at = close;
      } else if (character === "|" && depth > 0) {
        endText();
        options.push(parts);
        parts = [];
      } else {
        listName.lastIndex = at;
        const list = character === "_" ? listName.exec(template) : null;
        if (list?.[1] !== undefined && at + list[0].length <= to) {
          endText();
          parts.push({ kind: "list", name: nameKey(list[1]), source: list[0] });
          at += list[0].length - 1;
        } else text += character;
      }
    }
    endText();
    options.push(parts);
    return options;
  };

  return read(0, template.length, 0)[0] ?? [];
}

/** How names of lists and columns are compared. */
export function nameKey(name: string): string {
  return name.trim().toLowerCase();
}

/** A part that knows how many texts it stands for. */
type Counted = { count: number; at: (index: number) => string };

const constant = (text: string): Counted => ({ count: 1, at: () => text });
const capped = (count: number) => Math.min(count, countLimit);

function sequence(parts: readonly Counted[]): Counted {
  return {
    count: parts.reduce((count, part) => capped(count * part.count), 1),
    at(index) {
      let rest = index;
      let text = "";
      for (const part of parts.toReversed()) {
        text = part.at(rest % part.count) + text;
        rest = Math.floor(rest / part.count);
        // A line that names a list twice doubles with each level.
        if (text.length > maxPromptCharacters) return text.slice(0, maxPromptCharacters + 1);
      }
      return text;
    },
  };
}

function oneOf(options: readonly Counted[]): Counted {
  return {
    count: capped(options.reduce((count, option) => count + option.count, 0)),
    at(index) {
      let rest = index;
      for (const option of options) {
        if (rest < option.count) return option.at(rest);
        rest -= option.count;
      }
      return "";
    },
  };
}

/** The distinct prompts a template stands for, at most `limit` of them. */
export function expandPrompt(template: string, { lists, variables, limit }: ExpansionOptions): Expansion {
  const missing = new Set<string>();
  const known = new Map<string, Counted>();

  const counted = (parts: readonly Part[], within: readonly string[]): Counted =>
    sequence(
      parts.map((part): Counted => {
        switch (part.kind) {
          case "text":
            return constant(part.text);
          case "choice":
            return oneOf(part.options.map((option) => counted(option, within)));
          case "variable": {
            const cell = variables?.get(part.name);
            if (cell !== undefined) return constant(cell);
            return sequence([constant("{"), counted(part.inside, within), constant("}")]);
          }
          case "list": {
            const lines = lists.get(part.name);
            if (!lines || lines.length === 0 || within.includes(part.name) || within.length >= deepestList) {
              missing.add(part.name);
              return constant(part.source);
            }
            const whole = known.get(part.name);
            if (whole) return whole;
            const fresh = oneOf(lines.map((line) => counted(partsOf(line), [...within, part.name])));
            // What was cut short for going round in a circle may be whole elsewhere.
            if (within.length === 0) known.set(part.name, fresh);
            return fresh;
          }
        }
      }),
    );

  const whole = counted(partsOf(template), []);
  const prompts = new Set<string>();
  // Repeats cost nothing but must not be looked for without end.
  const looks = Math.min(whole.count, limit * 4);
  for (let index = 0; index < looks && prompts.size < limit; index += 1) prompts.add(whole.at(index));
  return {
    prompts: [...prompts],
    total: whole.count,
    isTooMany: whole.count > looks || (prompts.size === limit && whole.count > limit),
    missingLists: [...missing],
  };
}

/** The columns a template asks a sheet for, in lower case. */
export function variablesOf(template: string): string[] {
  const found = new Set<string>();
  const visit = (parts: readonly Part[]) => {
    for (const part of parts) {
      if (part.kind === "variable") found.add(part.name);
      if (part.kind === "choice") for (const option of part.options) visit(option);
    }
  };
  visit(partsOf(template));
  return [...found];
}

/** A text that stands for itself, whatever is in it. */
export function plainPrompt(text: string): string {
  return text.replace(/[\\{}|_]/g, "\\$&");
}

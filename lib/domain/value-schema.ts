import { dereference, validate } from "@cfworker/json-schema";
import type { ValueSchema } from "./workflow";

/** Characters as JSON Schema counts them: a face is one, however many units of memory it takes. */
export function characterCount(text: string): number {
  return Array.from(text).length;
}

/** What is wrong with a value, and where in it: names of fields and numbers of entries, from the outside in. */
export interface SchemaProblem {
  path: readonly string[];
  sentence: string;
}

const isObject = (value: unknown): value is ValueSchema =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string";
const isCount = (value: unknown) => typeof value === "number" && Number.isInteger(value) && value >= 0;
const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const areTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);

const typeNames = new Set(["string", "number", "integer", "boolean", "array", "object", "null"]);
const isType = (value: unknown) =>
  isText(value) ? typeNames.has(value) : areTexts(value) && value.length > 0 && value.every(isType);

// Every repeat, and a beginning that may be anywhere, may have to be tried at each place, and each part that may be missing
// doubles the ways to read a text. At these bounds the worst takes half a second; with one repeat more and a thousand letters
// it was 83 seconds (measured with `[a]*[a]*[a]*b` on Node 20).
const maxRepeats = 3;
/** How much of a value may be looked through for patterns, and for entries that are there twice: each is held against each. */
const maxSearched = 500;
const maxOptionals = (repeats: number) => (repeats < maxRepeats ? 8 : 1);

/**
 * Whether a pattern is looked for in time that grows gently with the text. A repeated group that repeats or chooses
 * inside can take forever on a text of forty letters, here as the artist types and on the server for everybody.
 */
function isPlainPattern(pattern: unknown): pattern is string {
  if (!isText(pattern) || pattern.length > 1_000) return false;
  const plain = pattern
    .replace(/\\[\s\S]/g, "_")
    .replace(/\[[^\]]*\]/g, "_")
    // What a group is for: not captured, named, looked ahead or behind.
    .replace(/\(\?(?:[:=!]|<[=!]|<\w+>)/g, "(");
  const places = plain.startsWith("^") && !plain.includes("|") ? 0 : 1;
  const repeats = places + (plain.match(/[*+]|\{\d+,\d*\}/g)?.length ?? 0);
  const optionals = plain.match(/(?<![*+}])\?/g)?.length ?? 0;
  if (/\\[1-9]|\\k</.test(pattern) || repeats > maxRepeats || optionals > maxOptionals(repeats)) return false;
  // Groups from the inside out: what repeats or chooses within one must not itself be repeated.
  for (let rest = plain; ; ) {
    const group = /\(([^()]*)\)([*+]|\{\d+,?\d*\})?/.exec(rest);
    if (!group) return canBeRead(pattern);
    const inside = group[1] ?? "";
    if (group[2] && /[*+{|?]/.test(inside)) return false;
    // Stands for the group: one that repeats inside counts as repeating itself.
    rest = rest.replace(
      group[0],
      /[*+{?]/.test(inside) || group[2] ? "_*" : inside.includes("|") ? "_|_" : "_",
    );
  }
}

function canBeRead(pattern: string): boolean {
  try {
    return new RegExp(pattern, "u").source !== "";
  } catch {
    return false;
  }
}

/** Which keywords are understood, and what each must look like to be believed; anything else says nothing. */
const sound: Readonly<Record<string, (value: unknown) => boolean>> = {
  type: isType,
  enum: (value) => Array.isArray(value) && value.length > 0,
  const: () => true,
  title: isText,
  description: isText,
  format: isText,
  default: () => true,
  contentMediaType: (value) => isText(value) || areTexts(value),
  accept: (value) => isText(value) || areTexts(value),
  minLength: isCount,
  maxLength: isCount,
  minimum: isNumber,
  maximum: isNumber,
  exclusiveMinimum: isNumber,
  exclusiveMaximum: isNumber,
  multipleOf: (value) => isNumber(value) && value > 0,
  minItems: isCount,
  maxItems: isCount,
  minContains: isCount,
  maxContains: isCount,
  minProperties: isCount,
  maxProperties: isCount,
  required: areTexts,
  dependentRequired: (value) => isObject(value) && Object.values(value).every(areTexts),
};
const schemaKeywords = new Set(
  "items additionalItems contains additionalProperties propertyNames not if then else".split(" "),
);
const schemaListKeywords = new Set("allOf anyOf oneOf prefixItems items".split(" "));
const schemaMapKeywords = new Set(
  "properties patternProperties dependentSchemas $defs definitions".split(" "),
);

// Far more than a form asks for, and an end for a schema that was made by a mistake.
const maxNodes = 5_000;
const maxDepth = 40;

/** What of a schema can be believed: keywords that are nonsense are left out, one by one. */
function soundSchema(schema: ValueSchema, isSearched: boolean): ValueSchema | null {
  let nodes = 0;
  const clean = (value: unknown, depth: number): ValueSchema | boolean | null => {
    if (typeof value === "boolean") return value;
    nodes += 1;
    if (!isObject(value) || depth > maxDepth || nodes > maxNodes) return null;
    const kept: Array<[string, unknown]> = [];
    for (const [key, each] of Object.entries(value)) {
      const isSound =
        key === "pattern"
          ? isSearched && isPlainPattern(each)
          : key === "uniqueItems"
            ? isSearched && each === true
            : key === "$ref"
              ? isLocalReference(schema, each)
              : Object.hasOwn(sound, key) && sound[key]?.(each);
      if (isSound) kept.push([key, each]);
      else if (schemaListKeywords.has(key) && Array.isArray(each)) {
        const list = each.map((one) => clean(one, depth + 1));
        // A choice of which one part is nonsense might have been the part that is meant.
        if (list.length > 0 && !list.includes(null)) kept.push([key, list]);
      } else if (schemaKeywords.has(key)) {
        const one = clean(each, depth + 1);
        if (one !== null) kept.push([key, one]);
      } else if (schemaMapKeywords.has(key) && isObject(each)) {
        const entries = Object.entries(each).flatMap(([name, one]) => {
          const isUnread = key === "patternProperties" && !(isSearched && isPlainPattern(name));
          const cleaned = isUnread ? null : clean(one, depth + 1);
          return cleaned === null ? [] : [[name, cleaned] as const];
        });
        kept.push([key, Object.fromEntries(entries)]);
      }
    }
    return olderWays(value, Object.fromEntries(kept));
  };
  const cleaned = clean(schema, 0);
  return isObject(cleaned) && nodes <= maxNodes ? cleaned : null;
}

/** Bounds that are said with `true`, `nullable` and `url`: how older drafts and OpenAPI write what newer ones say otherwise. */
function olderWays(before: ValueSchema, kept: ValueSchema): ValueSchema {
  const next = { ...kept };
  for (const [flag, bound] of [
    ["exclusiveMinimum", "minimum"],
    ["exclusiveMaximum", "maximum"],
  ] as const)
    if (before[flag] === true && isNumber(next[bound])) {
      next[flag] = next[bound];
      delete next[bound];
    }
  if (before.nullable === true && next.type !== undefined) next.type = [next.type, "null"].flat();
  // The validator's own pattern for this older word takes forever on a name of forty letters, and knows no host without a dot.
  if (next.format === "url") next.format = "uri";
  return next;
}

const partsOf = (pointer: string) =>
  pointer
    .split("/")
    .slice(1)
    .map((part) => decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~"));

function atPointer(root: ValueSchema, pointer: string): unknown {
  try {
    return partsOf(pointer).reduce<unknown>(
      (value, part) =>
        typeof value === "object" && value !== null && Object.hasOwn(value, part)
          ? (value as Record<string, unknown>)[part]
          : undefined,
      root,
    );
  } catch {
    return undefined;
  }
}

const isLocalReference = (root: ValueSchema, reference: unknown) =>
  isText(reference) && /^#(\/|$)/.test(reference) && isObject(atPointer(root, reference));

// As many as a schema of sense nests; one that only points at itself ends here.
const maxReferences = 20;

/**
 * A part of a schema as one plain description: references within the schema followed, a lone part of `allOf` taken in,
 * and of "this or null" the first. What is left unclear stays as it is.
 */
export function plainSchema(root: ValueSchema, part: unknown): ValueSchema {
  let schema = isObject(part) ? part : {};
  for (let followed = 0; followed < maxReferences; followed += 1) {
    const inner = innerOf(root, schema);
    if (inner === null) return schema;
    const { $ref: _ref, allOf: _allOf, anyOf: _anyOf, oneOf: _oneOf, ...own } = schema;
    schema = { ...inner, ...own };
  }
  return {};
}

function innerOf(root: ValueSchema, schema: ValueSchema): ValueSchema | null {
  if (isLocalReference(root, schema.$ref)) return atPointer(root, String(schema.$ref)) as ValueSchema;
  for (const parts of [schema.allOf, schema.anyOf, schema.oneOf]) {
    if (!Array.isArray(parts)) continue;
    const rest: unknown[] = parts.filter((each: unknown) => !(isObject(each) && each.type === "null"));
    // A lone value under a title is a choice of one, which the form shows as such.
    if (rest.length === 1 && isObject(rest[0]) && !("const" in rest[0])) return rest[0];
  }
  return null;
}

interface Judge {
  schema: ValueSchema;
  /** The parts of the schema, by the addresses at which the validator looks for what is referred to. */
  parts: ReturnType<typeof dereference>;
}

// Parts that each refer to the next one twice are few lines and ask for more judgements than there is time for. Each may
// lead through all that the schema says, so that a larger one has fewer.
const maxLookups = 20_000;
const maxJudgements = 1_000_000;

/** The same parts, for one judgement: who asks for them without end is stopped. */
function counted(parts: Judge["parts"]): Judge["parts"] {
  const allowed = Math.min(maxLookups, maxJudgements / Object.keys(parts).length);
  let lookups = 0;
  return new Proxy(parts, {
    get(target, address) {
      lookups += 1;
      if (lookups > allowed) throw new RangeError("This schema takes too long to judge by.");
      return target[String(address)];
    },
  });
}

function createJudge(schema: ValueSchema, isSearched: boolean): Judge | null {
  const cleaned = soundSchema(schema, isSearched);
  if (!cleaned) return null;
  try {
    return { schema: cleaned, parts: dereference(cleaned) };
  } catch {
    // A schema that cannot be read says nothing about any value; Layer has the last word.
    return null;
  }
}

// Kept with the schema itself: a form asks with every key that is pressed.
const judges = [new WeakMap<ValueSchema, Judge | null>(), new WeakMap<ValueSchema, Judge | null>()] as const;

function judgeOf(schema: ValueSchema, isSearched: boolean): Judge | null {
  const kept = judges[isSearched ? 1 : 0];
  const known = kept.get(schema);
  if (known !== undefined) return known;
  const judge = createJudge(schema, isSearched);
  kept.set(schema, judge);
  return judge;
}

/** The schema as far as it makes sense; empty where nothing of it does. */
export function readSchema(schema: ValueSchema | null): ValueSchema {
  return (schema && judgeOf(schema, true)?.schema) ?? {};
}

/** How much there is to look through: the letters of all texts and names together, and the entries. */
function sizeOf(json: unknown): number {
  if (typeof json === "string") return json.length;
  if (typeof json !== "object" || json === null) return 1;
  const entries = Array.isArray(json) ? [] : Object.keys(json);
  return [...entries, ...Object.values(json)].reduce((sum: number, each) => sum + sizeOf(each), 0);
}

/**
 * The first thing about a value that its schema does not allow; null where it is right, and also where the schema
 * makes no sense, or takes too long to judge by: then Layer alone knows.
 */
export function schemaProblem(schema: ValueSchema | null, json: unknown): SchemaProblem | null {
  const judge = schema && judgeOf(schema, sizeOf(json) <= maxSearched);
  if (!judge) return null;
  try {
    const { valid, errors } = validate(json, judge.schema, "2020-12", counted(judge.parts));
    return valid ? null : problemFrom(judge.schema, errors, json);
  } catch {
    return null;
  }
}

interface SchemaError {
  instanceLocation: string;
  keyword: string;
  keywordLocation: string;
}

/** Say only that something within is wrong; what it is follows. */
const wrappers = new Set(
  "properties patternProperties additionalProperties items prefixItems additionalItems $ref allOf if dependentSchemas propertyNames".split(
    " ",
  ),
);

function problemFrom(schema: ValueSchema, errors: readonly SchemaError[], json: unknown): SchemaProblem {
  const told = tellingError(errors);
  const path = partsOf(told.instanceLocation);
  const { parent, value } = atLocation(schema, told.keywordLocation);
  const at = path.reduce<unknown>(
    (inner, part) => (isObject(inner) || Array.isArray(inner) ? (inner as ValueSchema)[part] : undefined),
    json,
  );
  if (told.keyword === "false")
    return { path: path.slice(0, -1), sentence: `“${path.at(-1)}” is not known here.` };
  if (told.keyword === "required") {
    const missing = areTexts(value) ? value.find((name) => !(isObject(at) && Object.hasOwn(at, name))) : "";
    return { path: [...path, ...(missing ? [missing] : [])], sentence: "This is needed." };
  }
  return { path, sentence: sentenceFor(told.keyword, value, parent, at) };
}

/** The error that says most: not that a part is wrong, but what is wrong with it. */
function tellingError(errors: readonly SchemaError[]): SchemaError {
  const index = errors.findIndex(({ keyword }) => !wrappers.has(keyword));
  const first = errors[index] ?? errors[0];
  if (!first) return { instanceLocation: "#", keyword: "", keywordLocation: "#" };
  if (first.keyword !== "anyOf" && first.keyword !== "oneOf") return first;
  // Of several shapes, the one whose kind of value this is was meant.
  const within = errors.slice(index + 1);
  const shapeOf = ({ keywordLocation }: SchemaError) =>
    keywordLocation.startsWith(`${first.keywordLocation}/`)
      ? keywordLocation.slice(first.keywordLocation.length + 1).split("/", 1)[0]
      : undefined;
  const otherKind = new Set(
    within
      .filter(
        ({ keyword, instanceLocation }) =>
          ["type", "const", "enum"].includes(keyword) && instanceLocation === first.instanceLocation,
      )
      .map(shapeOf),
  );
  const meant = [...new Set(within.map(shapeOf))].filter(
    (shape) => shape !== undefined && !otherKind.has(shape),
  );
  return meant.length === 1 ? tellingError(within.filter((error) => shapeOf(error) === meant[0])) : first;
}

/** A keyword's value and the schema it stands in, where the validator says it met it: through references. */
function atLocation(root: ValueSchema, location: string): { parent: ValueSchema; value: unknown } {
  let parent = root;
  let value: unknown = root;
  for (const part of partsOf(location)) {
    if (isObject(value)) parent = value;
    value = isObject(value) || Array.isArray(value) ? (value as ValueSchema)[part] : undefined;
    if (part === "$ref" && isText(value)) value = atPointer(root, value);
  }
  return { parent, value };
}

const kindWords: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  array: "a list in square brackets",
  object: "an object in curly brackets",
  null: "null",
};

const formatWords: Readonly<Record<string, string>> = {
  date: "a day, such as 2026-03-31",
  "date-time": "a date and time, such as 2026-03-31T09:00:00Z",
  time: "a time, such as 09:00:00Z",
  email: "an e-mail address",
  uri: "a web address",
  uuid: "an id, such as 123e4567-e89b-12d3-a456-426614174000",
  color: "a colour, such as #c2502e",
};

/** How a text is to be written, in a sentence; null where its format says nothing to a person. */
export function formatHint(format: string | null): string | null {
  const words = format !== null && Object.hasOwn(formatWords, format) ? formatWords[format] : undefined;
  return words ? `${words.charAt(0).toUpperCase()}${words.slice(1)}.` : null;
}

const told = (json: unknown) => (isText(json) ? `“${json}”` : JSON.stringify(json));

function choiceWords(choices: unknown): string {
  if (!Array.isArray(choices)) return "Choose one of the list.";
  const words = choices.slice(0, 8).map(told).join(", ");
  return `This must be one of ${words}${choices.length > 8 ? " …" : ""}.`;
}

const countWords = (count: unknown, one: string, more: string) =>
  `${String(count)} ${count === 1 ? one : more}`;

function sentenceFor(keyword: string, value: unknown, parent: ValueSchema, at: unknown): string {
  switch (keyword) {
    case "type":
      return `This must be ${[value]
        .flat()
        .map((name) => kindWords[String(name)] ?? String(name))
        .join(" or ")}.`;
    case "enum":
      return choiceWords(value);
    case "const":
      return `This must be ${told(value)}.`;
    case "pattern":
      return isText(parent.description) && parent.description.length < 120
        ? `This is not written as it should be: ${parent.description}`
        : `This must be written as the pattern ${String(value)} says.`;
    case "format":
      return `This must be ${formatWords[String(value)] ?? `written as ${String(value)}`}.`;
    case "minLength":
      return `At least ${countWords(value, "character is", "characters are")} needed.`;
    case "maxLength":
      return `At most ${countWords(value, "character", "characters")}; this has ${characterCount(String(at))}.`;
    case "minimum":
      return `This must be at least ${String(value)}.`;
    case "maximum":
      return `This must be at most ${String(value)}.`;
    case "exclusiveMinimum":
      return `This must be more than ${String(value)}.`;
    case "exclusiveMaximum":
      return `This must be less than ${String(value)}.`;
    case "multipleOf":
      return `This must be a multiple of ${String(value)}.`;
    case "minItems":
      return `At least ${countWords(value, "entry is", "entries are")} needed.`;
    case "maxItems":
      return `At most ${countWords(value, "entry", "entries")}; this has ${Array.isArray(at) ? at.length : "more"}.`;
    case "uniqueItems":
      return "Each entry may be there only once.";
    case "minProperties":
      return `At least ${countWords(value, "name is", "names are")} needed.`;
    case "maxProperties":
      return `At most ${countWords(value, "name", "names")} may be given.`;
    case "dependentRequired":
      return "Something is missing that belongs with what is given.";
    case "contains":
    case "minContains":
    case "maxContains":
      return "The entries are not of the kinds that are needed.";
    case "oneOf":
    case "anyOf":
      return "This fits none of the ways in which it may be given.";
    default:
      return "The workflow's own rules do not allow this.";
  }
}

/** A problem in one sentence, with its place before it. */
export function problemSentence({ path, sentence }: SchemaProblem): string {
  if (path.length === 0) return sentence;
  const places = path.map((part) => (/^\d+$/.test(part) ? `entry ${Number(part) + 1}` : `“${part}”`));
  return `In ${places.join(", ")}: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}

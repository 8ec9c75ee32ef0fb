import { groupedDigits } from "../domain/grouped-digits";
import { isUuid } from "../domain/is-uuid";
import {
  characterCount,
  plainSchema,
  problemSentence,
  readSchema,
  type SchemaProblem,
  schemaProblem,
} from "../domain/value-schema";
import type { ValueSchema, WorkflowInput } from "../domain/workflow";
import { acceptedTypes, filesOf, isAccepted, isFileSchema } from "../domain/workflow-files";

interface Choice {
  key: string;
  label: string;
  json: unknown;
}

/** How one input of a workflow is asked for. */
export type InputControl =
  | {
      kind: "text";
      isLong: boolean;
      minCharacters: number;
      maxCharacters: number | null;
      /** How it is to be written, such as "date"; null where it may be written in any way. */
      format: string | null;
    }
  | {
      kind: "number";
      min: number | null;
      max: number | null;
      /** Bounds the number itself may not be. */
      above: number | null;
      below: number | null;
      isInteger: boolean;
      step: number;
    }
  | { kind: "toggle" }
  | { kind: "choice"; choices: Choice[] }
  /** Any of the choices, in their order. */
  | { kind: "several"; choices: Choice[]; min: number; max: number | null }
  | { kind: "file"; types: string[] }
  | { kind: "files"; types: string[]; min: number; max: number | null }
  | { kind: "lines"; min: number; max: number | null; maxCharacters: number | null }
  /** A new entry begins as `initial`. */
  | { kind: "list"; entry: InputControl; initial: FormValue; min: number; max: number | null }
  | { kind: "fields"; fields: InputPart[] }
  | {
      kind: "json";
      shape: "array" | "object" | "any";
      /** The ways in which it, or each entry of a list, may be given, such as "Box (width, height)", or the names of the only one. */
      ways: string[];
    };

/** One field within an input that holds several. */
export interface InputPart {
  name: string;
  label: string;
  description: string;
  isRequired: boolean;
  control: InputControl;
  /** What stands there until it is touched: the part's own default, where its own rules allow it. */
  initial: FormValue;
}

/** A file of the workspace that was chosen, or one on its way there. */
export interface FileValue {
  /** Null while its upload is not done. */
  fileId: string | null;
  uploadId: string | null;
  name: string;
  contentType: string;
  /** What it looks like, where this page knows. */
  thumbnail?: string | null;
}

export interface FieldsValue {
  fields: Readonly<Record<string, FormValue>>;
}

/** What stands in a field: text, number, on or off, a choice's key, a file, or several of them; null while there is nothing. */
export type FormValue = string | number | boolean | FileValue | FieldsValue | FormValue[] | null;
export type FormValues = Readonly<Record<string, FormValue>>;

export const isFile = (value: FormValue | undefined): value is FileValue =>
  typeof value === "object" && value !== null && "fileId" in value;
export const isFields = (value: FormValue | undefined): value is FieldsValue =>
  typeof value === "object" && value !== null && "fields" in value;

/**
 * What a record holds under an input's name. Layer names the inputs, so one may be called `__proto__` or `toString`,
 * which a plain look-up finds on every object.
 */
export function ownValue<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** What stands in a field of a group, or in one that nobody has touched. */
export const partValue = (
  part: Pick<InputPart, "name" | "initial">,
  fields: FieldsValue["fields"],
): FormValue => (Object.hasOwn(fields, part.name) ? (ownValue(fields, part.name) ?? null) : part.initial);

/** The values with one changed, from what is there when the change is made. */
export function withValue(
  values: FormValues,
  defaults: FormValues,
  name: string,
  change: (last: FormValue) => FormValue,
): FormValues {
  // A field that was emptied holds null, which is not the same as untouched.
  const last = Object.hasOwn(values, name) ? ownValue(values, name) : ownValue(defaults, name);
  const next = change(last ?? null);
  // Made of entries, because assigning to `__proto__` sets no key.
  return Object.fromEntries([...Object.entries(values), [name, next]]);
}

/** Every file within a value changed, wherever it stands; one that `change` gives null for is taken out. */
export function withFiles(value: FormValue, change: (file: FileValue) => FileValue | null): FormValue {
  if (isFile(value)) return change(value);
  if (Array.isArray(value))
    return value.flatMap((each) => {
      const next = withFiles(each, change);
      return isFile(each) && next === null ? [] : [next];
    });
  if (isFields(value))
    return {
      fields: Object.fromEntries(
        Object.entries(value.fields).map(([name, each]) => [name, withFiles(each, change)]),
      ),
    };
  return value;
}

const numberIn = (schema: ValueSchema, key: string) =>
  typeof schema[key] === "number" && Number.isFinite(schema[key]) ? schema[key] : null;

const textIn = (schema: ValueSchema, key: string) =>
  typeof schema[key] === "string" ? schema[key].trim() : "";

// As JSON, so that the text "3" and the number 3 are two choices.
const choiceKey = (json: unknown) => JSON.stringify(json) ?? "";

function schemaType(schema: ValueSchema): string | null {
  const type = Array.isArray(schema.type) ? schema.type.find((name) => name !== "null") : schema.type;
  return typeof type === "string" ? type : null;
}

/** The values of which one is to be chosen, with their titles; null where the schema names none. */
function schemaChoices(schema: ValueSchema, isRequired: boolean): Choice[] | null {
  const named =
    enumChoices(schema.enum) ??
    constChoices(schema.oneOf) ??
    constChoices(schema.anyOf) ??
    // Where only one value is right, it is there to be chosen instead of guessed.
    (Object.hasOwn(schema, "const") ? enumChoices([schema.const]) : null) ??
    [];
  const distinct = [...new Map(named.map((choice) => [choice.key, choice])).values()]
    // Leaving an optional input out says the same as null, and the list has a line for that.
    .filter(({ json }) => isRequired || json !== null);
  const labels = distinct.map(({ label }) => label);
  const choices = distinct.map((choice) =>
    typeof choice.json === "string" && labels.filter((label) => label === choice.label).length > 1
      ? { ...choice, label: `${choice.label} (as text)` }
      : choice,
  );
  return choices.length > 0 ? choices : null;
}

function enumChoices(members: unknown): Choice[] | null {
  if (!Array.isArray(members) || members.length === 0) return null;
  return members.map((json: unknown) => ({
    key: choiceKey(json),
    label: json === null ? "None" : typeof json === "string" ? json : choiceKey(json),
    json,
  }));
}

/** A choice written as `oneOf` or `anyOf`, which is how a schema gives its values titles. */
function constChoices(members: unknown): Choice[] | null {
  if (!Array.isArray(members) || members.length === 0) return null;
  const choices: Choice[] = [];
  for (const member of members as unknown[]) {
    if (typeof member !== "object" || member === null || !("const" in member)) return null;
    const [choice] = enumChoices([member.const]) ?? [];
    if (!choice) return null;
    const title = "title" in member && typeof member.title === "string" ? member.title.trim() : "";
    choices.push({ ...choice, label: title || choice.label });
  }
  return choices;
}

function numberBounds(schema: ValueSchema, isInteger: boolean) {
  const min = numberIn(schema, "minimum");
  const max = numberIn(schema, "maximum");
  const above = numberIn(schema, "exclusiveMinimum");
  const below = numberIn(schema, "exclusiveMaximum");
  if (!isInteger) return { min, max, above, below };
  // Among whole numbers, more than 2 is at least 3, which is plainer and which the stepper can keep to.
  return {
    min: above === null ? min : Math.max(Math.floor(above) + 1, min ?? Number.NEGATIVE_INFINITY),
    max: below === null ? max : Math.min(Math.ceil(below) - 1, max ?? Number.POSITIVE_INFINITY),
    above: null,
    below: null,
  };
}

// Beyond these a form would be a page of its own, or never end: a schema may contain itself.
const maxDepth = 3;
const maxFields = 24;

interface Part {
  root: ValueSchema;
  schema: ValueSchema;
  name: string;
  isRequired: boolean;
  depth: number;
}

const mostNames = 8;

/** The names an object holds, in a few words; empty where its schema names none. */
function heldNames({ properties }: ValueSchema): string {
  const names = typeof properties === "object" && properties !== null ? Object.keys(properties) : [];
  return names.slice(0, mostNames).join(", ") + (names.length > mostNames ? " …" : "");
}

/** The kinds of object a value may be, each by its title and the names it holds; empty where not all of them are told. */
function waysOf(root: ValueSchema, schema: ValueSchema): string[] {
  const members = [schema.oneOf, schema.anyOf].find(Array.isArray) ?? [];
  const ways = members.flatMap((member: unknown) => {
    const plain = plainSchema(root, member);
    const title = textIn(plain, "title");
    const held = heldNames(plain);
    return title && held ? [`${title} (${held})`] : title || held ? [title || `(${held})`] : [];
  });
  if (ways.length > 1 && ways.length === members.length) return ways;
  const held = members.length === 0 ? heldNames(schema) : "";
  return held ? [held] : [];
}

const countsOf = (schema: ValueSchema) => ({
  min: numberIn(schema, "minItems") ?? 0,
  max: numberIn(schema, "maxItems"),
});

function listControl({ root, schema, name, depth }: Part): InputControl {
  const items = plainSchema(root, schema.items);
  const counts = countsOf(schema);
  const choices = schemaChoices(items, true);
  if (choices) return { kind: "several", choices, ...counts };
  if (isFileSchema(items, name)) return { kind: "files", types: acceptedTypes(items), ...counts };
  if (schemaType(items) === null || Array.isArray(schema.items) || Array.isArray(schema.prefixItems))
    return { kind: "json", shape: "array", ways: [] };
  const entry = partControl({ root, schema: items, name, isRequired: true, depth: depth + 1 });
  if (entry.kind === "text" && !entry.isLong)
    return { kind: "lines", ...counts, maxCharacters: entry.maxCharacters };
  if (entry.kind === "json") return { kind: "json", shape: "array", ways: waysOf(root, items) };
  return { kind: "list", entry, initial: initialValue(entry, items), ...counts };
}

/** A part's own default as it stands in its field; null where it has none that its own rules allow. */
function initialValue(control: InputControl, schema: ValueSchema): FormValue {
  const value = formValue(control, schema.default);
  return value !== null && "json" in checkValue(control, true, value) ? value : null;
}

function fieldsControl({ root, schema, depth }: Part): InputControl {
  const properties = Object.entries(
    typeof schema.properties === "object" && schema.properties !== null ? schema.properties : {},
  );
  // A schema of which one part is open to anything is told whole, so that nothing of it is out of reach.
  const isOpen = typeof schema.additionalProperties === "object" || schema.patternProperties !== undefined;
  if (properties.length === 0 || properties.length > maxFields || isOpen || depth >= maxDepth)
    return { kind: "json", shape: "object", ways: waysOf(root, schema) };
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  return {
    kind: "fields",
    fields: properties.map(([name, part]) => {
      const plain = plainSchema(root, part);
      const isRequired = required.has(name);
      const control = partControl({ root, schema: plain, name, isRequired, depth: depth + 1 });
      return {
        name,
        label: textIn(plain, "title") || name,
        description: textIn(plain, "description"),
        isRequired,
        control,
        initial: initialValue(control, plain),
      };
    }),
  };
}

/** The control that a schema calls for. */
function partControl(part: Part): InputControl {
  const { schema, name, isRequired } = part;
  const choices = schemaChoices(schema, isRequired);
  if (choices) return { kind: "choice", choices };
  const type = schemaType(schema);
  switch (type) {
    case "boolean":
      return { kind: "toggle" };
    case "number":
    case "integer": {
      const isInteger = type === "integer";
      return {
        kind: "number",
        ...numberBounds(schema, isInteger),
        isInteger,
        step: numberIn(schema, "multipleOf") ?? (isInteger ? 1 : 0.1),
      };
    }
    case "string":
      if (isFileSchema(schema, name)) return { kind: "file", types: acceptedTypes(schema) };
      return {
        kind: "text",
        // A line cannot hold what must be several.
        isLong: (numberIn(schema, "maxLength") ?? 0) > 500 || /\\n/.test(textIn(schema, "pattern")),
        minCharacters: numberIn(schema, "minLength") ?? 0,
        maxCharacters: numberIn(schema, "maxLength"),
        format: textIn(schema, "format") || null,
      };
    case "array":
      return part.depth >= maxDepth
        ? { kind: "json", shape: "array", ways: waysOf(part.root, plainSchema(part.root, schema.items)) }
        : listControl(part);
    case "object":
      return fieldsControl(part);
    default:
      return { kind: "json", shape: "any", ways: waysOf(part.root, schema) };
  }
}

const schemaTypeOf: Readonly<Record<string, string>> = {
  string: "string",
  prompt: "string",
  text: "string",
  number: "number",
  float: "number",
  integer: "integer",
  int: "integer",
  boolean: "boolean",
  bool: "boolean",
  array: "array",
  object: "object",
};

/** What a type says by itself, where no schema does; nothing for one that is new to us. */
function schemaOfType(type: string): ValueSchema {
  const of = (name: string) => (Object.hasOwn(schemaTypeOf, name) ? { type: schemaTypeOf[name] } : {});
  return type.endsWith("[]") ? { type: "array", items: of(type.slice(0, -2)) } : of(type);
}

/**
 * The control for an input, from its type and its JSON schema. Types are an open list: one that is new to us is asked
 * for in the way its schema calls for, and else as JSON. Where type and schema disagree, the schema is the exact one.
 */
export function controlFor(
  input: Pick<WorkflowInput, "name" | "type" | "schema" | "isRequired">,
): InputControl {
  const root = readSchema(input.schema);
  const plain = plainSchema(root, root);
  const type = input.type.toLowerCase();
  const files = filesOf(input);
  if (files.holds === "several") return { kind: "files", types: files.types, ...countsOf(plain) };
  if (files.holds === "one") return { kind: "file", types: files.types };
  const schema = schemaType(plain) === null ? { ...schemaOfType(type), ...plain } : plain;
  const control = partControl({ root, schema, name: input.name, isRequired: input.isRequired, depth: 0 });
  return control.kind === "text" && type === "prompt" ? { ...control, isLong: true } : control;
}

/** A value of a request, or a default, as it stands in its field. What does not fit the field leaves it empty. */
export function formValue(control: InputControl, json: unknown): FormValue {
  if (json === null || json === undefined) return null;
  switch (control.kind) {
    case "text":
      return typeof json === "string" ? json : null;
    case "number":
      return typeof json === "number" ? json : null;
    case "toggle":
      return typeof json === "boolean" ? json : null;
    case "choice": {
      const key = choiceKey(json);
      return control.choices.some((choice) => choice.key === key) ? key : null;
    }
    case "several": {
      const keys = Array.isArray(json) ? json.map(choiceKey) : null;
      return keys?.every((key) => control.choices.some((choice) => choice.key === key)) ? keys : null;
    }
    case "file":
      return fileValue(json);
    case "files":
      return everyValue(json, fileValue);
    case "lines":
      return Array.isArray(json) && json.every((line) => typeof line === "string" && !lineBreaks.test(line))
        ? json.join("\n")
        : null;
    case "list":
      return everyValue(json, (each) => formValue(control.entry, each));
    case "fields": {
      if (typeof json !== "object" || Array.isArray(json)) return null;
      const given = json as Record<string, unknown>;
      return {
        // What is not given is not touched: it stays as it begins.
        fields: Object.fromEntries(
          control.fields
            .filter(({ name }) => Object.hasOwn(given, name))
            .map((field) => [field.name, formValue(field.control, ownValue(given, field.name))]),
        ),
      };
    }
    case "json":
      return JSON.stringify(json, null, 2);
  }
}

function everyValue(json: unknown, read: (each: unknown) => FormValue): FormValue[] | null {
  if (!Array.isArray(json)) return null;
  const values = json.map(read);
  return values.includes(null) ? null : values;
}

function fileValue(json: unknown): FileValue | null {
  return typeof json === "string" && isUuid(json)
    ? { fileId: json, uploadId: null, name: "", contentType: "" }
    : null;
}

/** What an untouched form holds: each input's own default, where its own rules allow it. */
export function defaultValues(inputs: readonly WorkflowInput[]): FormValues {
  return Object.fromEntries(
    inputs.map((input) => [
      input.name,
      defaultProblem(input) === null ? formValue(controlFor(input), input.defaultValue) : null,
    ]),
  );
}

/** Why the workflow's own default cannot be what the field begins with, in a sentence; null where it can. */
export function defaultProblem(input: WorkflowInput): string | null {
  if (input.defaultValue === null) return null;
  const value = formValue(controlFor(input), input.defaultValue);
  const checked = checkInput(input, value);
  const why =
    value === null
      ? "it is of another kind."
      : "problem" in checked
        ? lowerFirst(problemSentence(checked.problem))
        : null;
  if (why === null) return null;
  const text = JSON.stringify(input.defaultValue);
  const shown = text.length > 60 ? `${text.slice(0, 59)}…` : text;
  return `The workflow's own default, ${shown}, is not allowed by its own rules: ${why}`;
}

const lowerFirst = (sentence: string) => sentence.charAt(0).toLowerCase() + sentence.slice(1);

/** The form filled as an earlier run was asked for; what that run left out stays empty. */
export function recalledValues(
  inputs: readonly WorkflowInput[],
  asked: Readonly<Record<string, unknown>>,
): FormValues {
  return Object.fromEntries(
    inputs.map((input) => [input.name, formValue(controlFor(input), ownValue(asked, input.name))]),
  );
}

export type CheckedInput = { json: unknown } | { problem: SchemaProblem } | { isLeftOut: true };

const lineBreaks = /\r?\n/;

const wrong = (sentence: string, path: readonly string[] = []): CheckedInput => ({
  problem: { path, sentence },
});

const within = (name: string | number, { path, sentence }: SchemaProblem): CheckedInput =>
  wrong(sentence, [String(name), ...path]);

/** Whether a value is as if nothing had been given; off is an answer, and so is an entry that was added. */
function isEmpty(value: FormValue): boolean {
  if (value === null) return true;
  if (typeof value === "string") return value.trim() === "";
  if (Array.isArray(value)) return value.length === 0;
  return isFields(value) && Object.values(value.fields).every(isEmpty);
}

/** One input's value as a run gives it, or why it cannot be given. An empty input that may be is left out. */
export function checkInput(input: WorkflowInput, value: FormValue): CheckedInput {
  const checked = checkValue(controlFor(input), input.isRequired, value);
  // What a file must be is said by its type and content, which the id tells nothing of.
  if (!("json" in checked) || filesOf(input).holds !== "none") return checked;
  const problem = schemaProblem(input.schema, checked.json);
  return problem ? { problem } : checked;
}

function checkValue(control: InputControl, isRequired: boolean, value: FormValue): CheckedInput {
  const typed = typeof value === "string" ? value : "";
  if (isEmpty(value) && control.kind !== "toggle") {
    if (!isRequired) return { isLeftOut: true };
    // An object whose fields may all be empty is given as it is; else the first that may not says so.
    return control.kind === "fields" ? checkFields(control.fields, value) : wrong(emptyWords(control));
  }
  switch (control.kind) {
    case "text": {
      const length = characterCount(typed);
      if (length < control.minCharacters)
        return wrong(`At least ${control.minCharacters} characters are needed.`);
      if (control.maxCharacters !== null && length > control.maxCharacters)
        return wrong(
          `At most ${groupedDigits(control.maxCharacters)} characters; this has ${groupedDigits(length)}.`,
        );
      return { json: typed };
    }
    case "number": {
      const amount = Number(value);
      if (!Number.isFinite(amount)) return wrong(emptyWords(control));
      if (control.isInteger && !Number.isInteger(amount)) return wrong("This must be a whole number.");
      if (control.min !== null && amount < control.min) return wrong(`This must be at least ${control.min}.`);
      if (control.max !== null && amount > control.max) return wrong(`This must be at most ${control.max}.`);
      if (control.above !== null && amount <= control.above)
        return wrong(`This must be more than ${control.above}.`);
      if (control.below !== null && amount >= control.below)
        return wrong(`This must be less than ${control.below}.`);
      return { json: amount };
    }
    case "toggle":
      // Off is a value; only a switch nobody touched and that need not be set is left to the workflow.
      return value === null && !isRequired ? { isLeftOut: true } : { json: value === true };
    case "choice": {
      const choice = control.choices.find(({ key }) => key === value);
      return choice ? { json: choice.json } : wrong("Choose one of the list.");
    }
    case "several": {
      const keys = Array.isArray(value) ? value : [];
      if (keys.length < control.min) return wrong(`Choose at least ${control.min}.`);
      if (control.max !== null && keys.length > control.max) return wrong(`Choose at most ${control.max}.`);
      return { json: control.choices.filter(({ key }) => keys.includes(key)).map(({ json }) => json) };
    }
    case "file":
      return isFile(value) ? checkFile(value, control.types) : wrong(emptyWords(control));
    case "files": {
      if (!Array.isArray(value)) return wrong(emptyWords(control));
      if (value.length < control.min) return wrong(`At least ${control.min} files are needed.`);
      if (control.max !== null && value.length > control.max)
        return wrong(`At most ${control.max} files; this has ${value.length}.`);
      const fileIds: string[] = [];
      for (const file of value) {
        const checked = isFile(file) ? checkFile(file, control.types) : wrong(emptyWords(control));
        if (!("json" in checked)) return checked;
        fileIds.push(String(checked.json));
      }
      return { json: fileIds };
    }
    case "lines": {
      const lines = typed
        .split(lineBreaks)
        .map((line) => line.trim())
        .filter((line) => line !== "");
      if (lines.length < control.min) return wrong(`At least ${control.min} lines are needed.`);
      if (control.max !== null && lines.length > control.max)
        return wrong(`At most ${control.max} lines; this has ${lines.length}.`);
      const { maxCharacters } = control;
      if (maxCharacters !== null && lines.some((line) => characterCount(line) > maxCharacters))
        return wrong(`At most ${maxCharacters} characters a line.`);
      return { json: lines };
    }
    case "list": {
      const entries = Array.isArray(value) ? value : [];
      if (entries.length < control.min) return wrong(`At least ${control.min} entries are needed.`);
      if (control.max !== null && entries.length > control.max)
        return wrong(`At most ${control.max} entries; this has ${entries.length}.`);
      const json: unknown[] = [];
      for (const [index, entry] of entries.entries()) {
        const checked = checkValue(control.entry, true, entry);
        if ("problem" in checked) return within(index, checked.problem);
        if ("json" in checked) json.push(checked.json);
      }
      return { json };
    }
    case "fields":
      return checkFields(control.fields, value);
    case "json":
      return checkJson(control.shape, typed);
  }
}

function checkFields(fields: readonly InputPart[], value: FormValue): CheckedInput {
  const given: Array<[string, unknown]> = [];
  for (const part of fields) {
    const { name, control, isRequired } = part;
    const checked = checkValue(control, isRequired, partValue(part, isFields(value) ? value.fields : {}));
    if ("problem" in checked) return within(name, checked.problem);
    if ("json" in checked) given.push([name, checked.json]);
  }
  return { json: Object.fromEntries(given) };
}

function checkJson(shape: "array" | "object" | "any", typed: string): CheckedInput {
  let json: unknown;
  try {
    json = JSON.parse(typed);
  } catch (error) {
    return wrong(
      `This is not JSON yet${placeWords(typed, error)}. Texts need double quotes, and no comma follows the last entry.`,
    );
  }
  if (shape === "array" && !Array.isArray(json)) return wrong("This must be a list in square brackets.");
  if (shape === "object" && (typeof json !== "object" || json === null || Array.isArray(json)))
    return wrong("This must be an object in curly brackets.");
  return { json };
}

function checkFile({ fileId, uploadId, contentType }: FileValue, types: readonly string[]): CheckedInput {
  if (!isAccepted(types, contentType))
    return wrong(`This takes ${types.join(", ")}; the file is ${contentType}.`);
  if (fileId) return { json: fileId };
  return wrong(
    uploadId ? "Wait until the upload is done." : "The upload was interrupted; choose the file again.",
  );
}

const parsePlace = /line (\d+) column (\d+)/;
const parsePosition = /at position (\d+)/;

/** Where a text stops being JSON, in the browsers that say it. */
function placeWords(text: string, error: unknown): string {
  const message = error instanceof Error ? error.message : "";
  if (message.startsWith("Unexpected end")) return ": it ends too early";
  const position = parsePosition.exec(message)?.[1];
  if (position !== undefined) {
    const before = text.slice(0, Number(position)).split("\n");
    return `: look at line ${before.length}, character ${(before.at(-1) ?? "").length + 1}`;
  }
  const [, line, column] = parsePlace.exec(message) ?? [];
  return line && column ? `: look at line ${line}, character ${column}` : "";
}

function emptyWords(control: InputControl): string {
  switch (control.kind) {
    case "file":
      return "Choose a file.";
    case "files":
      return control.min > 1 ? `At least ${control.min} files are needed.` : "Choose a file.";
    case "choice":
      return "Choose one of the list.";
    case "several":
      return `Choose at least ${Math.max(control.min, 1)}.`;
    case "list":
      return `At least ${control.min > 1 ? `${control.min} entries are` : "one entry is"} needed.`;
    case "number":
      return "Give a number.";
    default:
      return "This is needed.";
  }
}

export interface CheckedForm {
  /** What is wrong, by input name. */
  problems: Readonly<Record<string, SchemaProblem>>;
  /** What a run would be given, without the inputs that have problems. */
  inputs: Record<string, unknown>;
}

/** The whole form as a run gives it. */
export function checkInputs(inputs: readonly WorkflowInput[], values: FormValues): CheckedForm {
  // Entries, because assigning to an input's name would set no key where it is `__proto__`.
  const problems: Array<[string, SchemaProblem]> = [];
  const given: Array<[string, unknown]> = [];
  for (const input of inputs) {
    const checked = checkInput(input, ownValue(values, input.name) ?? null);
    if ("problem" in checked) problems.push([input.name, checked.problem]);
    else if ("json" in checked) given.push([input.name, checked.json]);
  }
  return { problems: Object.fromEntries(problems), inputs: Object.fromEntries(given) };
}

import { groupedDigits } from "@/lib/domain/grouped-digits";
import { isUuid } from "@/lib/domain/is-uuid";
import type { ValueSchema, WorkflowInput } from "@/lib/domain/workflow";

/** How one input of a workflow is asked for. */
export type InputControl =
  | { kind: "text"; isLong: boolean; minCharacters: number; maxCharacters: number | null }
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
  | { kind: "choice"; choices: Array<{ key: string; label: string; json: unknown }> }
  | { kind: "file" }
  | { kind: "files"; min: number; max: number | null }
  | { kind: "lines"; min: number; max: number | null; maxCharacters: number | null }
  | { kind: "json"; shape: "array" | "object" | "any" };

/** A file of the workspace that was chosen, or one on its way there. */
export interface FileValue {
  /** Null while its upload is not done. */
  fileId: string | null;
  uploadId: string | null;
  name: string;
  contentType: string;
}

/** What stands in a field: text, number, on or off, a choice's key, a file or several; null while there is nothing. */
export type FormValue = string | number | boolean | FileValue | FileValue[] | null;
export type FormValues = Readonly<Record<string, FormValue>>;

/**
 * What a record holds under an input's name. Layer names the inputs, so one may be called `__proto__` or `toString`,
 * which a plain look-up finds on every object.
 */
export function ownValue<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

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

const numberIn = (schema: ValueSchema, key: string) =>
  typeof schema[key] === "number" && Number.isFinite(schema[key]) ? schema[key] : null;

function choiceKey(json: unknown): string {
  return typeof json === "string" ? json : JSON.stringify(json);
}

function schemaType(schema: ValueSchema): string | null {
  const type = Array.isArray(schema.type) ? schema.type.find((name) => name !== "null") : schema.type;
  return typeof type === "string" ? type : null;
}

type Choice = Extract<InputControl, { kind: "choice" }>["choices"][number];

/** The values of which one is to be chosen, with their titles; null where the schema names none. */
function schemaChoices(schema: ValueSchema, isRequired: boolean): Choice[] | null {
  const choices = (enumChoices(schema.enum) ?? constChoices(schema.oneOf) ?? constChoices(schema.anyOf) ?? [])
    // Leaving an optional input out says the same as null, and the list has a line for that.
    .filter(({ json }) => isRequired || json !== null);
  return choices.length > 0 ? choices : null;
}

function enumChoices(members: unknown): Choice[] | null {
  if (!Array.isArray(members) || members.length === 0) return null;
  return members.map((json: unknown) => ({
    key: choiceKey(json),
    label: json === null ? "None" : choiceKey(json),
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

/** A number's bounds; the older drafts of JSON Schema say with `true` that the bound itself is not allowed. */
function numberBounds(schema: ValueSchema, isInteger: boolean) {
  const isMinExclusive = schema.exclusiveMinimum === true;
  const isMaxExclusive = schema.exclusiveMaximum === true;
  const min = isMinExclusive ? null : numberIn(schema, "minimum");
  const max = isMaxExclusive ? null : numberIn(schema, "maximum");
  const above = numberIn(schema, isMinExclusive ? "minimum" : "exclusiveMinimum");
  const below = numberIn(schema, isMaxExclusive ? "maximum" : "exclusiveMaximum");
  if (!isInteger) return { min, max, above, below };
  // Among whole numbers, more than 2 is at least 3, which is plainer and which the stepper can keep to.
  return {
    min: above === null ? min : Math.max(Math.floor(above) + 1, min ?? Number.NEGATIVE_INFINITY),
    max: below === null ? max : Math.min(Math.ceil(below) - 1, max ?? Number.POSITIVE_INFINITY),
    above: null,
    below: null,
  };
}

/**
 * The control for an input, from its type and its JSON schema. Types are an open list: one that is new to us is asked
 * for in the way its schema calls for, and else as JSON.
 */
export function controlFor(input: Pick<WorkflowInput, "type" | "schema" | "isRequired">): InputControl {
  const schema = input.schema ?? {};
  const type = input.type.toLowerCase();
  if (type === "file[]" || (type === "file" && schemaType(schema) === "array"))
    return { kind: "files", min: numberIn(schema, "minItems") ?? 0, max: numberIn(schema, "maxItems") };
  if (type === "file") return { kind: "file" };
  const choices = schemaChoices(schema, input.isRequired);
  if (choices) return { kind: "choice", choices };
  const known = ["string", "prompt", "number", "integer", "boolean", "array", "object"].includes(type)
    ? type
    : (schemaType(schema) ?? type);
  switch (known) {
    case "boolean":
      return { kind: "toggle" };
    case "number":
    case "integer": {
      const isInteger = known === "integer" || schemaType(schema) === "integer";
      return {
        kind: "number",
        ...numberBounds(schema, isInteger),
        isInteger,
        step: isInteger ? 1 : 0.1,
      };
    }
    case "string":
    case "prompt":
      return {
        kind: "text",
        isLong: type === "prompt" || (numberIn(schema, "maxLength") ?? 0) > 500,
        minCharacters: numberIn(schema, "minLength") ?? 0,
        maxCharacters: numberIn(schema, "maxLength"),
      };
    case "array": {
      const items =
        typeof schema.items === "object" && schema.items !== null ? (schema.items as ValueSchema) : {};
      // A choice of several, or a list of anything but texts, is beyond one line each.
      if (schemaType(items) === "string" && !Array.isArray(items.enum) && items.format !== "uuid")
        return {
          kind: "lines",
          min: numberIn(schema, "minItems") ?? 0,
          max: numberIn(schema, "maxItems"),
          maxCharacters: numberIn(items, "maxLength"),
        };
      return { kind: "json", shape: "array" };
    }
    case "object":
      return { kind: "json", shape: "object" };
    default:
      return { kind: "json", shape: "any" };
  }
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
    case "file":
      return fileValue(json);
    case "files": {
      if (!Array.isArray(json)) return null;
      const files = json.map(fileValue).filter((file) => file !== null);
      return files.length === json.length ? files : null;
    }
    case "lines":
      return Array.isArray(json) && json.every((line) => typeof line === "string") ? json.join("\n") : null;
    case "json":
      return JSON.stringify(json, null, 2);
  }
}

function fileValue(json: unknown): FileValue | null {
  return typeof json === "string" && isUuid(json)
    ? { fileId: json, uploadId: null, name: "", contentType: "" }
    : null;
}

/** What an untouched form holds: each input's own default. */
export function defaultValues(inputs: readonly WorkflowInput[]): FormValues {
  return Object.fromEntries(
    inputs.map((input) => [input.name, formValue(controlFor(input), input.defaultValue)]),
  );
}

/** The form filled as an earlier run was asked for; what that run left out stays empty. */
export function recalledValues(
  inputs: readonly WorkflowInput[],
  asked: Readonly<Record<string, unknown>>,
): FormValues {
  return Object.fromEntries(
    inputs.map((input) => [input.name, formValue(controlFor(input), ownValue(asked, input.name))]),
  );
}

export type CheckedInput = { json: unknown } | { error: string } | { isLeftOut: true };

const lineBreaks = /\r?\n/;

/** One field's value as a run gives it, or why it cannot be given, in a sentence. An empty field that may be is left out. */
export function checkInput(input: WorkflowInput, value: FormValue): CheckedInput {
  const control = controlFor(input);
  const typed = typeof value === "string" ? value : "";
  const isEmpty =
    value === null ||
    (typeof value === "string" && value.trim() === "") ||
    (Array.isArray(value) && value.length === 0);
  if (isEmpty && control.kind !== "toggle")
    return input.isRequired ? { error: emptyWords(control) } : { isLeftOut: true };
  switch (control.kind) {
    case "text": {
      if (typed.length < control.minCharacters)
        return { error: `At least ${control.minCharacters} characters are needed.` };
      if (control.maxCharacters !== null && typed.length > control.maxCharacters)
        return {
          error: `At most ${groupedDigits(control.maxCharacters)} characters; this has ${groupedDigits(typed.length)}.`,
        };
      return { json: typed };
    }
    case "number": {
      const amount = Number(value);
      if (control.isInteger && !Number.isInteger(amount)) return { error: "This must be a whole number." };
      if (control.min !== null && amount < control.min)
        return { error: `This must be at least ${control.min}.` };
      if (control.max !== null && amount > control.max)
        return { error: `This must be at most ${control.max}.` };
      if (control.above !== null && amount <= control.above)
        return { error: `This must be more than ${control.above}.` };
      if (control.below !== null && amount >= control.below)
        return { error: `This must be less than ${control.below}.` };
      return { json: amount };
    }
    case "toggle":
      // Off is a value; only a switch nobody touched and that need not be set is left to the workflow.
      return value === null && !input.isRequired ? { isLeftOut: true } : { json: value === true };
    case "choice": {
      const choice = control.choices.find(({ key }) => key === value);
      return choice ? { json: choice.json } : { error: "Choose one of the list." };
    }
    case "file": {
      if (typeof value !== "object" || value === null || Array.isArray(value))
        return { error: emptyWords(control) };
      return checkFile(value);
    }
    case "files": {
      if (!Array.isArray(value)) return { error: emptyWords(control) };
      if (value.length < control.min) return { error: `At least ${control.min} files are needed.` };
      if (control.max !== null && value.length > control.max)
        return { error: `At most ${control.max} files; this has ${value.length}.` };
      const fileIds: string[] = [];
      for (const file of value) {
        const checked = checkFile(file);
        if ("error" in checked) return checked;
        fileIds.push(checked.json);
      }
      return { json: fileIds };
    }
    case "lines": {
      const lines = typed
        .split(lineBreaks)
        .map((line) => line.trim())
        .filter((line) => line !== "");
      if (lines.length < control.min) return { error: `At least ${control.min} lines are needed.` };
      if (control.max !== null && lines.length > control.max)
        return { error: `At most ${control.max} lines; this has ${lines.length}.` };
      const { maxCharacters } = control;
      if (maxCharacters !== null && lines.some((line) => line.length > maxCharacters))
        return { error: `At most ${maxCharacters} characters a line.` };
      return { json: lines };
    }
    case "json": {
      let json: unknown;
      try {
        json = JSON.parse(typed);
      } catch (error) {
        return {
          error: `This is not JSON yet${placeWords(typed, error)}. Texts need double quotes, and no comma follows the last entry.`,
        };
      }
      if (control.shape === "array" && !Array.isArray(json))
        return { error: "This must be a list in square brackets." };
      if (control.shape === "object" && (typeof json !== "object" || json === null || Array.isArray(json)))
        return { error: "This must be an object in curly brackets." };
      return { json };
    }
  }
}

function checkFile({ fileId, uploadId }: FileValue): { json: string } | { error: string } {
  if (fileId) return { json: fileId };
  return {
    error: uploadId ? "Wait until the upload is done." : "The upload was interrupted; choose the file again.",
  };
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
    case "number":
      return "Give a number.";
    default:
      return "This is needed.";
  }
}

export interface CheckedForm {
  /** Sentences by input name. */
  errors: Readonly<Record<string, string>>;
  /** What a run would be given, without the fields that have errors. */
  inputs: Record<string, unknown>;
}

/** The whole form as a run gives it. */
export function checkInputs(inputs: readonly WorkflowInput[], values: FormValues): CheckedForm {
  // Entries, because assigning to an input's name would set no key where it is `__proto__`.
  const errors: Array<[string, string]> = [];
  const given: Array<[string, unknown]> = [];
  for (const input of inputs) {
    const checked = checkInput(input, ownValue(values, input.name) ?? null);
    if ("error" in checked) errors.push([input.name, checked.error]);
    else if ("json" in checked) given.push([input.name, checked.json]);
  }
  return { errors: Object.fromEntries(errors), inputs: Object.fromEntries(given) };
}

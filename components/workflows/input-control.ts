import { isUuid } from "@/lib/domain/is-uuid";
import type { ValueSchema, WorkflowInput } from "@/lib/domain/workflow";

/** How one input of a workflow is asked for. */
export type InputControl =
  | { kind: "text"; isLong: boolean; minCharacters: number; maxCharacters: number | null }
  | { kind: "number"; min: number | null; max: number | null; isInteger: boolean; step: number }
  | { kind: "toggle" }
  | { kind: "choice"; choices: Array<{ key: string; label: string; json: unknown }> }
  | { kind: "file" }
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

/** What stands in a field: text, number, on or off, a choice's key, a file; null while there is nothing. */
export type FormValue = string | number | boolean | FileValue | null;
export type FormValues = Readonly<Record<string, FormValue>>;

const numberIn = (schema: ValueSchema, key: string) =>
  typeof schema[key] === "number" && Number.isFinite(schema[key]) ? schema[key] : null;

function choiceKey(json: unknown): string {
  return typeof json === "string" ? json : JSON.stringify(json);
}

function schemaType(schema: ValueSchema): string | null {
  const type = Array.isArray(schema.type) ? schema.type.find((name) => name !== "null") : schema.type;
  return typeof type === "string" ? type : null;
}

/**
 * The control for an input, from its type and its JSON schema. Types are an open list: one that is new to us is asked
 * for in the way its schema calls for, and else as JSON.
 */
export function controlFor(input: Pick<WorkflowInput, "type" | "schema">): InputControl {
  const schema = input.schema ?? {};
  const type = input.type.toLowerCase();
  if (type === "file") return { kind: "file" };
  if (Array.isArray(schema.enum) && schema.enum.length > 0)
    return {
      kind: "choice",
      choices: schema.enum.map((json: unknown) => ({ key: choiceKey(json), label: choiceKey(json), json })),
    };
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
        min: numberIn(schema, "minimum"),
        max: numberIn(schema, "maximum"),
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
      return typeof json === "string" && isUuid(json)
        ? { fileId: json, uploadId: null, name: "", contentType: "" }
        : null;
    case "lines":
      return Array.isArray(json) && json.every((line) => typeof line === "string") ? json.join("\n") : null;
    case "json":
      return JSON.stringify(json, null, 2);
  }
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
    inputs.map((input) => [input.name, formValue(controlFor(input), asked[input.name])]),
  );
}

export type CheckedInput = { json: unknown } | { error: string } | { isLeftOut: true };

const lineBreaks = /\r?\n/;

/** One field's value as a run gives it, or why it cannot be given, in a sentence. An empty field that may be is left out. */
export function checkInput(input: WorkflowInput, value: FormValue): CheckedInput {
  const control = controlFor(input);
  const typed = typeof value === "string" ? value : "";
  const isEmpty = value === null || (typeof value === "string" && value.trim() === "");
  if (isEmpty && control.kind !== "toggle")
    return input.isRequired ? { error: emptyWords(control) } : { isLeftOut: true };
  switch (control.kind) {
    case "text": {
      if (typed.length < control.minCharacters)
        return { error: `At least ${control.minCharacters} characters are needed.` };
      if (control.maxCharacters !== null && typed.length > control.maxCharacters)
        return {
          error: `At most ${control.maxCharacters.toLocaleString("en-US")} characters; this has ${typed.length.toLocaleString("en-US")}.`,
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
      if (typeof value !== "object" || value === null) return { error: emptyWords(control) };
      if (value.fileId) return { json: value.fileId };
      return {
        error: value.uploadId
          ? "Wait until the upload is done."
          : "The upload was interrupted; choose the file again.",
      };
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
      } catch {
        return {
          error: "This is not JSON yet. Texts need double quotes, and no comma follows the last entry.",
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

function emptyWords(control: InputControl): string {
  switch (control.kind) {
    case "file":
      return "Choose a file.";
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
  const errors: Record<string, string> = {};
  const given: Record<string, unknown> = {};
  for (const input of inputs) {
    const checked = checkInput(input, values[input.name] ?? null);
    if ("error" in checked) errors[input.name] = checked.error;
    else if ("json" in checked) given[input.name] = checked.json;
  }
  return { errors, inputs: given };
}

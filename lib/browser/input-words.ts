import type { WorkflowInput } from "../domain/workflow";
import type { DifferenceLine } from "./draft-difference";
import {
  controlFor,
  type FormValue,
  type FormValues,
  type InputControl,
  isFields,
  isFile,
  ownValue,
} from "./input-control";

/** What stands in a field, in a few words; null where nothing does. */
export function inputWords(control: InputControl, value: FormValue): string | null {
  if (value === null || value === "") return null;
  if (isFile(value)) return value.name || "A file of this workspace";
  if (isFields(value)) {
    if (control.kind !== "fields") return null;
    const words = control.fields.flatMap((field) => {
      const inner = inputWords(field.control, ownValue(value.fields, field.name) ?? null);
      return inner === null ? [] : [`${field.label}: ${inner}`];
    });
    return words.length > 0 ? words.join(", ") : null;
  }
  if (Array.isArray(value)) {
    const entry = control.kind === "list" ? control.entry : control;
    const words = value.flatMap((each) => inputWords(entry, each) ?? []);
    return words.length > 0 ? words.join(control.kind === "list" ? " · " : ", ") : null;
  }
  if (control.kind === "choice" || control.kind === "several")
    return control.choices.find(({ key }) => key === value)?.label ?? null;
  if (typeof value === "boolean") return value ? "On" : "Off";
  return String(value);
}

/** What changes on the form when other values take the place of these, in the order of the form; empty where nothing does. */
export function inputsDifference(
  inputs: readonly WorkflowInput[],
  before: FormValues,
  after: FormValues,
): DifferenceLine[] {
  return inputs.flatMap((input) => {
    const control = controlFor(input);
    const [old, next] = [before, after].map((values) => ownValue(values, input.name) ?? null);
    if (JSON.stringify(bare(old ?? null)) === JSON.stringify(bare(next ?? null))) return [];
    const line = {
      label: input.label,
      before: inputWords(control, old ?? null),
      after: inputWords(control, next ?? null),
    };
    return line.before === null && line.after === null ? [] : [line];
  });
}

/** A file is the same by whichever name this page knows it. */
function bare(value: FormValue): unknown {
  if (isFile(value)) return value.fileId ?? value.uploadId;
  if (Array.isArray(value)) return value.map(bare);
  if (isFields(value)) return Object.entries(value.fields).map(([name, each]) => [name, bare(each)]);
  return value;
}

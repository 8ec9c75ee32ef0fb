import { type Coordinate, distinctLabels, labelOf } from "../domain/plan-grid";
import type { WorkflowRequest } from "../domain/request";
import type { SheetColumn, SheetRow } from "../domain/sheet";
import { maxSweepValues, numbersOf } from "../domain/sweep";
import { problemSentence } from "../domain/value-schema";
import type { Workflow, WorkflowInput } from "../domain/workflow";
import { checkInputs, controlFor, type FormValue, type FormValues, type InputControl } from "./input-control";
import { inputWords } from "./input-words";
import { type Found, type PlanRow, type PlanRows, type SheetFile, withOwnLabels } from "./plan-rows";

/** One input over several values, as they were typed. */
export interface InputAxis {
  name: string;
  text: string;
}

/** What the form holds, which every row has where it is not told otherwise. */
interface FormBase {
  workflow: Workflow;
  values: FormValues;
  sessionName: string;
  fileOf: (name: string) => Found<SheetFile>;
  limit: number;
}

type ReadCell = { value: FormValue } | { problem: string };

const plain = (text: string) => text.trim().toLowerCase().replace(/\s+/g, " ");
const pieces = (text: string, between: RegExp) =>
  text
    .split(between)
    .map((piece) => piece.trim())
    .filter(Boolean);

/** One cell's text as the value of an input; what the input makes of it is checked with the rest of the row. */
function readCell(control: InputControl, text: string, fileOf: FormBase["fileOf"]): ReadCell {
  switch (control.kind) {
    case "number": {
      // A table writes a thousand like this, and half the world a one: a wrong guess would be paid for.
      if (/^-?\d{1,3}(,\d{3})+$/.test(text.trim()))
        return { problem: `“${text.trim()}” is read in two ways. Write it without the comma.` };
      const number = Number(text.trim().replace(/^(-?\d+),(\d+)$/, "$1.$2"));
      return Number.isFinite(number) ? { value: number } : { problem: `“${text.trim()}” is no number.` };
    }
    case "toggle": {
      const word = plain(text);
      if (["on", "yes", "true", "1", "x"].includes(word)) return { value: true };
      if (["off", "no", "false", "0"].includes(word)) return { value: false };
      return { problem: `This is on or off, not “${text.trim()}”.` };
    }
    case "choice": {
      const key = choiceNamed(control.choices, text);
      return key ? { value: key } : { problem: `“${text.trim()}” is none of the choices.` };
    }
    case "several": {
      const keys = pieces(text, /[;\n]+/).map((piece) => ({
        piece,
        key: choiceNamed(control.choices, piece),
      }));
      const unknown = keys.find(({ key }) => key === null);
      return unknown
        ? { problem: `“${unknown.piece}” is none of the choices.` }
        : { value: keys.flatMap(({ key }) => key ?? []) };
    }
    case "file":
      return fileCell(text, fileOf);
    case "files": {
      const files = pieces(text, /[;\n]+/).map((name) => fileCell(name, fileOf));
      const wrong = files.find((file) => "problem" in file);
      return wrong ?? { value: files.flatMap((file) => ("value" in file ? [file.value] : [])) };
    }
    case "lines":
      return { value: pieces(text, /[;\n]+/).join("\n") };
    case "list":
    case "fields":
      return { problem: "Lists and groups of this kind are set on the form." };
    default:
      return { value: text };
  }
}

function choiceNamed(choices: ReadonlyArray<{ key: string; label: string }>, text: string): string | null {
  const wanted = plain(text);
  return (
    (choices.find(({ label }) => plain(label) === wanted) ?? choices.find(({ key }) => plain(key) === wanted))
      ?.key ?? null
  );
}

function fileCell(name: string, fileOf: FormBase["fileOf"]): ReadCell {
  const found = fileOf(name.trim());
  if (found.is === "looking") return { problem: `Looking for ${name.trim()}…` };
  if (found.is === "missing") return { problem: found.why };
  return { value: { ...found.thing, uploadId: null } };
}

/** Whether an input can take several values that are written as text. */
export function canVary(input: WorkflowInput): boolean {
  return !["list", "fields", "json"].includes(controlFor(input).kind);
}

/** How the values of an axis are written: numbers with commas and ranges, anything else one a line. */
function tokensOf(control: InputControl, text: string): { tokens: string[]; problems: string[] } {
  if (control.kind !== "number") return { tokens: [...new Set(pieces(text, /\n+/))], problems: [] };
  const tokens = new Set<string>();
  const problems: string[] = [];
  for (const piece of pieces(text, /[,;\n]+/)) {
    const numbers = numbersOf(piece, control.step);
    if (typeof numbers === "string") problems.push(numbers);
    else for (const number of numbers) tokens.add(String(number));
  }
  return { tokens: [...tokens], problems };
}

/** The values of an axis, each with the words it goes by, and what could not be read. */
export function readAxis(input: WorkflowInput, text: string, fileOf: FormBase["fileOf"]) {
  const control = controlFor(input);
  const { tokens, problems } = tokensOf(control, text);
  if (tokens.length > maxSweepValues)
    problems.push(`Only the first ${maxSweepValues} of ${tokens.length} values are used.`);
  const values: Array<{ label: string; value: FormValue }> = [];
  for (const token of tokens.slice(0, maxSweepValues)) {
    const read = readCell(control, token, fileOf);
    if ("problem" in read) problems.push(read.problem);
    else values.push({ label: inputWords(control, read.value) ?? token, value: read.value });
  }
  return { values, problems };
}

const withAll = (values: FormValues, own: ReadonlyArray<readonly [string, FormValue]>): FormValues =>
  Object.fromEntries([...Object.entries(values), ...own]);

function rowOf(
  { workflow, values }: FormBase,
  own: ReadonlyArray<readonly [string, FormValue]>,
  sessionName: string,
  rest: Pick<PlanRow, "label" | "line">,
  cellProblems: readonly string[] = [],
): PlanRow {
  const checked = checkInputs(workflow.inputs, withAll(values, own));
  const problems = [
    ...cellProblems,
    ...workflow.inputs.flatMap(({ name, label }) =>
      Object.hasOwn(checked.problems, name) && checked.problems[name]
        ? [`${label}: ${problemSentence(checked.problems[name])}`]
        : [],
    ),
  ];
  const request: WorkflowRequest = {
    kind: "workflow",
    workflowId: workflow.id,
    inputs: checked.inputs as WorkflowRequest["inputs"],
    sessionName: sessionName.trim() || null,
  };
  return {
    ...rest,
    modelName: workflow.name,
    prompt: "",
    request: problems.length > 0 ? null : request,
    problems,
    notes: [],
  };
}

/** A run for every value of the axes, or for every pair where there are two. */
export function variedRows(base: FormBase, axes: readonly InputAxis[]): PlanRows {
  const read = axes.flatMap((axis) => {
    const input = base.workflow.inputs.find(({ name }) => name === axis.name);
    const values = input ? readAxis(input, axis.text, base.fileOf).values : [];
    return input && values.length > 0 ? [{ input, values }] : [];
  });
  const points = read.reduce<Array<Array<{ input: WorkflowInput; label: string; value: FormValue }>>>(
    (known, { input, values }) =>
      known.flatMap((point) => values.map((value) => [...point, { input, ...value }])),
    read.length > 0 ? [[]] : [],
  );
  const kept = points.slice(0, base.limit);
  const labels = distinctLabels(
    kept.map((point) =>
      labelOf(point.map(({ input, label }): Coordinate => ({ axis: input.label, value: label }))),
    ),
  );
  return {
    rows: kept.map((point, index) =>
      rowOf(
        base,
        point.map(({ input, value }) => [input.name, value] as const),
        base.sessionName,
        { label: labels[index] ?? "", line: null },
      ),
    ),
    total: points.length,
    isTooMany: points.length > base.limit,
    promptTotal: points.length,
    problems: [],
  };
}

type InputColumn =
  | { kind: "name" | "session" }
  | { kind: "input"; input: WorkflowInput }
  | { kind: "unused"; reason: string };

function columnOf(header: string, inputs: readonly WorkflowInput[]): InputColumn {
  const name = plain(header);
  if (name === "") return { kind: "unused", reason: "has no heading" };
  const input =
    inputs.find(({ label }) => plain(label) === name) ??
    inputs.find((each) => plain(each.name).replaceAll("_", " ") === name.replaceAll("_", " "));
  if (input)
    return canVary(input) ? { kind: "input", input } : { kind: "unused", reason: "is set on the form" };
  if (name === "name" || name === "row") return { kind: "name" };
  if (name === "session") return { kind: "session" };
  return { kind: "unused", reason: "is no input of this workflow" };
}

function columnsOf(headers: readonly string[], inputs: readonly WorkflowInput[]): InputColumn[] {
  const columns: InputColumn[] = [];
  for (const header of headers) {
    const column = columnOf(header, inputs);
    const isTaken = columns.some(
      (other) =>
        other.kind === column.kind &&
        column.kind !== "unused" &&
        (other.kind !== "input" || column.kind !== "input" || other.input.name === column.input.name),
    );
    columns.push(isTaken ? { kind: "unused", reason: "means the same as a column before it" } : column);
  }
  return columns;
}

const shownColumn = (header: string, column: InputColumn): SheetColumn => ({
  header: header.trim(),
  meaning: column.kind === "input" ? { kind: "input", label: column.input.label } : column,
});

/** What a sheet's lines stand for: a run each. What a cell leaves empty is the form's. */
export function inputSheet(
  base: FormBase,
  sheet: ReadonlyArray<readonly string[]>,
): PlanRows & { columns: SheetColumn[]; lines: Array<Pick<SheetRow, "line" | "cells">> } {
  const [headers = [], ...rest] = sheet;
  const columns = columnsOf(headers, base.workflow.inputs);
  const lines = rest.flatMap((cells, index) =>
    cells.every((cell) => cell.trim() === "") ? [] : [{ line: index + 2, cells }],
  );
  const rows = lines.slice(0, base.limit).map(({ line, cells }) => {
    const problems: string[] = [];
    const own: Array<[string, FormValue]> = [];
    let name = `Row ${line}`;
    let sessionName = base.sessionName;
    for (const [at, column] of columns.entries()) {
      const cell = cells[at] ?? "";
      if (cell.trim() === "") continue;
      if (column.kind === "name") name = cell.trim();
      if (column.kind === "session") sessionName = cell.trim();
      if (column.kind !== "input") continue;
      const read = readCell(controlFor(column.input), cell, base.fileOf);
      if ("problem" in read) problems.push(`${column.input.label}: ${read.problem}`);
      else own.push([column.input.name, read.value]);
    }
    return rowOf(base, own, sessionName, { label: name, line }, problems);
  });
  return {
    columns: headers.map((header, at) => shownColumn(header, columns[at] ?? { kind: "unused", reason: "" })),
    lines,
    rows: withOwnLabels(rows),
    total: lines.length,
    isTooMany: lines.length > base.limit,
    promptTotal: lines.length,
    problems: [],
  };
}

/** The names of files that axes and sheet ask for, to be looked up. */
export function fileNamesIn(
  workflow: Workflow,
  axes: readonly InputAxis[],
  sheet: ReadonlyArray<readonly string[]>,
): string[] {
  const isOfFiles = (input: WorkflowInput | undefined) =>
    input !== undefined && ["file", "files"].includes(controlFor(input).kind);
  const typed = axes
    .filter(({ name }) => isOfFiles(workflow.inputs.find((input) => input.name === name)))
    .map(({ text }) => text);
  const [headers = [], ...rest] = sheet;
  for (const [at, column] of columnsOf(headers, workflow.inputs).entries())
    if (column.kind === "input" && isOfFiles(column.input))
      typed.push(...rest.map((cells) => cells[at] ?? ""));
  return [...new Set(typed.flatMap((text) => pieces(text, /[;\n]+/)).map((name) => name.toLowerCase()))];
}

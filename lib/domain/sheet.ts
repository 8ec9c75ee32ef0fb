import { nameKey } from "./expansion";
import { type ParameterKey, parameterDefinition } from "./parameters";
import { referenceRoleLabel, referenceRoles } from "./reference-roles";
import type { Parameters } from "./request";
import { parameterNamed, readSize, readValue } from "./sweep";

/** What a column of a sheet gives to each row. */
export type ColumnMeaning =
  | { kind: "name" }
  | { kind: "prompt" }
  | { kind: "model" }
  | { kind: "session" }
  | { kind: "size" }
  | { kind: "parameter"; key: ParameterKey }
  /** Files by name or id; without a role each has the model's likeliest. */
  | { kind: "references"; role: string | null }
  /** Fills the braces of that name in the prompt. */
  | { kind: "variable"; name: string }
  /** An input of a workflow, by its label. */
  | { kind: "input"; label: string }
  | { kind: "unused"; reason: string };

export interface SheetColumn {
  header: string;
  meaning: ColumnMeaning;
}

/** One line of a sheet, read. What a cell leaves empty is the form's. */
export interface SheetRow {
  /** As counted in a spreadsheet: the headers are line 1. */
  line: number;
  cells: readonly string[];
  name: string;
  prompt: string | null;
  modelName: string | null;
  sessionName: string | null;
  parameters: Partial<Parameters>;
  references: ReadonlyArray<{ file: string; role: string | null }>;
  variables: ReadonlyMap<string, string>;
  /** Why the row cannot be used, each in a sentence. */
  problems: string[];
}

const nameHeaders = new Set(["name", "asset", "asset name", "id"]);
const countHeaders = new Set(["count", "number", "batch", "n"]);
const referenceHeaders = new Set(["reference", "references", "ref", "refs", "file", "files"]);

function meaningOf(header: string): ColumnMeaning {
  const name = nameKey(header).replace(/[_\s]+/g, " ");
  if (name === "") return { kind: "unused", reason: "has no heading" };
  if (nameHeaders.has(name)) return { kind: "name" };
  if (name === "model") return { kind: "model" };
  if (name === "session") return { kind: "session" };
  if (name === "size") return { kind: "size" };
  if (countHeaders.has(name)) return { kind: "parameter", key: "batchSize" };
  if (referenceHeaders.has(name)) return { kind: "references", role: null };
  const key = parameterNamed(name);
  if (key === "prompt") return { kind: "prompt" };
  if (key !== null && parameterDefinition(key).shape.kind === "effects")
    return { kind: "unused", reason: "cannot be set from a sheet" };
  if (key !== null) return { kind: "parameter", key };
  const role = Object.keys(referenceRoles).find(
    (each) => each === name.replaceAll(" ", "_") || referenceRoleLabel(each).toLowerCase() === name,
  );
  if (role !== undefined) return { kind: "references", role };
  return { kind: "variable", name: nameKey(header) };
}

const sameMeaning = (a: ColumnMeaning, b: ColumnMeaning) =>
  a.kind !== "references" && a.kind !== "unused" && JSON.stringify(a) === JSON.stringify(b);

/** What each heading of the first line means. The second column of one meaning is not used, and says so. */
export function readColumns(headers: readonly string[]): SheetColumn[] {
  const columns: SheetColumn[] = [];
  for (const header of headers) {
    const meaning = meaningOf(header);
    const isTaken = columns.some((column) => sameMeaning(column.meaning, meaning));
    columns.push({
      header: header.trim(),
      meaning: isTaken ? { kind: "unused", reason: "means the same as a column before it" } : meaning,
    });
  }
  return columns;
}

/** In words, under the heading. */
export function columnWords({ meaning }: SheetColumn): string {
  switch (meaning.kind) {
    case "name":
      return "names the row";
    case "prompt":
      return "the row's prompt";
    case "model":
      return "model, by name or id";
    case "session":
      return "session";
    case "size":
      return "width × height";
    case "parameter":
      return meaning.key === "batchSize" ? "how many" : parameterDefinition(meaning.key).label;
    case "references":
      return meaning.role === null ? "files, by name or id" : `file, as ${referenceRoleLabel(meaning.role)}`;
    case "variable":
      return `{${meaning.name}} in the prompt`;
    case "input":
      return meaning.label;
    case "unused":
      return `not used: ${meaning.reason}`;
  }
}

function readRow(columns: readonly SheetColumn[], cells: readonly string[], line: number): SheetRow {
  const problems: string[] = [];
  const variables = new Map<string, string>();
  const references: Array<{ file: string; role: string | null }> = [];
  const parameters: Partial<Parameters> = {};
  const texts: Record<"name" | "prompt" | "model" | "session", string | null> = {
    name: null,
    prompt: null,
    model: null,
    session: null,
  };
  for (const [index, { meaning }] of columns.entries()) {
    const cell = (cells[index] ?? "").trim();
    // An empty cell of a variable is an answer: nothing stands in its place.
    if (meaning.kind === "variable") variables.set(meaning.name, cell);
    if (cell === "") continue;
    switch (meaning.kind) {
      case "name":
      case "prompt":
      case "model":
      case "session":
        texts[meaning.kind] = cell;
        break;
      case "size": {
        const size = readSize(cell);
        if (size) Object.assign(parameters, size);
        else problems.push(`A size is written like 1024x768, not “${cell}”.`);
        break;
      }
      case "parameter": {
        const read = readValue(parameterDefinition(meaning.key), cell);
        if ("problem" in read) problems.push(read.problem);
        else Object.assign(parameters, { [meaning.key]: read.value });
        break;
      }
      case "references":
        for (const file of cell.split(/[;\n]+/))
          if (file.trim() !== "") references.push({ file: file.trim(), role: meaning.role });
        break;
    }
  }
  const extra = cells.slice(columns.length).filter((cell) => cell.trim() !== "").length;
  if (extra > 0)
    problems.push(
      `${extra === 1 ? "A cell stands" : `${extra} cells stand`} beyond the last heading; a comma within a text needs quotes.`,
    );
  return {
    line,
    cells,
    name: texts.name ?? `Row ${line}`,
    prompt: texts.prompt,
    modelName: texts.model,
    sessionName: texts.session,
    parameters,
    references,
    variables,
    problems,
  };
}

/** A sheet's lines, the first of them its headings. Lines without any text are passed over. */
export function readSheet(lines: ReadonlyArray<readonly string[]>): {
  columns: SheetColumn[];
  rows: SheetRow[];
} {
  const [headers = [], ...rest] = lines;
  const columns = readColumns(headers);
  const rows = rest.flatMap((cells, index) =>
    cells.every((cell) => cell.trim() === "") ? [] : [readRow(columns, cells, index + 2)],
  );
  return { columns, rows };
}

/** The lines with one cell changed; lines and cells that are not there yet come to be. */
export function withCell(
  lines: ReadonlyArray<readonly string[]>,
  line: number,
  column: number,
  text: string,
): string[][] {
  const height = Math.max(lines.length, line);
  return Array.from({ length: height }, (_, at) => {
    const cells = [...(lines[at] ?? [])];
    if (at !== line - 1) return cells;
    while (cells.length <= column) cells.push("");
    cells[column] = text;
    return cells;
  });
}

import { expandPrompt, type PromptLists, variablesOf } from "../domain/expansion";
import type { Model } from "../domain/model";
import { fieldsFor, type ParameterKey, parameterDefinition, parameterKeys } from "../domain/parameters";
import { type Coordinate, distinctLabels, labelOf } from "../domain/plan-grid";
import { referenceRoleLabel } from "../domain/reference-roles";
import type { GenerationRequest, ModelRequest, Parameters } from "../domain/request";
import type { SheetRow } from "../domain/sheet";
import { canSweep, readSweep, type SweepKey, type SweepValue, sweepLabel } from "../domain/sweep";
import {
  type Draft,
  type DraftReference,
  type KnownFile,
  requestFromDraft,
  roleFor,
  rolesFor,
} from "./drafts";
import { carryOver } from "./drafts-carry";

/** One generation of a plan, as far as it stands. */
export interface PlanRow<Request extends GenerationRequest = GenerationRequest> {
  /** No two rows of a plan have the same. */
  label: string;
  modelName: string;
  prompt: string;
  /** Null where a problem keeps it from being asked for. */
  request: Request | null;
  problems: string[];
  /** What the person should know that keeps nothing from running. */
  notes: string[];
  /** The sheet's line it came from. */
  line: number | null;
}

export interface PlanRows<Request extends GenerationRequest = GenerationRequest> {
  rows: Array<PlanRow<Request>>;
  /** How many the plan would have without the limit. */
  total: number;
  isTooMany: boolean;
  /** Distinct prompts, or a product of choices too large to be written out. */
  promptTotal: number;
  /** About the plan as a whole. */
  problems: string[];
}

export interface PlanAxis {
  key: SweepKey;
  text: string;
}

const isSet = (value: unknown) =>
  value !== undefined && value !== "" && value !== -1 && !(Array.isArray(value) && value.length === 0);

/** What the form holds that this model has no use for, and what it can make only otherwise; each in a sentence. */
export function leftOutBy(model: Model, draft: Draft): string[] {
  const fields = fieldsFor(model);
  const taken = new Set(fields.map(({ key }) => key));
  const ignored = parameterKeys.filter((key) => !taken.has(key) && isSet(draft.parameters[key]));
  const untaken = draft.references.filter(
    ({ contentType }) => rolesFor(model, contentType).length === 0,
  ).length;
  const durations = fields.find(({ key }) => key === "durationSeconds")?.allowedNumbers ?? null;
  const duration = draft.parameters.durationSeconds;
  return [
    ...(ignored.length > 0
      ? [`Ignores ${ignored.map((key) => parameterDefinition(key).label.toLowerCase()).join(", ")}.`]
      : []),
    ...(untaken > 0 ? [`Takes none of ${untaken === 1 ? "the reference" : `${untaken} references`}.`] : []),
    ...(draft.mask && !model.capabilities.inpainting ? ["Has no use for the mask."] : []),
    ...(durations !== null && duration !== undefined && !durations.includes(duration)
      ? [`Makes ${durations.join(", ")} s; Layer may change ${duration} s.`]
      : []),
    ...(!model.capabilities.textPrompt && draft.parameters.prompt ? ["May not read the prompt."] : []),
  ];
}

/** The form as this model is to be asked: everything it takes, with the references in roles it has. */
function draftForModel(draft: Draft, model: Model): Draft {
  const carried = carryOver(draft, draft, model);
  return {
    ...carried,
    mask: model.capabilities.inpainting ? draft.mask : null,
    references: carried.references.filter(({ contentType }) => rolesFor(model, contentType).length > 0),
  };
}

function rowOf(
  model: Model,
  draft: Draft,
  parameters: Partial<Parameters>,
  rest: Pick<PlanRow, "label" | "line">,
) {
  const { request, blockers } = requestFromDraft(
    { ...draft, parameters: { ...draft.parameters, ...parameters } },
    model,
  );
  const problems = blockers.map(({ message }) => message);
  return {
    ...rest,
    modelName: model.name,
    prompt: request.parameters.prompt ?? "",
    request: problems.length > 0 ? null : request,
    problems,
    notes: [],
  } satisfies PlanRow<ModelRequest>;
}

/** Rows under the names they have in a sheet, each in a line and no two the same. */
export function withOwnLabels<Row extends { label: string }>(rows: readonly Row[]): Row[] {
  const labels = distinctLabels(rows.map(({ label }) => label.replace(/\s+/g, " ").slice(0, 200)));
  return rows.map((row, index) => ({ ...row, label: labels[index] ?? row.label }));
}

function listSentences(missing: readonly string[]): string[] {
  return missing.map((name) => `There is no list named “${name}”; __${name}__ stays as it is written.`);
}

interface Combined {
  draft: Draft;
  models: readonly Model[];
  axes: readonly PlanAxis[];
  lists: PromptLists;
  /** Given to every row where the form's seed is random, so that only what is swept differs; null leaves it random. */
  seed: number | null;
  limit: number;
}

const anyValue: SweepValue = { label: "any", parameters: {} };

/** Every model with every prompt and every value of the axes. */
export function combinedRows({ draft, models, axes, lists, seed, limit }: Combined): PlanRows<ModelRequest> {
  const expansion = expandPrompt(draft.parameters.prompt ?? "", { lists, limit });
  const sweeps = axes.flatMap((axis) => {
    const { values, problems } = readSweep(axis.key, axis.text);
    return values.length > 0 || problems.length > 0 ? [{ ...axis, values, problems }] : [];
  });
  const problems = listSentences(expansion.missingLists);
  let total = 0;
  let dropped = 0;
  const rows: Array<Omit<PlanRow<ModelRequest>, "label"> & { coordinates: Coordinate[] }> = [];
  for (const model of models) {
    const own = draftForModel(draft, model);
    const keys = new Set<ParameterKey>(fieldsFor(model).map(({ key }) => key));
    const seeded = seed !== null && keys.has("seed") && !isSet(own.parameters.seed) ? { seed } : {};
    // A value that the model ignores would be paid for again and again.
    const values = sweeps.map((sweep) => (canSweep(sweep.key, keys) ? sweep.values : [anyValue]));
    const points = values.reduce<SweepValue[][]>(
      (known, axis) => known.flatMap((point) => axis.map((value) => [...point, value])),
      [[]],
    );
    total += expansion.total * points.length;
    for (const prompt of expansion.prompts)
      for (const point of points) {
        if (rows.length >= limit) {
          dropped += 1;
          continue;
        }
        const { label: _none, ...row } = rowOf(
          model,
          own,
          Object.assign({ prompt, ...seeded }, ...point.map(({ parameters }) => parameters)),
          { label: "", line: null },
        );
        rows.push({
          ...row,
          coordinates: [
            { axis: "Model", value: model.name },
            ...(expansion.prompts.length > 1 ? [{ axis: "Prompt", value: prompt }] : []),
            ...sweeps.map(({ key }, index) => ({
              axis: sweepLabel(key),
              value: point[index]?.label ?? anyValue.label,
            })),
          ],
        });
      }
  }
  const labels = distinctLabels(rows.map(({ coordinates }) => labelOf(coordinates)));
  const isTooMany = expansion.isTooMany || dropped > 0;
  return {
    rows: rows.map(({ coordinates: _coordinates, ...row }, index) => ({
      ...row,
      label: labels[index] ?? "",
    })),
    total: isTooMany ? total : rows.length,
    isTooMany,
    promptTotal: expansion.isTooMany ? expansion.total : expansion.prompts.length,
    problems,
  };
}

/** What a name in a sheet was found to be: the thing itself, not found, or not known yet. */
export type Found<Thing> = { is: "found"; thing: Thing } | { is: "missing"; why: string } | { is: "looking" };

export interface SheetFile extends KnownFile {
  fileId: string;
}

interface Listed {
  draft: Draft;
  /** The form's own, for rows that name none. */
  model: Model;
  rows: readonly SheetRow[];
  lists: PromptLists;
  modelOf: (name: string) => Found<Model>;
  fileOf: (name: string) => Found<SheetFile>;
  limit: number;
}

function sheetReferences(row: SheetRow, model: Model, fileOf: Listed["fileOf"], problems: string[]) {
  const references: DraftReference[] = [];
  for (const [index, { file, role }] of row.references.entries()) {
    const found = fileOf(file);
    if (found.is === "looking") {
      problems.push(`Looking for ${file}…`);
      continue;
    }
    if (found.is === "missing") {
      problems.push(found.why);
      continue;
    }
    if (role !== null && !model.capabilities.referenceRoles.includes(role)) {
      problems.push(`${model.name} takes no file as ${referenceRoleLabel(role)}.`);
      continue;
    }
    references.push({
      ...found.thing,
      key: `${row.line}-${index}`,
      uploadId: null,
      role: role ?? roleFor(model, found.thing.contentType, references),
      weight: null,
    });
  }
  return references;
}

/** A row of the plan for each line of the sheet, and for each prompt that line stands for. */
export function sheetRows({
  draft,
  model,
  rows,
  lists,
  modelOf,
  fileOf,
  limit,
}: Listed): PlanRows<ModelRequest> {
  const planned: Array<PlanRow<ModelRequest>> = [];
  const missingLists = new Set<string>();
  let total = 0;
  let isTooMany = false;
  for (const row of rows) {
    const problems = [...row.problems];
    const found: Found<Model> =
      row.modelName === null ? { is: "found", thing: model } : modelOf(row.modelName);
    if (found.is === "missing") problems.push(found.why);
    if (found.is === "looking") problems.push(`Looking for ${row.modelName}…`);
    const own = found.is === "found" ? found.thing : model;
    const keys = new Set<ParameterKey>(fieldsFor(own).map(({ key }) => key));
    const template = row.prompt ?? draft.parameters.prompt ?? "";
    const expansion = expandPrompt(template, { lists, variables: row.variables, limit });
    for (const name of expansion.missingLists) missingLists.add(name);
    total += expansion.total;
    const base = draftForModel(draft, own);
    const references =
      row.references.length > 0 ? sheetReferences(row, own, fileOf, problems) : base.references;
    const ignored = parameterKeys.filter((key) => key in row.parameters && !keys.has(key));
    const unfilled = variablesOf(template).filter((name) => !row.variables.has(name));
    const notes = [
      ...(ignored.length > 0
        ? [
            `${own.name} ignores ${ignored.map((key) => parameterDefinition(key).label.toLowerCase()).join(", ")}.`,
          ]
        : []),
      ...unfilled.map((name) => `No column named “${name}”; {${name}} stays as it is written.`),
    ];
    if (expansion.isTooMany) isTooMany = true;
    for (const prompt of expansion.prompts) {
      if (planned.length >= limit) {
        isTooMany = true;
        break;
      }
      const made = rowOf(
        own,
        { ...base, references, sessionName: row.sessionName ?? base.sessionName },
        { ...row.parameters, prompt },
        { label: row.name, line: row.line },
      );
      const all = [...problems, ...made.problems];
      planned.push({
        ...made,
        modelName: found.is === "found" ? own.name : (row.modelName ?? own.name),
        problems: all,
        notes,
        request: all.length > 0 ? null : made.request,
      });
    }
  }
  return {
    rows: withOwnLabels(planned),
    total: isTooMany ? total : planned.length,
    isTooMany,
    promptTotal: planned.length,
    problems: listSentences([...missingLists]),
  };
}

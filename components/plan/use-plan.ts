"use client";
import { useQueries } from "@tanstack/react-query";
import { useDeferredValue, useMemo } from "react";
import { problemFrom } from "@/lib/browser/api";
import type { Draft } from "@/lib/browser/drafts";
import { promptListsOf } from "@/lib/browser/plan-lists";
import { namedFileQuery, namedModelQuery } from "@/lib/browser/plan-lookups";
import { combinedRows, sheetRows } from "@/lib/browser/plan-rows";
import type { Plan, PromptList } from "@/lib/browser/plan-store";
import { modelQuery } from "@/lib/browser/queries";
import { maxBatchRows } from "@/lib/domain/batch";
import type { Model } from "@/lib/domain/model";
import type { Problem } from "@/lib/domain/problem";
import { readSheet } from "@/lib/domain/sheet";
import { foundFrom } from "./found-from";
import { type ReadPlan, useKeptRows } from "./use-kept-rows";

/** A model that was added, as far as it has been read. */
export interface PlanModel {
  id: string;
  model: Model | null;
  problem: Problem | null;
  retry: () => void;
}

export interface PlanReading extends ReadPlan {
  models: PlanModel[];
}

/** What the plan stands for: its rows, from the form, the models, the lists and the sheet. */
export function usePlanReading(
  workspaceId: string,
  plan: Plan,
  formDraft: Draft,
  formModel: Model,
  promptLists: readonly PromptList[],
): PlanReading {
  // Hundreds of rows are made anew with every key: typing goes first.
  const draft = useDeferredValue(formDraft);
  const later = useDeferredValue(plan);
  const lists = useMemo(() => promptListsOf(promptLists), [promptLists]);
  const answers = useQueries({
    queries: plan.modelIds.map((id) => modelQuery(workspaceId, id)),
    combine: (results) => results.map(({ data, error, refetch }) => ({ data, error, refetch })),
  });
  const models: PlanModel[] = [
    { id: formModel.id, model: formModel, problem: null, retry: () => {} },
    ...plan.modelIds.map((id, index) => {
      const answer = answers[index];
      return {
        id,
        model: answer?.data ?? null,
        problem: answer?.error ? problemFrom(answer.error) : null,
        retry: () => void answer?.refetch(),
      };
    }),
  ];
  const readModels = useMemo(
    () => [formModel, ...answers.flatMap(({ data }) => data ?? [])],
    [formModel, answers],
  );

  const sheet = useMemo(() => readSheet(later.sheet), [later.sheet]);
  const modelNames = useMemo(
    () => [...new Set(sheet.rows.flatMap(({ modelName }) => modelName?.toLowerCase() ?? []))],
    [sheet],
  );
  const fileNames = useMemo(
    () => [
      ...new Set(sheet.rows.flatMap(({ references }) => references.map(({ file }) => file.toLowerCase()))),
    ],
    [sheet],
  );
  const namedModels = useQueries({
    queries: modelNames.map((name) => namedModelQuery(workspaceId, name)),
    combine: (results) => results.map(({ data, error }) => ({ data, error })),
  });
  const namedFiles = useQueries({
    queries: fileNames.map((name) => namedFileQuery(workspaceId, name)),
    combine: (results) => results.map(({ data, error }) => ({ data, error })),
  });

  const made = useMemo(() => {
    if (later.kind === "sheet")
      return sheetRows({
        draft,
        model: formModel,
        rows: sheet.rows,
        lists,
        modelOf: (name) =>
          foundFrom(namedModels[modelNames.indexOf(name.toLowerCase())], `No model is called “${name}”.`),
        fileOf: (name) =>
          foundFrom(
            namedFiles[fileNames.indexOf(name.toLowerCase())],
            `No uploaded file is called “${name}”.`,
          ),
        limit: maxBatchRows,
      });
    return combinedRows({
      draft,
      models: readModels,
      axes: later.axes,
      lists,
      seed: later.isSeedShared ? later.seed : null,
      limit: maxBatchRows,
    });
  }, [later, draft, formModel, readModels, lists, sheet, modelNames, namedModels, fileNames, namedFiles]);

  const kept = useKeptRows(made.rows, later.takenOff);
  const isCurrent = draft === formDraft && later === plan;
  return { ...made, ...kept, isCurrent, models, columns: sheet.columns, lines: sheet.rows };
}

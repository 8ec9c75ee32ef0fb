"use client";
import { useQueries, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useMemo } from "react";
import { defaultValues, type FormValues } from "@/lib/browser/input-control";
import { namedFileQuery } from "@/lib/browser/plan-lookups";
import type { Found, SheetFile } from "@/lib/browser/plan-rows";
import { readWorkflowDraft } from "@/lib/browser/workflow-drafts";
import { fileNamesIn, inputSheet, variedRows } from "@/lib/browser/workflow-plan-rows";
import type { WorkflowPlan } from "@/lib/browser/workflow-plan-store";
import { maxBatchRows } from "@/lib/domain/batch";
import type { Workflow } from "@/lib/domain/workflow";
import { foundFrom } from "./found-from";
import { type ReadPlan, useKeptRows } from "./use-kept-rows";

interface WorkflowPlanReading extends ReadPlan {
  /** What the form holds, over the workflow's defaults. */
  values: FormValues;
  sessionName: string;
  fileOf: (name: string) => Found<SheetFile>;
  /** False until the form's draft has been read. */
  isRead: boolean;
}

/** What the plan stands for: its rows, from the form, the values and the sheet. */
export function useWorkflowPlan(
  workspaceId: string,
  workflow: Workflow,
  plan: WorkflowPlan,
): WorkflowPlanReading {
  // A read model that must follow each keystroke would be slower than the typing.
  const later = useDeferredValue(plan);
  const draft = useQuery({
    queryKey: ["workflow-draft", workspaceId, workflow.id],
    queryFn: () => readWorkflowDraft(workspaceId, workflow.id),
    // The form may have been changed in another tab meanwhile, and reading this machine costs nothing.
    staleTime: 0,
    networkMode: "always",
  });
  const values = useMemo(
    () =>
      Object.fromEntries([
        ...Object.entries(defaultValues(workflow.inputs)),
        ...Object.entries(draft.data?.values ?? {}),
      ]),
    [workflow.inputs, draft.data],
  );
  const sessionName = draft.data?.sessionName ?? "";
  const fileNames = useMemo(
    () => fileNamesIn(workflow, later.axes, later.kind === "sheet" ? later.sheet : []),
    [workflow, later],
  );
  const namedFiles = useQueries({
    queries: fileNames.map((name) => namedFileQuery(workspaceId, name)),
    combine: (results) => results.map(({ data, error }) => ({ data, error })),
  });
  const fileOf = useMemo(
    () => (name: string) =>
      foundFrom(namedFiles[fileNames.indexOf(name.toLowerCase())], `No uploaded file is called “${name}”.`),
    [namedFiles, fileNames],
  );
  const made = useMemo(() => {
    const base = { workflow, values, sessionName, fileOf, limit: maxBatchRows };
    return later.kind === "sheet"
      ? inputSheet(base, later.sheet)
      : { ...variedRows(base, later.axes), columns: [], lines: [] };
  }, [workflow, values, sessionName, fileOf, later]);
  const kept = useKeptRows(made.rows, later.takenOff);
  return {
    ...made,
    ...kept,
    isCurrent: later === plan,
    values,
    sessionName,
    fileOf,
    isRead: draft.isFetched,
  };
}

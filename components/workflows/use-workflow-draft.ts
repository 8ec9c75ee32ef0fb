"use client";

import { useEffect, useMemo, useState } from "react";
import { readWorkflowDraft, writeWorkflowDraft } from "@/lib/browser/workflow-drafts";
import type { Workflow } from "@/lib/domain/workflow";
import { defaultValues, type FormValue, type FormValues, recalledValues } from "./input-control";
import type { PendingRun } from "./run-decision";

interface StoredDraft {
  values: FormValues;
  pending: PendingRun | null;
}

interface WorkflowDraft {
  values: FormValues;
  pending: PendingRun | null;
  /** False until what this machine remembers has been read. */
  isRead: boolean;
  setValue: (name: string, value: FormValue) => void;
  /** Settles when it is written, so that a click is on disk before it is sent. */
  setPending: (pending: PendingRun | null) => Promise<void>;
  reset: () => void;
}

/** An upload lives as long as its tab: what a field still waits for after a reload will not come. */
function withoutLostUpload(value: FormValue): FormValue {
  return typeof value === "object" && value !== null && value.uploadId !== null
    ? { ...value, uploadId: null }
    : value;
}

/** The form's values: the workflow's defaults, over them what was typed, now or before a reload, or an earlier run's. */
export function useWorkflowDraft(
  workspaceId: string,
  workflow: Workflow,
  recalled: Readonly<Record<string, unknown>> | null,
): WorkflowDraft {
  const defaults = useMemo(() => defaultValues(workflow.inputs), [workflow.inputs]);
  const [touched, setTouched] = useState<FormValues>({});
  const [pending, setPendingState] = useState<PendingRun | null>(null);
  const [isRead, setIsRead] = useState(false);
  const { id: workflowId, inputs } = workflow;

  // An effect, because the browser's database is outside React.
  useEffect(() => {
    let isGone = false;
    void readWorkflowDraft<StoredDraft>(workspaceId, workflowId).then((stored) => {
      if (isGone) return;
      const base = recalled
        ? recalledValues(inputs, recalled)
        : Object.fromEntries(
            Object.entries(stored?.values ?? {}).map(([name, value]) => [name, withoutLostUpload(value)]),
          );
      // What was typed while it was being read is newer.
      setTouched((typed) => ({ ...base, ...typed }));
      setPendingState(stored?.pending ?? null);
      setIsRead(true);
      // Taken once: a reload must give back what was typed since, not the recalled run again.
      if (recalled) window.history.replaceState(null, "", window.location.pathname);
    });
    return () => {
      isGone = true;
    };
  }, [workspaceId, workflowId, inputs, recalled]);

  // An effect, because what is typed is kept outside React.
  useEffect(() => {
    if (isRead) void writeWorkflowDraft(workspaceId, workflowId, { values: touched, pending });
  }, [isRead, workspaceId, workflowId, touched, pending]);

  const values = useMemo(() => ({ ...defaults, ...touched }), [defaults, touched]);
  return {
    values,
    pending,
    isRead,
    setValue: (name, value) => setTouched((last) => ({ ...last, [name]: value })),
    setPending: async (next) => {
      setPendingState(next);
      await writeWorkflowDraft(workspaceId, workflowId, { values: touched, pending: next });
    },
    reset: () => setTouched({}),
  };
}

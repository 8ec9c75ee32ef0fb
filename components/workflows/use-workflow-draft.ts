"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { PendingClicks } from "@/lib/browser/spend";
import { readWorkflowDraft, writeWorkflowDraft } from "@/lib/browser/workflow-drafts";
import { type PendingClick, storedClicks } from "@/lib/domain/click";
import type { Workflow } from "@/lib/domain/workflow";
import {
  defaultValues,
  type FileValue,
  type FormValue,
  type FormValues,
  recalledValues,
  withValue,
} from "./input-control";

interface StoredDraft {
  values: FormValues;
  pendingClicks?: readonly PendingClick[];
  pending?: PendingClick | null;
}

interface WorkflowDraft {
  values: FormValues;
  /** A change settles when it is written, so that a click is on disk before it is sent. */
  pending: PendingClicks;
  /** False until what this machine remembers has been read. */
  isRead: boolean;
  /** From the value as it stands when the change is made: two uploads of one field may be done at once. */
  changeValue: (name: string, change: (last: FormValue) => FormValue) => void;
  reset: () => void;
}

/** An upload lives as long as its tab: what a field still waits for after a reload will not come. */
function withoutLostUpload(value: FormValue): FormValue {
  const settled = (file: FileValue) => (file.uploadId === null ? file : { ...file, uploadId: null });
  if (Array.isArray(value)) return value.map(settled);
  return typeof value === "object" && value !== null ? settled(value) : value;
}

/** The form's values: the workflow's defaults, over them what was typed, now or before a reload, or an earlier run's. */
export function useWorkflowDraft(
  workspaceId: string,
  workflow: Workflow,
  recalled: Readonly<Record<string, unknown>> | null,
): WorkflowDraft {
  const defaults = useMemo(() => defaultValues(workflow.inputs), [workflow.inputs]);
  const [touched, setTouched] = useState<FormValues>({});
  const [clicks, setClicks] = useState<readonly PendingClick[]>([]);
  // What is true before React has drawn it: a click is decided by it and written with it.
  const latest = useRef<{ values: FormValues; clicks: readonly PendingClick[] }>({ values: {}, clicks });
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
      latest.current.clicks = storedClicks(stored?.pendingClicks, stored?.pending);
      setClicks(latest.current.clicks);
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
    latest.current.values = touched;
    if (isRead)
      void writeWorkflowDraft(workspaceId, workflowId, {
        values: touched,
        pendingClicks: latest.current.clicks,
      });
  }, [isRead, workspaceId, workflowId, touched]);

  const readClicks = useCallback(() => latest.current.clicks, []);
  const changeClicks = useCallback<PendingClicks["change"]>(
    async (change) => {
      const next = change(latest.current.clicks);
      if (next === latest.current.clicks) return;
      latest.current.clicks = next;
      setClicks(next);
      await writeWorkflowDraft(workspaceId, workflowId, {
        values: latest.current.values,
        pendingClicks: next,
      });
    },
    [workspaceId, workflowId],
  );

  const values = useMemo(() => ({ ...defaults, ...touched }), [defaults, touched]);
  return {
    values,
    pending: { clicks, read: readClicks, change: changeClicks },
    isRead,
    changeValue: (name, change) => setTouched((last) => withValue(last, defaults, name, change)),
    reset: () => setTouched({}),
  };
}

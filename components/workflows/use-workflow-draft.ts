"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import {
  defaultValues,
  type FormValue,
  type FormValues,
  withFiles,
  withValue,
} from "@/lib/browser/input-control";
import type { PendingClicks } from "@/lib/browser/spend";
import { readWorkflowDraft, writeWorkflowDraft } from "@/lib/browser/workflow-drafts";
import { type PendingClick, storedClicks } from "@/lib/domain/click";
import type { Workflow } from "@/lib/domain/workflow";

/** What is on the form, as far as the person put it there. */
export interface FormContent {
  /** Only what was touched; the rest is the workflow's defaults. */
  touched: FormValues;
  sessionName: string;
}

export interface WorkflowDraft {
  values: FormValues;
  sessionName: string;
  /** A change settles when it is written, so that a click is on disk before it is sent. */
  pending: PendingClicks;
  /** False until what this machine remembers has been read. */
  isRead: boolean;
  /** From the value as it stands when the change is made: two uploads of one field may be done at once. */
  changeValue: (name: string, change: (last: FormValue) => FormValue) => void;
  changeSession: (sessionName: string) => void;
  /** The form as it is at this moment, which may be before the page was drawn again. */
  content: () => FormContent;
  /** Puts other content in its place, whole. */
  replace: (content: FormContent) => void;
}

/** An upload lives as long as its tab: what a field still waits for after a reload will not come. */
const withoutLostUploads = (value: FormValue): FormValue =>
  withFiles(value, (file) => (file.uploadId === null ? file : { ...file, uploadId: null }));

const nothing: FormContent = { touched: {}, sessionName: "" };

/** The form's content: the workflow's defaults, over them what was typed, now or before a reload. */
export function useWorkflowDraft(workspaceId: string, workflow: Workflow): WorkflowDraft {
  const defaults = useMemo(() => defaultValues(workflow.inputs), [workflow.inputs]);
  const [content, setContent] = useState<FormContent>(nothing);
  const [clicks, setClicks] = useState<readonly PendingClick[]>([]);
  // What is true before React has drawn it: a click is decided by it and written with it.
  const latest = useRef({ content, clicks });
  const [isRead, setIsRead] = useState(false);
  const { id: workflowId } = workflow;

  const write = useCallback(
    () =>
      writeWorkflowDraft(workspaceId, workflowId, {
        values: latest.current.content.touched,
        sessionName: latest.current.content.sessionName,
        pendingClicks: latest.current.clicks,
      }),
    [workspaceId, workflowId],
  );
  const change = useCallback((next: (last: FormContent) => FormContent) => {
    latest.current.content = next(latest.current.content);
    setContent(latest.current.content);
  }, []);

  // An effect, because the browser's database is outside React.
  useEffect(() => {
    let isGone = false;
    void readWorkflowDraft(workspaceId, workflowId).then((stored) => {
      if (isGone) return;
      const kept = Object.fromEntries(
        Object.entries(stored?.values ?? {}).map(([name, value]) => [name, withoutLostUploads(value)]),
      );
      // What was typed while it was being read is newer.
      change((typed) => ({
        touched: Object.fromEntries([...Object.entries(kept), ...Object.entries(typed.touched)]),
        sessionName: typed.sessionName || (stored?.sessionName ?? ""),
      }));
      latest.current.clicks = storedClicks(stored?.pendingClicks, stored?.pending);
      setClicks(latest.current.clicks);
      setIsRead(true);
    });
    return () => {
      isGone = true;
    };
  }, [workspaceId, workflowId, change]);

  // An effect, because what is typed is kept outside React.
  useEffect(() => {
    if (isRead) void write();
  }, [isRead, write, content]);

  const changeClicks = useCallback<PendingClicks["change"]>(
    async (changed) => {
      const next = changed(latest.current.clicks);
      if (next === latest.current.clicks) return;
      latest.current.clicks = next;
      setClicks(next);
      await write();
    },
    [write],
  );

  const values = useMemo(
    () => Object.fromEntries([...Object.entries(defaults), ...Object.entries(content.touched)]),
    [defaults, content.touched],
  );
  const changeValue = useCallback(
    (name: string, changed: (last: FormValue) => FormValue) =>
      change((last) => ({ ...last, touched: withValue(last.touched, defaults, name, changed) })),
    [change, defaults],
  );
  const readClicks = useCallback(() => latest.current.clicks, []);
  return {
    values,
    sessionName: content.sessionName,
    pending: { clicks, read: readClicks, change: changeClicks },
    isRead,
    changeValue,
    changeSession: useCallback((sessionName) => change((last) => ({ ...last, sessionName })), [change]),
    content: useCallback(() => latest.current.content, []),
    replace: useCallback((next) => change(() => next), [change]),
  };
}

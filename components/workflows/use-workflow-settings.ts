"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { findKnownFiles } from "@/components/references/known-files";
import { toast } from "@/components/ui/toast";
import type { DifferenceLine } from "@/lib/browser/draft-difference";
import { defaultValues, type FormValues, recalledValues, withFiles } from "@/lib/browser/input-control";
import { inputsDifference } from "@/lib/browser/input-words";
import { generationsQuery } from "@/lib/browser/queries";
import type { WorkflowRequest } from "@/lib/domain/request";
import type { Workflow } from "@/lib/domain/workflow";
import type { FormContent, WorkflowDraft } from "./use-workflow-draft";

interface AskedSettings {
  lines: DifferenceLine[];
  replace: () => void;
  keep: () => void;
}

export interface WorkflowSettings {
  /** Puts a request's inputs on the form, whole; asks first where something else would be lost. */
  use: (request: WorkflowRequest) => Promise<void>;
  /** The question, while there is one. */
  asked: AskedSettings | null;
}

function fileIdsOf(values: FormValues): string[] {
  const found: string[] = [];
  for (const value of Object.values(values))
    withFiles(value, (file) => {
      if (file.fileId) found.push(file.fileId);
      return file;
    });
  return found;
}

export function useWorkflowSettings(
  workspaceId: string,
  workflow: Workflow,
  draft: WorkflowDraft,
): WorkflowSettings {
  const client = useQueryClient();
  const [asked, setAsked] = useState<AskedSettings | null>(null);
  const { content, replace: put } = draft;
  const { inputs } = workflow;
  const use = useCallback(
    async (request: WorkflowRequest) => {
      const recalled = recalledValues(inputs, request.inputs);
      const loaded = client.getQueryData(generationsQuery(workspaceId).queryKey);
      const files = await findKnownFiles(
        client,
        workspaceId,
        fileIdsOf(recalled),
        loaded?.pages.flatMap((page) => page.generations) ?? [],
      );
      const named = Object.entries(recalled).map(([name, value]) => [
        name,
        withFiles(value, (file) => ({ ...file, ...(file.fileId ? files.get(file.fileId) : null) })),
      ]);
      const after: FormContent = {
        touched: Object.fromEntries(named),
        sessionName: request.sessionName ?? "",
      };
      // Read with no pause before it is replaced: what was typed meanwhile must be in the question, not lost.
      const before = content();
      const isUntouched = Object.keys(before.touched).length === 0 && before.sessionName.trim() === "";
      const replace = () => {
        setAsked(null);
        put(after);
        toast(
          "The form has these settings now.",
          isUntouched ? undefined : { label: "Undo", onSelect: () => put(before) },
        );
      };
      const defaults = defaultValues(inputs);
      const shown = Object.fromEntries([...Object.entries(defaults), ...Object.entries(before.touched)]);
      const lines = inputsDifference(inputs, shown, after.touched);
      if (before.sessionName.trim() !== after.sessionName)
        lines.push({
          label: "Session",
          before: before.sessionName.trim() || null,
          after: after.sessionName || null,
        });
      if (isUntouched || lines.length === 0) return replace();
      setAsked({ lines, replace, keep: () => setAsked(null) });
    },
    [client, workspaceId, inputs, content, put],
  );
  return { use, asked };
}

"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useEffect, useRef } from "react";
import { findKnownFiles } from "@/components/references/known-files";
import { toast } from "@/components/ui/toast";
import { type FileValue, isFile, ownValue } from "@/lib/browser/input-control";
import { generationsQuery } from "@/lib/browser/queries";
import { isUuid } from "@/lib/domain/is-uuid";
import type { Workflow } from "@/lib/domain/workflow";
import { filesOf, inputsForFile } from "@/lib/domain/workflow-files";
import type { WorkflowDraft } from "./use-workflow-draft";

/** Puts the file of the address, `?file=` and perhaps `&input=`, into the input it is for; the rest of the form stays. */
export function useAskedFile(workspaceId: string, workflow: Workflow, draft: WorkflowDraft) {
  const client = useQueryClient();
  const parameters = useSearchParams();
  const fileId = parameters.get("file");
  const inputName = parameters.get("input");
  const takenId = useRef<string | null>(null);
  const { isRead, content, replace, changeValue, values } = draft;
  // An effect, because the draft and the address, from which the wish is taken away, are outside React.
  useEffect(() => {
    if (!fileId || !isUuid(fileId) || !isRead || takenId.current === fileId) return;
    takenId.current = fileId;
    window.history.replaceState(null, "", window.location.pathname);
    const loaded = client.getQueryData(generationsQuery(workspaceId).queryKey);
    const known = loaded?.pages.flatMap((page) => page.generations) ?? [];
    void findKnownFiles(client, workspaceId, [fileId], known).then((files) => {
      const file: FileValue = {
        uploadId: null,
        name: "",
        contentType: "",
        ...files.get(fileId),
        fileId,
      };
      const fitting = inputsForFile(workflow, file.contentType);
      const input =
        fitting.find(({ name }) => name === inputName) ??
        fitting.find(({ name }) => (ownValue(values, name) ?? null) === null) ??
        fitting[0];
      if (!input) return toast(`${workflow.name} takes no such file.`);
      const before = content();
      changeValue(input.name, (last) =>
        filesOf(input).holds === "several"
          ? [...(Array.isArray(last) ? last.filter(isFile) : []), file]
          : file,
      );
      toast(`The file is in “${input.label}”.`, { label: "Undo", onSelect: () => replace(before) });
    });
  }, [fileId, inputName, isRead, workspaceId, workflow, client, content, replace, changeValue, values]);
}

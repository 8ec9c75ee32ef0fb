"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { MenuItem } from "@/components/ui/menu";
import { problemFrom } from "@/lib/browser/api";
import { fileWorkflowsQuery } from "@/lib/browser/file-workflows";
import { problemWords } from "@/lib/domain/problem";
import { inputsForFile } from "@/lib/domain/workflow-files";
import { workflowPath } from "./generation-paths";

interface WorkflowChoicesProps {
  workspaceId: string;
  fileId: string;
  contentType: string;
}

export function WorkflowChoices({ workspaceId, fileId, contentType }: WorkflowChoicesProps) {
  const router = useRouter();
  const { data, error, isPending } = useQuery(fileWorkflowsQuery(workspaceId));
  if (isPending) return <MenuItem isDisabled>Looking for workflows…</MenuItem>;
  if (!data) return <MenuItem isDisabled>{problemWords[problemFrom(error).code].title}</MenuItem>;
  const places = data.flatMap((workflow) => {
    const inputs = inputsForFile(workflow, contentType);
    return inputs.map((input) => ({
      key: `${workflow.id} ${input.name}`,
      name: workflow.name,
      // Where it could go to two places, each is named.
      place: inputs.length > 1 ? input.label : "",
      path: workflowPath(workspaceId, workflow.id, { fileId, inputName: input.name }),
    }));
  });
  if (places.length === 0) return <MenuItem isDisabled>No workflow here takes such a file.</MenuItem>;
  return places.map(({ key, name, place, path }) => (
    <MenuItem key={key} onSelect={() => router.push(path)}>
      {name}
      {place ? <span className="block text-12 text-muted">{place}</span> : null}
    </MenuItem>
  ));
}

import { queryOptions } from "@tanstack/react-query";
import type { Workflow, WorkflowPage } from "../domain/workflow";
import { filesOf } from "../domain/workflow-files";
import { api, workspacePath } from "./api";

// Layer gives a hundred a page. Past this many workflows a menu is not how one finds the right one.
const maxPages = 5;

/** The workspace's workflows that take files, read once a menu asks for them. */
export function fileWorkflowsQuery(workspaceId: string) {
  return queryOptions({
    queryKey: ["workflows", workspaceId, { takes: "files" }],
    queryFn: async ({ signal }) => {
      const found: Workflow[] = [];
      let cursor: string | null = null;
      for (let pageNumber = 0; pageNumber < maxPages; pageNumber += 1) {
        const parameters = new URLSearchParams({ limit: "100", ...(cursor ? { cursor } : {}) });
        const page: WorkflowPage = await api<WorkflowPage>(
          `${workspacePath(workspaceId, "workflows")}?${parameters}`,
          { signal },
        );
        found.push(...page.workflows);
        if (!page.nextCursor || page.nextCursor === cursor) break;
        cursor = page.nextCursor;
      }
      return found.filter(({ inputs }) => inputs.some((input) => filesOf(input).holds !== "none"));
    },
    staleTime: 60_000,
  });
}

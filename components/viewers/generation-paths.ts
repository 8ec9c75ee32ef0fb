import type { Generation } from "@/lib/domain/generation";

type Place = Pick<Generation, "id" | "workspaceId" | "request">;

/** A generation's own page; with a position, that asset of it. */
export function generationPath({ id, workspaceId }: Pick<Place, "id" | "workspaceId">, position = 0): string {
  return `/w/${workspaceId}/gallery/${id}${position > 0 ? `?asset=${position}` : ""}`;
}

/** The form filled as this generation was asked for. */
export function settingsPath({ id, workspaceId, request }: Place): string {
  return request.kind === "workflow"
    ? `/w/${workspaceId}/workflows/${request.workflowId}?from=${id}`
    : `/w/${workspaceId}/generate?from=${id}`;
}

/** The form with a file of the workspace as a reference. */
export function referencePath(workspaceId: string, fileId: string): string {
  return `/w/${workspaceId}/generate?reference=${fileId}`;
}

/** A workflow's form with a file of the workspace in one of its inputs. */
export function workflowPath(
  workspaceId: string,
  workflowId: string,
  { fileId, inputName }: { fileId: string; inputName: string },
): string {
  return `/w/${workspaceId}/workflows/${workflowId}?${new URLSearchParams({ file: fileId, input: inputName })}`;
}

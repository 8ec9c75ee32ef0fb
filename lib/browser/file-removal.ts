import { api, workspacePath } from "./api";

/** Takes a file off the workspace's list, or puts it back. Throws ProblemError. */
export async function setFileRemoved(workspaceId: string, fileId: string, isRemoved: boolean): Promise<void> {
  await api<void>(workspacePath(workspaceId, "uploads", fileId), { method: "PUT", body: { isRemoved } });
}

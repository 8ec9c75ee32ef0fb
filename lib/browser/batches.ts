import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { type Batch, type BatchChange, type BatchSummary, type NewBatch, openCount } from "../domain/batch";
import { api, workspacePath } from "./api";
import { putAnswer } from "./put-answer";
import { changesQuery } from "./queries";

/** How often a list that is looked at is asked for again while rows of it still change. */
const lookAgainMs = 3_000;

/** Everybody's plans in the workspace, without their rows. */
export function batchesQuery(workspaceId: string) {
  return queryOptions({
    queryKey: ["batches", workspaceId],
    queryFn: async ({ signal }) =>
      (await api<{ batches: BatchSummary[] }>(workspacePath(workspaceId, "batches"), { signal })).batches,
    refetchInterval: ({ state: { data } }) =>
      data?.some(({ counts }) => openCount(counts) > 0) ? lookAgainMs : false,
    staleTime: 1_000,
  });
}

/** One plan with its rows. */
export function batchQuery(workspaceId: string, batchId: string) {
  return queryOptions({
    queryKey: ["batch", workspaceId, batchId],
    queryFn: ({ signal }) => api<Batch>(workspacePath(workspaceId, "batches", batchId), { signal }),
    refetchInterval: ({ state: { data } }) => (data && openCount(data.counts) > 0 ? lookAgainMs : false),
    staleTime: 1_000,
  });
}

function useKeepBatch(workspaceId: string) {
  const client = useQueryClient();
  return async (batch: Batch) => {
    await putAnswer(client, batchQuery(workspaceId, batch.id).queryKey, batch);
    void client.invalidateQueries({ queryKey: batchesQuery(workspaceId).queryKey });
    // It says whether anything is to be sent, and with that the runner comes and goes.
    void client.invalidateQueries({ queryKey: changesQuery(workspaceId).queryKey });
  };
}

/** Writes an approved plan down; its rows are then sent by whichever of the person's windows is open. */
export function useCreateBatch(workspaceId: string) {
  const keep = useKeepBatch(workspaceId);
  return useMutation({
    mutationFn: (batch: NewBatch) =>
      api<Batch>(workspacePath(workspaceId, "batches"), { method: "POST", body: batch }),
    retry: false,
    // Otherwise a plan approved offline would be held and begin to spend by itself when the network is back.
    networkMode: "always",
    onSuccess: keep,
  });
}

/** Pauses, resumes, reorders, cancels or retries. */
export function useChangeBatch(workspaceId: string, batchId: string) {
  const keep = useKeepBatch(workspaceId);
  return useMutation({
    mutationFn: (change: BatchChange) =>
      api<Batch>(workspacePath(workspaceId, "batches", batchId), { method: "PATCH", body: change }),
    retry: false,
    networkMode: "always",
    onSuccess: keep,
  });
}

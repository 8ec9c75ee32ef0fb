import type { Model, ModelPage, ModelQuery } from "@/lib/domain/model";
import type { Estimate } from "@/lib/domain/money";
import type { GenerationRequest } from "@/lib/domain/request";
import type { RunAddress, RunState, StartedRun } from "@/lib/domain/run";
import type { WorkflowPage } from "@/lib/domain/workflow";
import type { Workspace, WorkspacePage } from "@/lib/domain/workspace";
import { type LayerDoorOptions, openLayerDoor } from "./layer-door";
import { wireKey } from "./wire-casing";
import {
  wireModelAnswer,
  wireModelPage,
  wireWorkflowPage,
  wireWorkspace,
  wireWorkspacePage,
} from "./wire-catalog";
import { estimateRequest, startRequest } from "./wire-request";
import { wireEstimate, wireRunState, wireStartedRun, wireUploadUrl } from "./wire-run";
import { wireModality } from "./wire-values";

interface PageQuery {
  /** From the page before; null or absent for the first. */
  cursor?: string | null;
  /** 1 to 100; Layer's own default is 20. */
  limit?: number;
}

/**
 * The longest a look at a run takes. Whoever holds the lease on a run longer than this, with a margin for writing down
 * what was seen, is its only reader.
 */
export const runReadTotalMs = 35_000;

/** Where the bytes of a new file go. The address is a credential: it is never logged and never leaves the server. */
export interface UploadAddress {
  fileId: string;
  uploadUrl: string;
  /** The type to send the bytes with. */
  contentType: string;
}

/**
 * Layer's twelve operations in our own nouns. Every method throws `LayerError` and nothing else. Reads and the free
 * estimate are repeated up to twice where that can help; a look at a run is not, and a start is sent once and never again.
 */
export interface LayerClient {
  /** Most recently active first. */
  listWorkspaces(token: string, query: PageQuery): Promise<WorkspacePage>;
  getWorkspace(token: string, workspaceId: string): Promise<Workspace>;
  listModels(token: string, workspaceId: string, query: ModelQuery & PageQuery): Promise<ModelPage>;
  getModel(token: string, workspaceId: string, modelId: string): Promise<Model>;
  listWorkflows(
    token: string,
    workspaceId: string,
    query: { search?: string } & PageQuery,
  ): Promise<WorkflowPage>;
  /** Free of charge. */
  estimate(token: string, workspaceId: string, request: GenerationRequest): Promise<Estimate>;
  /** Spends. When it throws with `mayHaveRun`, Layer may have started the run and it must not be repeated. */
  start(token: string, workspaceId: string, request: GenerationRequest): Promise<StartedRun>;
  /** Never repeated, and over within `runReadTotalMs`: the next look comes by itself. */
  readRun(token: string, workspaceId: string, run: RunAddress): Promise<RunState>;
  /** The address lives for 15 minutes. */
  requestUploadUrl(
    token: string,
    workspaceId: string,
    file: { name: string; contentType: string; sizeBytes: number },
  ): Promise<UploadAddress>;
  /** Ends the connections once what is under way has ended. */
  close(): Promise<void>;
}

export function createLayerClient(options: LayerDoorOptions): LayerClient {
  const door = openLayerDoor(options);
  return {
    listWorkspaces: (token, { cursor, limit }) =>
      door.call({
        kind: "read",
        token,
        path: ["workspaces"],
        query: { cursor, limit },
        reply: wireWorkspacePage,
      }),
    getWorkspace: (token, workspaceId) =>
      door.call({ kind: "read", token, path: ["workspaces", workspaceId], reply: wireWorkspace }),
    listModels: (token, workspaceId, { search, modality, capabilities, cursor, limit }) =>
      door.call({
        kind: "read",
        token,
        path: ["workspaces", workspaceId, "models"],
        query: {
          search,
          modality: modality === null ? null : wireModality(modality),
          // What an explicit false means is not known, so a filter that is off is left out.
          ...Object.fromEntries(capabilities.map((key) => [wireKey(key), true])),
          cursor,
          limit,
        },
        reply: wireModelPage,
      }),
    getModel: (token, workspaceId, modelId) =>
      door.call({
        kind: "read",
        token,
        path: ["workspaces", workspaceId, "models", modelId],
        reply: wireModelAnswer,
      }),
    listWorkflows: (token, workspaceId, { search, cursor, limit }) =>
      door.call({
        kind: "read",
        token,
        path: ["workspaces", workspaceId, "workflows"],
        query: { search, cursor, limit },
        reply: wireWorkflowPage,
      }),
    estimate(token, workspaceId, request) {
      const { path, body } = estimateRequest(request);
      return door.call({
        kind: "read",
        token,
        path: ["workspaces", workspaceId, ...path],
        body,
        reply: wireEstimate,
      });
    },
    start(token, workspaceId, request) {
      const { path, body } = startRequest(request);
      return door.call({
        kind: "paid",
        token,
        path: ["workspaces", workspaceId, ...path],
        body,
        reply: wireStartedRun,
      });
    },
    readRun(token, workspaceId, { kind, sourceId, runId }) {
      const path = kind === "model" ? ["inferences", runId] : ["workflows", sourceId, "runs", runId];
      return door.call({
        kind: "once",
        totalMs: runReadTotalMs,
        token,
        path: ["workspaces", workspaceId, ...path],
        reply: wireRunState,
      });
    },
    async requestUploadUrl(token, workspaceId, { name, contentType, sizeBytes }) {
      const answer = await door.call({
        kind: "once",
        token,
        path: ["workspaces", workspaceId, "files", "upload-url"],
        body: { content_type: contentType, file_size_bytes: sizeBytes, file_name: name },
        reply: wireUploadUrl,
      });
      return { ...answer, contentType: answer.contentType || contentType };
    },
    close: () => door.close(),
  };
}

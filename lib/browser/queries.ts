import {
  type InfiniteData,
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
} from "@tanstack/react-query";
import { type Asset, assetKind, isHugeAsset } from "../domain/asset";
import type { Budgets } from "../domain/budget";
import type { Generation, GenerationChanges, GenerationPage } from "../domain/generation";
import type { Model, ModelPage, ModelQuery, ModelSummary } from "../domain/model";
import { modelQueryParameters } from "../domain/model";
import { type ModelResult, type ModelResults, resultsOnCard } from "../domain/model-result";
import type { Estimate } from "../domain/money";
import { minPollDelayMs } from "../domain/polling";
import type { PreviewWidth } from "../domain/preview-widths";
import type { GenerationRequest } from "../domain/request";
import type { UploadedFile } from "../domain/upload-rules";
import { type Usage, type UsageFilter, type UsageSpan, usageFilterParameters } from "../domain/usage";
import type { WorkflowPage } from "../domain/workflow";
import type { Workspace, WorkspacePage } from "../domain/workspace";
import { api, workspacePath } from "./api";

// Every key begins with the noun and the workspace, so that a workspace's data can be dropped by prefix.

const withCursor = (path: string, parameters: URLSearchParams, cursor: string | null) => {
  if (cursor) parameters.set("cursor", cursor);
  const text = parameters.toString();
  return text ? `${path}?${text}` : path;
};

export function workspacesQuery() {
  return infiniteQueryOptions({
    queryKey: ["workspaces"],
    queryFn: ({ pageParam, signal }) =>
      api<WorkspacePage>(withCursor("/workspaces", new URLSearchParams(), pageParam), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 60_000,
  });
}

export function workspaceQuery(workspaceId: string) {
  return queryOptions({
    queryKey: ["workspace", workspaceId],
    queryFn: ({ signal }) => api<Workspace>(workspacePath(workspaceId), { signal }),
    staleTime: 15_000,
  });
}

export function modelsQuery(workspaceId: string, query: ModelQuery) {
  return infiniteQueryOptions({
    queryKey: ["models", workspaceId, query],
    queryFn: ({ pageParam, signal }) => {
      const parameters = modelQueryParameters(query);
      parameters.set("limit", "60");
      return api<ModelPage>(withCursor(workspacePath(workspaceId, "models"), parameters, pageParam), {
        signal,
      });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

export function modelQuery(workspaceId: string, modelId: string) {
  return queryOptions({
    queryKey: ["model", workspaceId, modelId],
    queryFn: ({ signal }) => api<Model>(workspacePath(workspaceId, "models", modelId), { signal }),
    staleTime: 5 * 60_000,
  });
}

export interface MyModels {
  favouriteIds: string[];
  favourites: ModelSummary[];
  recent: ModelSummary[];
}

export function myModelsQuery(workspaceId: string) {
  return queryOptions({
    queryKey: ["my-models", workspaceId],
    queryFn: ({ signal }) => api<MyModels>(workspacePath(workspaceId, "models", "mine"), { signal }),
    staleTime: 60_000,
  });
}

/** Pictures of what each of these models made last; `each` at most of a model. */
export function modelResultsQuery(workspaceId: string, modelIds: readonly string[], each = resultsOnCard) {
  return queryOptions({
    queryKey: ["model-results", workspaceId, each, modelIds],
    queryFn: ({ signal }) => {
      const parameters = new URLSearchParams(modelIds.map((id) => ["id", id]));
      parameters.set("each", String(each));
      return api<ModelResults>(`${workspacePath(workspaceId, "models", "results")}?${parameters}`, {
        signal,
      });
    },
    enabled: modelIds.length > 0,
    staleTime: 60_000,
  });
}

/** What every price of a workspace is kept under. */
export const estimatesKey = (workspaceId: string) => ["estimate", workspaceId] as const;

/** Layer's quote for a request; the request is the key, so that the same question is asked once. */
export function estimateQuery(workspaceId: string, request: GenerationRequest | null) {
  return queryOptions({
    queryKey: [...estimatesKey(workspaceId), request && pricedPart(request)],
    queryFn: ({ signal }) =>
      api<Estimate>(workspacePath(workspaceId, "estimates"), {
        method: "POST",
        body: request && pricedPart(request),
        signal,
      }),
    enabled: request !== null,
    // The quote itself changes rarely; the balance in it is refreshed by invalidation when something is reserved or charged.
    staleTime: 60_000,
    retry: false,
  });
}

/** What Layer prices: a changed seed, reference, mask or session must not ask again. */
export function pricedPart(request: GenerationRequest): GenerationRequest {
  if (request.kind === "workflow") return { ...request, sessionName: null };
  const { seed: _seed, ...parameters } = request.parameters;
  return { ...request, parameters, references: [], mask: null, sessionName: null };
}

export type GenerationsData = InfiniteData<GenerationPage, string | null>;

export function generationsQuery(workspaceId: string) {
  return infiniteQueryOptions({
    queryKey: ["generations", workspaceId],
    queryFn: ({ pageParam, signal }) =>
      api<GenerationPage>(
        withCursor(workspacePath(workspaceId, "generations"), new URLSearchParams(), pageParam),
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // Changes arrive through the one poll of `changesQuery`; asking for the pages again would only repeat it.
    staleTime: Number.POSITIVE_INFINITY,
    // Forgotten, the list would begin again with what a page that Back leads to was drawn with long ago.
    gcTime: Number.POSITIVE_INFINITY,
  });
}

/** What every single generation of a workspace is kept under. */
export const generationKey = (workspaceId: string) => ["generation", workspaceId] as const;

export function generationQuery(workspaceId: string, generationId: string) {
  return queryOptions({
    queryKey: [...generationKey(workspaceId), generationId],
    queryFn: ({ signal }) =>
      api<Generation>(workspacePath(workspaceId, "generations", generationId), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The one poll of a tab: what changed in the workspace since the last answer. The server names the next delay. */
export function changesQuery(workspaceId: string) {
  return queryOptions({
    queryKey: ["changes", workspaceId],
    queryFn: ({ signal, client }) => {
      const last = client.getQueryData<GenerationChanges>(["changes", workspaceId]);
      const parameters = new URLSearchParams(last ? { since: last.asOf } : {});
      return api<GenerationChanges>(
        withCursor(workspacePath(workspaceId, "generations", "changes"), parameters, null),
        { signal },
      );
    },
    refetchInterval: ({ state }) =>
      changesDelayMs(
        state.data,
        state.status === "error"
          ? state.errorUpdatedAt - (state.dataUpdatedAt || state.errorUpdatedAt)
          : null,
      ),
    staleTime: 0,
    // The moment to which the lists are current is kept as long as they are, or what came between would be missing.
    gcTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
    retry: false,
  });
}

// What fails once is often there again at once: a click may be waiting for this very answer.
const failedDelaysMs = { min: 3_000, max: 60_000 };

/** The server's delay; while it does not answer, half the time it has been away, so that it is asked ever more slowly. */
export function changesDelayMs(last: GenerationChanges | undefined, failingForMs: number | null): number {
  if (failingForMs === null) return Math.max(last?.nextDelayMs ?? 0, minPollDelayMs);
  return Math.min(Math.max(failingForMs / 2, failedDelaysMs.min), failedDelaysMs.max);
}

export interface UploadsPage {
  files: UploadedFile[];
  nextCursor: string | null;
}

/** Without a search the whole list; its key is the beginning of every search's, so that both are refreshed at once. */
export function uploadsQuery(workspaceId: string, search = "") {
  return infiniteQueryOptions({
    queryKey: search === "" ? ["uploads", workspaceId] : ["uploads", workspaceId, search],
    queryFn: ({ pageParam, signal }) =>
      api<UploadsPage>(
        withCursor(
          workspacePath(workspaceId, "uploads"),
          new URLSearchParams(search === "" ? { limit: "50" } : { limit: "50", q: search }),
          pageParam,
        ),
        { signal },
      ),
    placeholderData: keepPreviousData,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 30_000,
  });
}

export function workflowsQuery(workspaceId: string, search: string) {
  return infiniteQueryOptions({
    queryKey: ["workflows", workspaceId, search],
    queryFn: ({ pageParam, signal }) =>
      api<WorkflowPage>(
        withCursor(
          workspacePath(workspaceId, "workflows"),
          new URLSearchParams(search ? { q: search } : {}),
          pageParam,
        ),
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

/** The workspace's budgets, as this person meets them. */
export function budgetsQuery(workspaceId: string) {
  return queryOptions({
    // Under usage, so that whatever changes what was spent has both read again.
    queryKey: [...usageKey(workspaceId), "budgets"],
    queryFn: ({ signal }) => api<Budgets>(workspacePath(workspaceId, "budgets"), { signal }),
    staleTime: 60_000,
    retry: false,
  });
}

/** What every reading of a workspace's usage is kept under. */
export const usageKey = (workspaceId: string) => ["usage", workspaceId] as const;

/** Where the usage of a span is read, or with "export" fetched as a file. */
export function usagePath(
  workspaceId: string,
  span: UsageSpan,
  filter: UsageFilter,
  part?: "export",
): string {
  const parameters = usageFilterParameters(filter);
  parameters.set("from", span.fromDay);
  parameters.set("to", span.toDay);
  parameters.set("timeZone", span.timeZone);
  return `${workspacePath(workspaceId, "usage", ...(part ? [part] : []))}?${parameters}`;
}

export function usageQuery(workspaceId: string, span: UsageSpan, filter: UsageFilter) {
  return queryOptions({
    queryKey: [...usageKey(workspaceId), span, filter],
    queryFn: ({ signal }) => api<Usage>(usagePath(workspaceId, span, filter), { signal }),
    staleTime: 15_000,
    placeholderData: keepPreviousData,
  });
}

/** The address under our own roof of an uploaded file's small picture. */
export function uploadThumbnailPath(workspaceId: string, fileId: string): string {
  return `/api${workspacePath(workspaceId, "uploads", fileId, "thumbnail")}`;
}

/** The address under our own roof of a small picture of an asset, made there from its original. */
export function previewPath(
  generation: Pick<Generation, "workspaceId" | "id">,
  position: number,
  width: PreviewWidth,
): string {
  return `${assetPath(generation, position)}/preview?width=${width}`;
}

/** A small picture of an asset: Layer's own where it gives one, else ours; null for what is no picture and has none. */
export function thumbnailOf(
  generation: Pick<Generation, "workspaceId" | "id">,
  asset: Pick<Asset, "previewUrl" | "position" | "contentType" | "url">,
  width: PreviewWidth = 320,
): string | null {
  if (asset.previewUrl !== null) return asset.previewUrl;
  return assetKind(asset) === "image" ? previewPath(generation, asset.position, width) : null;
}

/** A small picture of what was made with a model. */
export const resultPicture = (
  workspaceId: string,
  { generationId, position, previewUrl }: ModelResult,
): string => previewUrl ?? previewPath({ workspaceId, id: generationId }, position, 320);

/** Where a picture is looked at from: its original, or what stands for one that has more pixels than a browser can show. */
export const shownPath = (
  generation: Pick<Generation, "workspaceId" | "id">,
  asset: Pick<Asset, "position" | "widthPixels" | "heightPixels" | "contentType" | "url">,
): string =>
  isHugeAsset(asset) ? previewPath(generation, asset.position, 2560) : assetPath(generation, asset.position);

/** The address under our own roof of one asset's original bytes. */
export function assetPath(
  generation: Pick<Generation, "workspaceId" | "id">,
  position: number,
  download = false,
): string {
  return `/api${workspacePath(generation.workspaceId, "generations", generation.id, "assets", String(position))}${download ? "?download=1" : ""}`;
}

import type { Asset } from "@/lib/domain/asset";
import type {
  Generation,
  GenerationStatus,
  NormalizedParameters,
  WorkflowStep,
} from "@/lib/domain/generation";
import type { Parameters } from "@/lib/domain/request";

/** An asset for tests, with what a test cares about laid over it. */
export function assetFixture(over: Partial<Asset> = {}): Asset {
  return {
    position: 0,
    fileId: "11111111-1111-1111-1111-111111111111",
    url: "https://media.example/a.png",
    previewUrl: null,
    contentType: "image/png",
    widthPixels: 1024,
    heightPixels: 1024,
    durationSeconds: null,
    sizeBytes: null,
    ...over,
  };
}

interface GenerationFixture {
  id?: string;
  status: GenerationStatus;
  createdAt?: string;
  parameters?: Parameters;
  normalized?: NormalizedParameters;
  assets?: Asset[];
  steps?: WorkflowStep[];
  chargeCreativeUnits?: number | null;
  revision?: number;
}

/** A generation for tests in the state that is asked for. */
export function generationFixture({
  id = "22222222-2222-2222-2222-222222222222",
  status,
  createdAt = "2026-11-20T10:00:00.000Z",
  parameters = { prompt: "a copper fox, forge light" },
  normalized = {},
  assets = [assetFixture()],
  steps = [],
  chargeCreativeUnits = 16,
  revision = 1,
}: GenerationFixture): Generation {
  const base = {
    id,
    workspaceId: "33333333-3333-3333-3333-333333333333",
    requestId: "44444444-4444-4444-4444-444444444444",
    source: {
      kind: "model" as const,
      id: "55555555-5555-5555-5555-555555555555",
      name: "Ember",
      modality: "image",
    },
    request: {
      kind: "model" as const,
      modelId: "55555555-5555-5555-5555-555555555555",
      parameters,
      references: [],
      mask: null,
      sessionName: null,
    },
    personName: "Ada",
    isMine: true,
    sessionName: null,
    estimateCreativeUnits: 16,
    createdAt,
    revision,
  };
  const started = { runId: "66666666-6666-6666-6666-666666666666", startedAt: createdAt, normalized, steps };
  const completedAt = "2026-11-20T10:00:38.000Z";
  switch (status) {
    case "submitting":
      return { ...base, status };
    case "running":
      return { ...base, ...started, status, usualSeconds: 38, readProblem: null };
    case "complete":
      return { ...base, ...started, status, completedAt, assets, chargeCreativeUnits };
    case "failed":
      return {
        ...base,
        ...started,
        status,
        completedAt,
        error: "The model could not make this.",
        errorCode: null,
        chargeCreativeUnits,
      };
    case "cancelled":
      return { ...base, ...started, status, completedAt, chargeCreativeUnits };
    case "deleted":
      return { ...base, ...started, status, completedAt };
    case "refused":
      return {
        ...base,
        status,
        problem: "too_many_running",
        detail: "Five runs are going.",
        retryAfterSeconds: 12,
      };
    case "unknown":
      return {
        ...base,
        status,
        problem: "outcome_unknown",
        detail: "Layer's answer was lost.",
        availableBeforeCreativeUnits: 1284,
        availableAfterCreativeUnits: null,
        settled: null,
      };
  }
}

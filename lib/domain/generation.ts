import type { Asset } from "./asset";
import type { AssetMarks } from "./marks";
import type { Modality } from "./modality";
import type { ProblemCode } from "./problem";
import type { QueueState } from "./queue-state";
import type { GenerationRequest } from "./request";

/** What the person ran, as it was called at that moment. */
export interface GenerationSource {
  kind: "model" | "workflow";
  id: string;
  name: string;
  modality: Modality | null;
}

/** What Layer said it would really use; only the values it answered. */
export interface NormalizedParameters {
  width?: number;
  height?: number;
  batchSize?: number;
  numInferenceSteps?: number;
  guidanceScale?: number;
  durationSeconds?: number;
  fps?: number;
}

export interface WorkflowStep {
  name: string;
  /** pending, running, success, failure, cancelled, or a word of Layer's we do not know. */
  status: string;
  error: string | null;
}

interface GenerationBase {
  id: string;
  workspaceId: string;
  /** The browser's own id of the click that started it. */
  requestId: string;
  source: GenerationSource;
  request: GenerationRequest;
  /** The person's display name, or a neutral one where none was given. */
  personName: string;
  isMine: boolean;
  sessionName: string | null;
  /** Layer's quote before the run; null where it gave none. */
  estimateCreativeUnits: number | null;
  createdAt: string;
  /** What was decided about a generation that has no assets; absent is nothing. */
  marks?: AssetMarks;
  /** Changes whenever anything of the generation changes; newer wins when two copies meet. */
  revision: number;
}

/** What a run has once Layer accepted it. */
interface Started {
  /** Layer's id of the inference or workflow run. */
  runId: string;
  startedAt: string;
  normalized: NormalizedParameters;
  steps: WorkflowStep[];
}

/** What the person says of a run whose outcome is unknown: that it did not start, or that it is still to be waited for. */
export type SettledWord = "not_started" | "keep_waiting";

/**
 * One paid run. Each state holds only what it really has:
 * submitting: written here, Layer's answer not yet known · running: Layer accepted it · complete, failed, cancelled,
 * deleted: ended at Layer · refused: Layer declined it, nothing ran · unknown: the answer was lost, Layer may have started it.
 */
export type Generation = GenerationBase &
  (
    | { status: "submitting" }
    | ({
        status: "running";
        /** Half of such runs took no longer, from this studio's history or else Layer's own words; null when neither knows. */
        usualSeconds: number | null;
        /** Nine of ten took no longer; absent or null where only Layer's own words are known. */
        slowSeconds?: number | null;
        /** Why the newest look at the run did not succeed, while it goes on; null when it did. */
        readProblem: ProblemCode | null;
      } & Started)
    | ({
        status: "complete";
        completedAt: string;
        assets: Asset[];
        chargeCreativeUnits: number | null;
      } & Started)
    | ({
        status: "failed";
        completedAt: string;
        error: string;
        errorCode: string | null;
        chargeCreativeUnits: number | null;
      } & Started)
    | ({ status: "cancelled"; completedAt: string; chargeCreativeUnits: number | null } & Started)
    | ({ status: "deleted"; completedAt: string } & Started)
    | { status: "refused"; problem: ProblemCode; detail: string; retryAfterSeconds: number | null }
    | {
        status: "unknown";
        problem: ProblemCode;
        detail: string;
        /** Available Creative Units just before the call, to hold against the balance now; null when not known. */
        availableBeforeCreativeUnits: number | null;
        /** The same right after the answer was lost. Other runs may have moved it too. */
        availableAfterCreativeUnits: number | null;
        /** The word of who ran it; null until they say. It is no evidence, and Layer's late answer outweighs it. */
        settled: { as: SettledWord; at: string } | null;
      }
  );

export type GenerationStatus = Generation["status"];

/** True while Layer may still change the generation's state. */
export function isActive(generation: Pick<Generation, "status">): boolean {
  return generation.status === "submitting" || generation.status === "running";
}

export interface GenerationPage {
  generations: Generation[];
  nextCursor: string | null;
}

/** What changed in a workspace since a moment: the one question a browser polls. */
export interface GenerationChanges {
  generations: Generation[];
  /** Give it back as `since` next time. */
  asOf: string;
  /** How long to wait before asking again. */
  nextDelayMs: number;
  /** Generations submitting or running in the workspace now. */
  activeCount: number;
  /** The person's own queue; null while nothing of it is to be sent. */
  queue: QueueState | null;
}

/** The prompt of a model run, the name of a workflow run: what an item's accessible name begins with. */
export function generationTitle(generation: Pick<Generation, "request" | "source">): string {
  if (generation.request.kind === "model") {
    const prompt = generation.request.parameters.prompt?.trim();
    if (prompt) return prompt;
  }
  return generation.source.name;
}

import type { Asset } from "./asset";
import type { NormalizedParameters, WorkflowStep } from "./generation";

/** Layer's answer to a start: the run exists and its estimate is reserved. */
export interface StartedRun {
  runId: string;
  estimateCreativeUnits: number | null;
  pollIntervalSeconds: number;
  /** ISO moment by Layer's clock. */
  startedAt: string;
  sessionId: string | null;
  normalized: NormalizedParameters;
}

/** One look at a run, for inferences and workflow runs alike. */
export type RunState =
  | {
      status: "running";
      /** Null where Layer named none: keep the last one. */
      pollIntervalSeconds: number | null;
      steps: WorkflowStep[];
    }
  | {
      status: "complete";
      completedAt: string | null;
      assets: Asset[];
      chargeCreativeUnits: number | null;
      steps: WorkflowStep[];
    }
  | {
      status: "failed";
      completedAt: string | null;
      error: string;
      errorCode: string | null;
      chargeCreativeUnits: number | null;
      steps: WorkflowStep[];
    }
  | {
      status: "cancelled";
      completedAt: string | null;
      chargeCreativeUnits: number | null;
      steps: WorkflowStep[];
    }
  | { status: "deleted"; steps: WorkflowStep[] };

/** What names a run at Layer. */
export interface RunAddress {
  kind: "model" | "workflow";
  /** The model's or workflow's id. */
  sourceId: string;
  runId: string;
}

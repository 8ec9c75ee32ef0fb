import { randomUUID } from "node:crypto";
import { ApiProblem } from "./api-problem";
import type { Fate } from "./catalog/test-cards";
import type { WorkflowFate } from "./catalog/workflows";
import type { Clock, MediaHost, RenderedAsset, RenderJob } from "./parts";
import { inCents } from "./pricing";
import type { Caller, Workspace } from "./studio-world";

/** How a run ends, when it is not simply with its rendered files. */
type Ending =
  | { kind: "completes" }
  | { kind: "empty" }
  | { kind: "fails"; error: string; errorCode: string }
  | { kind: "cancelled" }
  | { kind: "deleted" };

export interface PlannedEnd {
  workspaceId: string;
  fate: WorkflowFate;
}

type RunState =
  | { kind: "running" }
  | { kind: "complete"; completedAt: number; assets: readonly RunAsset[] }
  | { kind: "failed"; error: string; errorCode: string }
  | { kind: "cancelled" }
  | { kind: "deleted" };

export interface RunAsset extends RenderedAsset {
  objectType: "file" | "asset";
}

export interface RunJob extends RenderJob {
  objectType: "file" | "asset";
}

interface RunOrder {
  caller: Caller;
  workspace: Workspace;
  /** What a later read is asked under: an inference has no workflow. */
  workflowId: string | null;
  steps: readonly string[];
  /** How far into its steps it comes: 1.5 is the middle of the second. All of them where it is not to end early. */
  stepsToRun: number;
  estimate: number;
  charge: number;
  durationMs: number;
  jobs: readonly RunJob[];
  ending: Ending;
  isStrange: boolean;
}

export interface Run extends RunOrder {
  runId: string;
  createdAt: number;
  finishAt: number;
  pollIntervalSeconds: number;
  state: RunState;
}

type Rendering =
  | { kind: "pending" }
  | { kind: "done"; assets: readonly RunAsset[]; at: number }
  | { kind: "broken"; message: string };

/**
 * Runs, the money they hold, and the queue that draws their files.
 * Nothing here waits on a timer: a run's state follows from the clock whenever someone looks, so that moving the
 * clock ends a run at once.
 */
export class RunDesk {
  private readonly plannedEnds: PlannedEnd[] = [];
  private readonly runs = new Map<string, Run>();
  private readonly active = new Set<Run>();
  private readonly renderings = new Map<string, Rendering>();
  private readonly waiting: Run[] = [];
  private renderingCount = 0;
  private readonly clock: Clock;
  private readonly media: MediaHost;

  constructor(clock: Clock, media: MediaHost) {
    this.clock = clock;
    this.media = media;
  }

  /** Refuses what the workspace cannot take (429 before 402), then reserves the estimate and starts. */
  start(order: RunOrder): Run {
    this.settleAll();
    const { workspace, caller } = order;
    const mine = [...this.active].filter(
      (run) => run.workspace === workspace && run.caller.personId === caller.personId,
    );
    const now = this.clock.now();
    if (mine.length >= workspace.concurrentRuns) {
      const firstFree = Math.min(...mine.map((run) => run.finishAt));
      const waitSeconds = Math.min(30, Math.max(1, Math.ceil((firstFree - now) / 1_000)));
      throw new ApiProblem(
        "RATE_LIMITED",
        `You already have ${mine.length} runs in progress in this workspace, which is the most allowed.`,
        { "retry-after": String(waitSeconds) },
      );
    }
    const available = availableOf(workspace);
    if (order.estimate > available) {
      throw new ApiProblem(
        "INSUFFICIENT_BALANCE",
        `This run needs ${order.estimate} Creative Units; the workspace has ${available} available.`,
      );
    }
    workspace.reserved = inCents(workspace.reserved + order.estimate);
    const run: Run = {
      ...order,
      runId: randomUUID(),
      createdAt: now,
      finishAt: now + order.durationMs,
      pollIntervalSeconds: Math.min(10, Math.max(1, Math.round(order.durationMs / 5_000))),
      state: { kind: "running" },
    };
    this.runs.set(run.runId, run);
    this.active.add(run);
    if (order.ending.kind === "completes") {
      this.renderings.set(run.runId, { kind: "pending" });
      this.waiting.push(run);
      this.drawNext();
    }
    return run;
  }

  /** Has the next workflow run of a workspace end in one of its steps. */
  planEnd(planned: PlannedEnd): void {
    this.plannedEnds.push(planned);
  }

  /** The end that was planned for this workspace's next workflow run, taken off the plan. */
  takePlannedEnd(workspace: Workspace): PlannedEnd | null {
    const index = this.plannedEnds.findIndex(({ workspaceId }) => workspaceId === workspace.workspaceId);
    return index < 0 ? null : (this.plannedEnds.splice(index, 1)[0] ?? null);
  }

  find(runId: string, workspace: Workspace, workflowId: string | null): Run {
    this.settleAll();
    const run = this.runs.get(runId.toLowerCase());
    if (run === undefined || run.workspace !== workspace || run.workflowId !== workflowId) {
      throw new ApiProblem("RUN_NOT_FOUND", `Run ${runId} was not found in this workspace.`);
    }
    return run;
  }

  /** Brings every run and every balance up to the clock. */
  settleAll(): void {
    for (const run of this.active) {
      this.settle(run);
    }
  }

  private settle(run: Run): void {
    if (this.clock.now() < run.finishAt) {
      return;
    }
    const state = this.endOf(run);
    if (state.kind === "running") {
      return;
    }
    run.state = state;
    this.active.delete(run);
    this.renderings.delete(run.runId);
    run.workspace.reserved = inCents(run.workspace.reserved - run.estimate);
    if (state.kind === "complete") {
      run.workspace.balance = inCents(run.workspace.balance - run.charge);
    }
  }

  private endOf(run: Run): RunState {
    const { ending } = run;
    if (ending.kind === "empty") {
      return { kind: "complete", completedAt: run.finishAt, assets: [] };
    }
    if (ending.kind === "fails") {
      return { kind: "failed", error: ending.error, errorCode: ending.errorCode };
    }
    if (ending.kind !== "completes") {
      return { kind: ending.kind };
    }
    const rendering = this.renderings.get(run.runId);
    if (rendering?.kind === "done") {
      return {
        kind: "complete",
        completedAt: Math.max(run.finishAt, rendering.at),
        assets: rendering.assets,
      };
    }
    return rendering?.kind === "broken"
      ? { kind: "failed", error: rendering.message, errorCode: "GENERATION_FAILED" }
      : { kind: "running" };
  }

  /** Two at a time, the soonest due first: otherwise one long video would hold up every instant picture. */
  private drawNext(): void {
    if (this.renderingCount >= 2 || this.waiting.length === 0) {
      return;
    }
    this.waiting.sort((one, other) => one.finishAt - other.finishAt);
    const run = this.waiting.shift();
    if (run === undefined) {
      return;
    }
    this.renderingCount += 1;
    void this.draw(run).then((rendering) => {
      this.renderings.set(run.runId, rendering);
      this.renderingCount -= 1;
      return this.drawNext();
    });
  }

  /** Never rejects: a renderer that throws is a run that failed. */
  private async draw(run: Run): Promise<Rendering> {
    try {
      const assets: RunAsset[] = [];
      for (const { objectType, ...job } of run.jobs) {
        const rendered = await this.media.render({ ...job, finishedAt: run.finishAt });
        assets.push(...rendered.map((asset) => ({ ...asset, objectType })));
      }
      return { kind: "done", assets, at: this.clock.now() };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { kind: "broken", message: `The renderer stopped: ${reason}` };
    }
  }
}

export function availableOf(workspace: Workspace): number {
  return inCents(workspace.balance - workspace.reserved);
}

export function endingOf(fate: Fate | null): Ending {
  switch (fate?.kind) {
    case "fails":
      return { kind: "fails", error: fate.error, errorCode: fate.errorCode };
    case "deleted":
      return { kind: "deleted" };
    case "empty":
      return { kind: "empty" };
    default:
      return { kind: "completes" };
  }
}

import type { NewBatch } from "../domain/batch";
import { createStored, type Stored } from "./plan-store";
import type { InputAxis } from "./workflow-plan-rows";

/** Several runs of one workflow as they are being planned; what is not varied is the form's own draft. */
export interface WorkflowPlan {
  kind: "vary" | "sheet";
  axes: InputAxis[];
  /** The sheet's lines, the headings first. */
  sheet: string[][];
  /** Labels of the rows that were taken off. */
  takenOff: string[];
  /** Approved and sent, the answer not known: sent again it is the same plan, never a second. */
  pending: NewBatch | null;
}

export const emptyWorkflowPlan: WorkflowPlan = {
  kind: "vary",
  axes: [],
  sheet: [],
  takenOff: [],
  pending: null,
};

const plans = new Map<string, Stored<WorkflowPlan>>();

/** The plan being made of a workflow. */
export function workflowPlanStore(workspaceId: string, workflowId: string): Stored<WorkflowPlan> {
  const key = `workflow:${workspaceId}:${workflowId}`;
  const plan =
    plans.get(key) ?? createStored<WorkflowPlan>(key, (stored) => ({ ...emptyWorkflowPlan, ...stored }));
  plans.set(key, plan);
  return plan;
}

import { createStored, keptWithApproval, type PlanBase, type Stored } from "./plan-store";
import type { InputAxis } from "./workflow-plan-rows";

/** Several runs of one workflow as they are being planned; what is not varied is the form's own draft. */
export interface WorkflowPlan extends PlanBase {
  kind: "vary" | "sheet";
  axes: InputAxis[];
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
    plans.get(key) ??
    createStored<WorkflowPlan>(key, (stored) => ({ ...emptyWorkflowPlan, ...stored }), keptWithApproval(key));
  plans.set(key, plan);
  return plan;
}

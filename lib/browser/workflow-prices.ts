import type { WorkflowRequest } from "../domain/request";
import type { Workflow, WorkflowInput } from "../domain/workflow";
import { checkInputs, controlFor, defaultValues, type FormValue, ownValue } from "./input-control";
import { listPriceQuery } from "./list-prices";

/** Stands for what a person would write: a price does not hang on the words, and an estimate costs nothing. */
const someWords = "A lantern";

function valueFor(input: WorkflowInput, value: FormValue): FormValue {
  if (value !== null || !input.isRequired) return value;
  const control = controlFor(input);
  return control.kind === "text" || control.kind === "lines" ? someWords : value;
}

/** The least a workflow can be asked for: its own defaults. Null where something has to be chosen first. */
export function defaultRequest({ id, inputs }: Pick<Workflow, "id" | "inputs">): WorkflowRequest | null {
  const defaults = defaultValues(inputs);
  const values = Object.fromEntries(
    inputs.map((input) => [input.name, valueFor(input, ownValue(defaults, input.name) ?? null)]),
  );
  const checked = checkInputs(inputs, values);
  if (Object.keys(checked.problems).length > 0) return null;
  return {
    kind: "workflow",
    workflowId: id,
    inputs: checked.inputs as WorkflowRequest["inputs"],
    sessionName: null,
  };
}

/** Layer's quote for a workflow as it stands, for "from … CU". */
export function workflowPriceQuery(workspaceId: string, workflow: Workflow) {
  return listPriceQuery(workspaceId, workflow.id, defaultRequest(workflow));
}

import { problemSentence, schemaProblem } from "./value-schema";
import type { Workflow, WorkflowInput } from "./workflow";
import { filesOf } from "./workflow-files";

function inputProblem(
  { name, type, label, isRequired, schema, defaultValue }: WorkflowInput,
  given: object,
): string | null {
  if (!Object.hasOwn(given, name))
    return isRequired && defaultValue === null ? `“${label}” is needed.` : null;
  // A file is given by its id, of which its schema says nothing.
  if (filesOf({ name, type, schema }).holds !== "none") return null;
  const problem = schemaProblem(schema, (given as Record<string, unknown>)[name]);
  return problem && `“${label}”: ${problemSentence(problem)}`;
}

/** Why a workflow would not take these inputs, in a sentence; null where nothing is known against them. */
export function inputsProblem({ inputs }: Pick<Workflow, "inputs">, given: object): string | null {
  for (const input of inputs) {
    const problem = inputProblem(input, given);
    if (problem) return problem;
  }
  return null;
}

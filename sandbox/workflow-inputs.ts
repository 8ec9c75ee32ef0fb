import { Ajv, type ValidateFunction } from "ajv";
import { ApiProblem } from "./api-problem";
import type { InputValues, SandboxWorkflow } from "./catalog/workflows";
import type { FileStore, StoredFile } from "./parts";
import { isUuid } from "./stable-id";

const ajv = new Ajv({ allErrors: true, strict: false });
ajv.addFormat("uuid", isUuid);

const validators = new Map<string, ValidateFunction>();

function validatorOf(workflow: SandboxWorkflow): ValidateFunction {
  const known = validators.get(workflow.workflowId);
  if (known !== undefined) {
    return known;
  }
  const made = ajv.compile({
    type: "object",
    required: workflow.inputs.filter((input) => input.required).map((input) => input.name),
    // Each under an address of its own, because what it refers to is meant within itself.
    properties: Object.fromEntries(
      workflow.inputs.map((input) => [
        input.name,
        { $id: `https://sandbox.test/${workflow.slug}/${input.name}`, ...input.value_schema },
      ]),
    ),
  });
  validators.set(workflow.workflowId, made);
  return made;
}

/** The run's inputs with defaults filled in; null counts as not given, unknown names are dropped. */
export function readWorkflowInputs(
  workflow: SandboxWorkflow,
  given: Readonly<Record<string, unknown>>,
): InputValues {
  const values = Object.fromEntries(
    workflow.inputs.flatMap((input) => {
      const value = given[input.name] ?? input.default;
      return value === null ? [] : [[input.name, value]];
    }),
  );
  const validate = validatorOf(workflow);
  if (!validate(values)) {
    throw new ApiProblem(
      "INVALID_INPUTS",
      (validate.errors ?? [])
        .map((error) => `inputs${error.instancePath.replaceAll("/", ".")}: ${error.message}`)
        .join("; "),
    );
  }
  return values;
}

/** The stored file behind an id, or the 422 that names it: wrong, someone else's, or never fully uploaded. */
export function requireFile(
  files: FileStore,
  workspaceId: string,
  fileId: string,
  where: string,
): StoredFile {
  const file = files.get(fileId.toLowerCase());
  if (file === undefined || file.workspaceId !== workspaceId) {
    throw new ApiProblem(
      "INVALID_INPUTS",
      `${where}: File ${fileId} was not found in this workspace, or its upload never finished.`,
    );
  }
  return file;
}

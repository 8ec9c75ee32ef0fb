import { takesMask } from "../domain/mask-rule";
import type { Model } from "../domain/model";
import { fieldsFor, type ParameterKey, parameterDefinition, parameterKeys } from "../domain/parameters";
import type { Parameters } from "../domain/request";
import {
  canHold,
  type Draft,
  type DraftReference,
  emptyDraft,
  isSet,
  lengthProblem,
  roleFor,
  rolesFor,
  setParameter,
} from "./drafts";

type Subject = Pick<Model, "modality" | "capabilities">;

// Dials that are tuned to one model: 28 steps are few for one and wasted on the next.
const tunedKeys = new Set<ParameterKey>([
  "numInferenceSteps",
  "guidanceScale",
  "sharpness",
  "creativity",
  "resemblance",
]);

// What a person is working on, whatever the model: here an empty one replaces a filled one too.
const workKeys = new Set<ParameterKey>(["prompt", "width", "height", "batchSize", "seed"]);

// One after the other, so that the second picture sees which role the first was given.
function carriedReferences(references: readonly DraftReference[], model: Subject): DraftReference[] {
  const modelRoles = model.capabilities.referenceRoles;
  const carried: DraftReference[] = [];
  for (const reference of references)
    carried.push(
      // What this model cannot take keeps its role, for the next model that can.
      rolesFor(model, reference.contentType).length === 0 ||
        (modelRoles.includes(reference.role) && canHold(reference.role, reference.contentType))
        ? reference
        : { ...reference, role: roleFor(model, reference.contentType, carried), weight: null },
    );
  return carried;
}

/** The draft of the model that was just picked: its own settings, with what the person is working on put on top. */
export function carryOver(from: Draft, own: Draft | null, model: Subject): Draft {
  const parameters: Parameters = { ...own?.parameters };
  const lengths = fieldsFor(model).find(({ key }) => key === "durationSeconds");
  for (const key of parameterKeys) {
    const value = from.parameters[key];
    const isMade =
      key !== "durationSeconds" || !lengths || typeof value !== "number" || !lengthProblem(lengths, value);
    if (workKeys.has(key)) setParameter(parameters, key, value);
    else if (isMade && !tunedKeys.has(key) && isSet(from.parameters, key))
      setParameter(parameters, key, value);
  }
  return {
    ...emptyDraft,
    parameters,
    references: carriedReferences(from.references, model),
    // It belongs to the picture, which is carried too.
    mask: from.mask,
    sessionName: from.sessionName,
    pendingClicks: own?.pendingClicks ?? [],
  };
}

/** What became of each thing that was set, when the model was changed; in the words of the form. */
export interface CarryReport {
  kept: string[];
  /** Stays on the form of the model before. */
  left: string[];
  /** On the form, greyed, and not sent. */
  unused: string[];
}

export function carryReport(from: Draft, next: Draft, model: Subject): CarryReport {
  const report: CarryReport = { kept: [], left: [], unused: [] };
  const fields = new Set(fieldsFor(model).map(({ key }) => key));
  for (const key of parameterKeys) {
    if (!isSet(from.parameters, key) || key === "height") continue;
    const word = key === "width" ? "size" : parameterDefinition(key).label.toLowerCase();
    // Set, but not to the value it had: the one before was not taken along.
    if (from.parameters[key] !== next.parameters[key]) report.left.push(word);
    else if (fields.has(key)) report.kept.push(word);
    else report.unused.push(word);
  }
  const count = (references: readonly DraftReference[]) =>
    `${references.length} ${references.length === 1 ? "reference" : "references"}`;
  const usable = next.references.filter(({ contentType }) => rolesFor(model, contentType).length > 0);
  const idle = next.references.filter((reference) => !usable.includes(reference));
  if (usable.length > 0) report.kept.push(count(usable));
  if (idle.length > 0) report.unused.push(count(idle));
  if (next.mask) (takesMask(model) ? report.kept : report.unused).push("mask");
  return report;
}

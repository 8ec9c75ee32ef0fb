import type { Generation } from "./generation";
import { takesMask } from "./mask-rule";
import type { Model } from "./model";
import { fieldsFor, type ParameterKey, parameterDefinition, parameterKeys } from "./parameters";
import { referenceRoleLabel } from "./reference-roles";
import type { ParameterValue } from "./request";

export interface ReceiptLine {
  key: ParameterKey;
  label: string;
  asked: string | null;
  ran: string | null;
  /** Layer ran another value than the one asked for. */
  isChanged: boolean;
}

function shown(value: ParameterValue | undefined): string | null {
  if (value === undefined) return null;
  if (typeof value === "boolean") return value ? "On" : "Off";
  if (typeof value === "object") return value.map(({ type }) => type).join(", ");
  return String(value);
}

/** Asked beside ran, for every parameter that was asked or that Layer answered; the prompt is shown elsewhere. */
export function receiptOf(generation: Generation): ReceiptLine[] {
  const asked = generation.request.kind === "model" ? generation.request.parameters : {};
  const ran = "normalized" in generation ? generation.normalized : {};
  return parameterKeys.flatMap((key) => {
    if (key === "prompt") return [];
    const askedText = shown(asked[key]);
    const ranText = key in ran ? shown(ran[key as keyof typeof ran]) : null;
    if (askedText === null && ranText === null) return [];
    return [
      {
        key,
        label: parameterDefinition(key).label,
        asked: askedText,
        ran: ranText,
        isChanged: askedText !== null && ranText !== null && askedText !== ranText,
      },
    ];
  });
}

/**
 * What was asked of a model that, by its own capabilities, does nothing with it. Layer takes such options without a
 * word; the capabilities are those of today, as Layer keeps no others.
 */
export function ignoredOptions(
  { request }: Pick<Generation, "request">,
  model: Pick<Model, "modality" | "capabilities">,
): string[] {
  if (request.kind !== "model") return [];
  const known = new Set<ParameterKey>(fieldsFor(model).map(({ key }) => key));
  const roles = new Set(model.capabilities.referenceRoles);
  const options = parameterKeys.flatMap((key) => {
    const value = request.parameters[key];
    return value === undefined || value === null || known.has(key) ? [] : [parameterDefinition(key).label];
  });
  const references = request.references.flatMap(({ role }) =>
    roles.has(role) ? [] : [`${referenceRoleLabel(role)} (reference)`],
  );
  return [...new Set([...options, ...references, ...(request.mask && !takesMask(model) ? ["Mask"] : [])])];
}

import { parameterDefinition, parameterKeys, valueWords } from "../domain/parameters";
import { defaultReferenceWeight, referenceRoleLabel } from "../domain/reference-roles";
import { type Draft, isSet } from "./drafts";

export interface DifferenceLine {
  label: string;
  /** Null where nothing is set. */
  before: string | null;
  after: string | null;
}

const referencesWords = ({ references }: Draft): string | null =>
  references.length === 0
    ? null
    : references
        .map(({ name, role, weight }) => {
          const share = Math.round((weight ?? defaultReferenceWeight(role)) * 100);
          return `${name} (${referenceRoleLabel(role)}, ${share}%)`;
        })
        .join(", ");

const sameReferences = (a: Draft, b: Draft) =>
  a.references.length === b.references.length &&
  a.references.every((reference, index) => {
    const other = b.references[index];
    return (
      reference.fileId === other?.fileId && reference.role === other.role && reference.weight === other.weight
    );
  });

const maskWords = ({ mask }: Draft): string | null => mask && `Feather ${mask.edgeRadiusPixels} px`;

const sameMask = (a: Draft, b: Draft) =>
  a.mask?.fileId === b.mask?.fileId &&
  a.mask?.edgeRadiusPixels === b.mask?.edgeRadiusPixels &&
  a.mask?.forTransparency === b.mask?.forTransparency &&
  a.mask?.forNontransparency === b.mask?.forNontransparency;

/** What changes on the form when one draft takes the place of another, in the order of the form; empty where nothing does. */
export function draftDifference(before: Draft, after: Draft): DifferenceLine[] {
  const lines: DifferenceLine[] = [];
  for (const key of parameterKeys) {
    const [old, next] = [before.parameters[key], after.parameters[key]];
    const wasSet = isSet(before.parameters, key);
    const willBeSet = isSet(after.parameters, key);
    if (!wasSet && !willBeSet) continue;
    if (JSON.stringify(old) === JSON.stringify(next) && before.unread[key] === undefined) continue;
    lines.push({
      label: parameterDefinition(key).label,
      before: before.unread[key] ?? (wasSet && old !== undefined ? valueWords(key, old) : null),
      after: willBeSet && next !== undefined ? valueWords(key, next) : null,
    });
  }
  if (!sameReferences(before, after))
    lines.push({ label: "References", before: referencesWords(before), after: referencesWords(after) });
  if (!sameMask(before, after))
    lines.push({ label: "Mask", before: maskWords(before), after: maskWords(after) });
  if (before.sessionName.trim() !== after.sessionName.trim())
    lines.push({
      label: "Session",
      before: before.sessionName.trim() || null,
      after: after.sessionName.trim() || null,
    });
  return lines;
}

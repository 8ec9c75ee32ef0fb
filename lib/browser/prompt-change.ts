import type { Draft } from "./drafts";

/** True where two drafts are the same in all that the fields beside the prompt show. */
export function differsInPromptOnly(one: Draft, other: Draft): boolean {
  if (one === other) return true;
  const { parameters: a, updatedAtMs: _whenA, ...restA } = one;
  const { parameters: b, updatedAtMs: _whenB, ...restB } = other;
  return isSameBut(restA, restB, null) && isSameBut(a, b, "prompt");
}

function isSameBut<Shape extends object>(one: Shape, other: Shape, left: keyof Shape | null): boolean {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)] as Array<keyof Shape>);
  return [...keys].every((key) => key === left || one[key] === other[key]);
}

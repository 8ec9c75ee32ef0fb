import type { Mask } from "./reference";

/** Which part of a mask Layer is told to change. */
export type MaskRule = "opaque" | "transparent" | "both" | "none";

type RuleFlags = Pick<Mask, "forTransparency" | "forNontransparency">;

/**
 * Layer's two flags by what they mean to the person who painted: what is painted is opaque in the file, the rest is
 * transparent.
 */
export const maskRules: Record<MaskRule, RuleFlags & { label: string; help: string }> = {
  opaque: {
    forTransparency: false,
    forNontransparency: true,
    label: "What is painted changes",
    help: "Layer redraws the painted (opaque) areas and keeps the rest of the picture.",
  },
  transparent: {
    forTransparency: true,
    forNontransparency: false,
    label: "What is not painted changes",
    help: "Layer keeps the painted areas and redraws the rest (what is transparent in the mask).",
  },
  both: {
    forTransparency: true,
    forNontransparency: true,
    label: "Everything changes",
    help: "Both rules are sent, so that painted and unpainted areas count as masked.",
  },
  none: {
    forTransparency: false,
    forNontransparency: false,
    label: "As Layer reads it",
    help: "No rule is sent. Layer does not say how it reads such a mask; most tools change what is bright in it.",
  },
};

export const maskRuleNames = ["opaque", "transparent", "both", "none"] as const satisfies MaskRule[];

export function maskRuleOf({ forTransparency, forNontransparency }: RuleFlags): MaskRule {
  if (forTransparency) return forNontransparency ? "both" : "transparent";
  return forNontransparency ? "opaque" : "none";
}

export function flagsOfMaskRule(rule: MaskRule): RuleFlags {
  const { forTransparency, forNontransparency } = maskRules[rule];
  return { forTransparency, forNontransparency };
}

/** The rule under which the same file means the opposite; null where there is none. */
export function invertedMaskRule(rule: MaskRule): MaskRule | null {
  if (rule === "opaque") return "transparent";
  return rule === "transparent" ? "opaque" : null;
}

// A mask lies over the picture that is redrawn. Layer does not say which role that is where a model takes several: a
// starting picture is drawn over by its very meaning, an edited one is next, and what is only shown comes last.
const maskedRoles = ["init", "editing_reference", "reference_image"];

/** The reference that a mask is painted over, or null where there is none. */
export function maskedReference<Reference extends { role: string; contentType: string }>(
  references: readonly Reference[],
): Reference | null {
  const pictures = references.filter(
    ({ contentType }) => contentType === "" || contentType.startsWith("image/"),
  );
  for (const role of maskedRoles) {
    const found = pictures.find((reference) => reference.role === role);
    if (found) return found;
  }
  return null;
}

/** Whether a model takes a mask; its roles, of which one has to hold the picture, are another matter. */
export function takesMask(model: { capabilities: { inpainting: boolean; outpainting: boolean } }): boolean {
  return model.capabilities.inpainting || model.capabilities.outpainting;
}

/** The roles of a model whose picture a mask can lie over, the likeliest first. */
export function maskableRoles(referenceRoles: readonly string[]): string[] {
  return maskedRoles.filter((role) => referenceRoles.includes(role));
}

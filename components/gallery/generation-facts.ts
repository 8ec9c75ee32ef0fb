import { durationWords } from "@/components/ui/duration-words";
import type { Generation } from "@/lib/domain/generation";

/** How long the run took from Layer's acceptance to its end; null while it goes on, or where it never began. */
export function timeTaken(generation: Generation): string | null {
  if (!("completedAt" in generation)) return null;
  const seconds = (Date.parse(generation.completedAt) - Date.parse(generation.startedAt)) / 1_000;
  return Number.isFinite(seconds) && seconds >= 0 ? durationWords(seconds) : null;
}

/** What was charged in words that fit beside the estimate. */
export function chargedWords(generation: Generation): { creativeUnits: number | null; words: string | null } {
  if ("chargeCreativeUnits" in generation) {
    const charge = generation.chargeCreativeUnits;
    if (charge === null) return { creativeUnits: null, words: "Layer did not say" };
    return charge === 0
      ? { creativeUnits: 0, words: "Nothing was charged" }
      : { creativeUnits: charge, words: null };
  }
  switch (generation.status) {
    case "refused":
      return { creativeUnits: 0, words: "Nothing was charged" };
    case "unknown":
      return { creativeUnits: null, words: "Not known" };
    case "deleted":
      return { creativeUnits: null, words: "Not known" };
    default:
      return { creativeUnits: null, words: "When it has ended" };
  }
}

/** What is worth knowing about a charge that Layer did not name; null where it named one, or none is due yet. */
export function chargeNote(generation: Generation): string | null {
  if (!("chargeCreativeUnits" in generation) || generation.chargeCreativeUnits !== null) return null;
  return generation.status === "complete"
    ? "Layer finished this without naming a charge. Compare the balance."
    : "Layer names a charge for finished runs only. Whether this one cost anything shows in the balance.";
}

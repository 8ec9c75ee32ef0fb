import { durationWords } from "@/components/ui/duration-words";
import type { Generation } from "@/lib/domain/generation";
import { creativeUnits } from "@/lib/domain/money";
import { problemWords } from "@/lib/domain/problem";

function charged(amount: number | null, otherwise: string): string {
  return amount === null ? otherwise : amount === 0 ? "nothing charged" : `${creativeUnits(amount)} charged`;
}

/** How a generation stands, in one line: what happened, what it cost. Says nothing about money that is not known. */
export function jobWords(generation: Generation): string {
  switch (generation.status) {
    case "submitting":
      return "Sending to Layer";
    case "running":
      return generation.usualSeconds === null
        ? "Running"
        : `Running · usually ${durationWords(generation.usualSeconds)}`;
    case "complete": {
      const count = generation.assets.length;
      return `${count} ${count === 1 ? "result" : "results"} · ${charged(generation.chargeCreativeUnits, "charge not told")}`;
    }
    case "failed":
      return `Failed: ${generation.error} · ${charged(generation.chargeCreativeUnits, "charge not told")}`;
    case "cancelled":
      return `Cancelled · ${charged(generation.chargeCreativeUnits, "charge not told")}`;
    case "deleted":
      return "Deleted at Layer";
    case "refused":
      return `${problemWords[generation.problem].title} Nothing was charged.`;
    case "unknown":
      return generation.settled?.as === "not_started"
        ? "Said not to have started"
        : problemWords[generation.problem].title;
  }
}

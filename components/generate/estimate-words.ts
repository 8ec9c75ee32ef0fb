import { keepsRunsAway } from "@/lib/domain/click";
import { affordableMore, creativeUnits, type Estimate, formatCreativeUnits } from "@/lib/domain/money";
import { type Problem, problemWords } from "@/lib/domain/problem";

export interface EstimateWords {
  text: string;
  /** Amber is for what needs a look; the estimate itself never loses anything. */
  tone: "quiet" | "warning";
}

interface EstimateState {
  estimate: Estimate | null;
  problem: Problem | null;
  /** Nothing can be priced: a value on the form is not one Layer takes. */
  isBlocked: boolean;
  /** The price belongs to what was on the form a moment ago. */
  isStale: boolean;
}

/** What is said of the price, before the click. */
export function estimateWords({ estimate, problem, isBlocked, isStale }: EstimateState): EstimateWords {
  if (isBlocked) return { text: "The price comes when the form is right.", tone: "quiet" };
  if (problem && estimate)
    return {
      text: `${creativeUnits(estimate.priceCreativeUnits)} when Layer last said; asking again failed: ${lowerFirst(problemWords[problem.code].title)}`,
      tone: "warning",
    };
  if (problem && keepsRunsAway(problem))
    return { text: `No price: ${lowerFirst(problemWords[problem.code].title)}`, tone: "warning" };
  if (problem)
    return {
      text: `No price: ${lowerFirst(problemWords[problem.code].title)} You can generate without it; Easel asks first.`,
      tone: "warning",
    };
  if (!estimate) return { text: "Asking Layer for the price…", tone: "quiet" };
  if (isStale)
    return {
      text: `${creativeUnits(estimate.priceCreativeUnits)} before the last change · asking Layer again`,
      tone: "quiet",
    };
  if (!estimate.isAffordable)
    return {
      text: `Not enough Creative Units: this takes ${formatCreativeUnits(estimate.priceCreativeUnits)}, and ${formatCreativeUnits(estimate.availableCreativeUnits)} are available.`,
      tone: "warning",
    };
  const more = affordableMore(estimate);
  return {
    text: [
      creativeUnits(estimate.priceCreativeUnits),
      `${formatCreativeUnits(estimate.remainingCreativeUnits)} left after`,
      ...(more === null ? [] : [`you can afford ${formatCreativeUnits(more)} more`]),
    ].join(" · "),
    tone: "quiet",
  };
}

// Names keep their capital wherever they stand.
function lowerFirst(sentence: string): string {
  return /^(Layer|Easel)/.test(sentence) ? sentence : sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

/** The button's text: how many, and for what, once that is known. */
export function generateLabel(batchSize: number, estimate: Estimate | null): string {
  const count = `Generate ${batchSize}`;
  return estimate ? `${count} · ${creativeUnits(estimate.priceCreativeUnits)}` : count;
}

import { keepsRunsAway } from "@/lib/domain/click";
import { type Problem, problemWords } from "@/lib/domain/problem";

/** Why there is no price, in Layer's own words where it has some, and what can be done without it. */
export function noPriceWords(problem: Problem): string {
  const { title, action } = problemWords[problem.code];
  // The table's own advice is to try again, which the button beside says.
  const detail = problem.detail === action || problem.detail === title ? "" : problem.detail.trim();
  return [
    "No price.",
    title,
    detail,
    keepsRunsAway(problem) ? "" : "You can run without it; Easel asks first.",
  ]
    .filter(Boolean)
    .join(" ");
}

import { keepsRunsAway } from "@/lib/domain/click";
import { type Problem, problemWords } from "@/lib/domain/problem";

/** Why there is no price, in Layer's own words where it has some, and what can be done without it. */
export function noPriceWords(problem: Problem): string {
  const { title, action } = problemWords[problem.code];
  // The table's own advice is to try again, which the button beside says; of what is gone it says more.
  const isSaid = problem.detail === title || (problem.detail === action && problem.code !== "not_found");
  const detail = isSaid ? "" : problem.detail.trim();
  return [
    "No price.",
    title,
    detail,
    keepsRunsAway(problem) ? "" : "You can run without it; Easel asks first.",
  ]
    .filter(Boolean)
    .join(" ");
}

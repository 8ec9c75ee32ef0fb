import { maxBatchRows } from "@/lib/domain/batch";
import type { PlanMoney } from "@/lib/domain/plan-money";

interface PlanState {
  isReady: boolean;
  /** An approval was sent and its answer is not known. */
  isPending: boolean;
  isTooMany: boolean;
  isSheet: boolean;
  rowCount: number;
  /** Of these, the rows that can be asked for. */
  askedCount: number;
  money: Pick<PlanMoney, "askingCount" | "isAffordable">;
}

/** What the rows are called, and what makes the first of them. */
export interface PlanWords {
  one: string;
  several: string;
  /** What to do where nothing is planned yet, save by a sheet. */
  begin: string;
}

/** Why a plan cannot be approved now, in a sentence; null when it can. */
export function planBlocker(plan: PlanState, words: PlanWords): string | null {
  if (!plan.isReady) return "One moment.";
  if (plan.isPending) return "First settle the plan whose answer was lost.";
  if (plan.isTooMany) return `A plan holds ${maxBatchRows} ${words.several}.`;
  if (plan.rowCount === 0) return plan.isSheet ? "Paste or choose a sheet first." : words.begin;
  if (plan.askedCount === 0) return "No row can be asked for yet.";
  if (plan.money.askingCount > 0) return "The total comes when every row is priced.";
  return plan.money.isAffordable ? null : "Take rows off until it can be paid for.";
}

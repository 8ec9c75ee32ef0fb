import { creativeUnits, formatCreativeUnits } from "./money";

/** Layer's price of one row; where there is none, whether one is still to come. */
export type RowPrice = number | "asking" | "none";

interface PlanBalance {
  /** What can be spent now: the balance less what running generations hold. Null while it is not known. */
  availableCreativeUnits: number | null;
  reservedCreativeUnits: number | null;
}

export interface PlanMoney {
  /** Of the rows that have a price. */
  sumCreativeUnits: number;
  pricedCount: number;
  askingCount: number;
  unpricedCount: number;
  /** How many of the rows, from the first, the available Creative Units pay for. */
  affordableCount: number;
  isAffordable: boolean;
}

/** What a plan comes to: Layer's own prices, added up. */
export function planMoney(prices: readonly RowPrice[], { availableCreativeUnits }: PlanBalance): PlanMoney {
  let sum = 0;
  let affordableCount = 0;
  let isAffordable = true;
  for (const price of prices) {
    if (typeof price === "number") sum += price;
    // Sums of tenths drift: a millionth of a Creative Unit is nobody's.
    if (availableCreativeUnits !== null && sum > availableCreativeUnits + 1e-6) isAffordable = false;
    if (isAffordable) affordableCount += 1;
  }
  return {
    sumCreativeUnits: Number(sum.toFixed(6)),
    pricedCount: prices.filter((price) => typeof price === "number").length,
    askingCount: prices.filter((price) => price === "asking").length,
    unpricedCount: prices.filter((price) => price === "none").length,
    affordableCount,
    isAffordable,
  };
}

const generations = (count: number) =>
  count === 1 ? "1 generation" : `${formatCreativeUnits(count)} generations`;

/** What is said of a plan's price before it is approved. */
export function planMoneyWords(
  money: PlanMoney,
  balance: PlanBalance,
): { text: string; tone: "quiet" | "warning" } {
  const { sumCreativeUnits, pricedCount, askingCount, unpricedCount } = money;
  const count = pricedCount + askingCount + unpricedCount;
  if (count === 0) return { text: "Nothing to approve yet.", tone: "quiet" };
  const { availableCreativeUnits, reservedCreativeUnits } = balance;
  const parts = [`${generations(count)} · ${creativeUnits(sumCreativeUnits)}`];
  if (askingCount > 0) parts.push(`${askingCount} still being priced`);
  if (unpricedCount > 0) parts.push(`${unpricedCount} without a price`);
  if (availableCreativeUnits === null) return { text: parts.join(" · "), tone: "quiet" };
  const held =
    reservedCreativeUnits !== null && reservedCreativeUnits > 0
      ? `, ${formatCreativeUnits(reservedCreativeUnits)} reserved by what runs`
      : "";
  if (!money.isAffordable)
    return {
      text: `${parts.join(" · ")}: ${creativeUnits(sumCreativeUnits - availableCreativeUnits)} more than the ${formatCreativeUnits(availableCreativeUnits)} available${held}.`,
      tone: "warning",
    };
  const after = `${formatCreativeUnits(availableCreativeUnits - sumCreativeUnits)} of ${formatCreativeUnits(availableCreativeUnits)} left after${held}`;
  return { text: [...parts, after].join(" · "), tone: unpricedCount > 0 ? "warning" : "quiet" };
}

/** The approval's button. */
export function approveLabel({
  sumCreativeUnits,
  pricedCount,
  askingCount,
  unpricedCount,
}: PlanMoney): string {
  const count = pricedCount + askingCount + unpricedCount;
  if (count === 0) return "Approve";
  if (askingCount > 0) return `Approve ${count} · pricing…`;
  return `Approve ${count} · ${creativeUnits(sumCreativeUnits)}${unpricedCount > 0 ? " and more" : ""}`;
}

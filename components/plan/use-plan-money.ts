"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type PlanPrice, priceKey, usePlanPrices } from "@/lib/browser/plan-prices";
import type { PlanRow } from "@/lib/browser/plan-rows";
import { workspaceQuery } from "@/lib/browser/queries";
import { type PlanMoney, planMoney, planMoneyWords, type RowPrice } from "@/lib/domain/plan-money";
import type { GenerationRequest } from "@/lib/domain/request";

/** What a plan's rows cost by Layer's word, and what that comes to beside the balance. */
export interface PlanCost {
  /** What is asked for: the rows that can be. */
  requests: readonly GenerationRequest[];
  prices: ReadonlyMap<string, PlanPrice>;
  /** Asks again for the prices that did not come. */
  retry: () => void;
  money: PlanMoney;
  words: ReturnType<typeof planMoneyWords>;
}

const noRequests: GenerationRequest[] = [];

function moneyOf(price: PlanPrice | undefined): RowPrice {
  if (!price || price.is === "asking") return "asking";
  return price.is === "known" ? price.estimate.priceCreativeUnits : "none";
}

/** `isPriced` is false while the plan is not one that Layer may be asked about. */
export function usePlanMoney(workspaceId: string, kept: readonly PlanRow[], isPriced: boolean): PlanCost {
  const requests = useMemo(() => kept.flatMap(({ request }) => request ?? []), [kept]);
  const { prices, retry } = usePlanPrices(workspaceId, isPriced ? requests : noRequests);
  const workspace = useQuery(workspaceQuery(workspaceId));
  const balance = {
    availableCreativeUnits: workspace.data?.availableCreativeUnits ?? null,
    reservedCreativeUnits: workspace.data?.reservedCreativeUnits ?? null,
  };
  const money = planMoney(
    requests.map((request) => moneyOf(prices.get(priceKey(request)))),
    balance,
  );
  return { requests, prices, retry, money, words: planMoneyWords(money, balance) };
}

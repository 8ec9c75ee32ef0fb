"use client";

import { useQuery } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import { budgetsQuery } from "@/lib/browser/queries";
import type { Spend } from "@/lib/browser/spend";
import { budgetNotice, budgetsOf } from "@/lib/domain/budget";
import { problemWords } from "@/lib/domain/problem";

/** What a click would do to a budget, said before it is made. The server decides again when it is. */
export function BudgetNotice({ spend }: { spend: Spend }) {
  const { data } = useQuery(budgetsQuery(spend.workspaceId));
  if (!data || !spend.estimate) return null;
  const { personId, standings } = data;
  const notice = budgetNotice(
    budgetsOf(standings, { personId, sessionName: spend.sessionName }),
    spend.estimate.priceCreativeUnits,
  );
  if (!notice) return null;
  return (
    <p role="status" className="flex gap-2 rounded-tile bg-warning-soft px-3 py-2 text-12 text-soft">
      <TriangleAlert size={14} aria-hidden="true" className="mt-px shrink-0 text-warning" />
      <span>
        {notice.text}
        {notice.kind === "crossed" ? ` ${problemWords.budget_reached.action}` : ""}
      </span>
    </p>
  );
}

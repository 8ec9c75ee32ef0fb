"use client";

import { FileSpreadsheet, Layers, Undo2 } from "lucide-react";
import { useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import type { PlanBase } from "@/lib/browser/plan-store";
import { maxBatchRows } from "@/lib/domain/batch";
import { formatCreativeUnits } from "@/lib/domain/money";
import { gridOf } from "@/lib/domain/plan-grid";
import { withCell } from "@/lib/domain/sheet";
import { PlanBar } from "./plan-bar";
import { type PlanWords, planBlocker } from "./plan-blocker";
import { PlanGridPreview } from "./plan-grid-preview";
import { PlanTable } from "./plan-table";
import { SheetTable } from "./sheet-table";
import type { Approval } from "./use-approval";
import type { ReadPlan } from "./use-kept-rows";
import type { PlanCost } from "./use-plan-money";

interface PlanRowsPaneProps {
  words: PlanWords;
  isReady: boolean;
  plan: PlanBase;
  reading: ReadPlan;
  cost: PlanCost;
  approval: Approval;
  /** What to have fewer of, where the rows are too many. */
  fewer: string;
  /** What is said where there is no row; null shows the empty list. */
  nothing: { title: string; text: string } | null;
  onTakenOff: (labels: string[]) => void;
  onSheet: (next: (sheet: string[][]) => string[][]) => void;
}

/** What a plan comes to: its rows with their prices, the total and the one approval. */
export function PlanRowsPane({
  words,
  isReady,
  plan,
  reading,
  cost: { requests, prices, retry, money, words: moneyWords },
  approval,
  fewer,
  nothing,
  onTakenOff,
  onSheet,
}: PlanRowsPaneProps) {
  const [view, setView] = useState<"grid" | "list">("grid");
  const { rows, kept } = reading;
  const isSheet = plan.kind === "sheet";
  const takenOff = useMemo(() => new Set(plan.takenOff), [plan.takenOff]);
  const grid = useMemo(() => (isSheet ? null : gridOf(rows.map(({ label }) => label))), [isSheet, rows]);
  const brokenCount = kept.length - requests.length;
  const blocker = planBlocker(
    {
      isReady,
      isPending: plan.pending !== null,
      isTooMany: reading.isTooMany,
      isSheet,
      rowCount: rows.length,
      askedCount: requests.length,
      money,
    },
    words,
  );
  const takeOff = (label: string, isOff: boolean) =>
    onTakenOff(isOff ? [...plan.takenOff, label] : plan.takenOff.filter((each) => each !== label));
  const keepAffordable = () => {
    const asked = kept.filter(({ request }) => request !== null);
    onTakenOff([...plan.takenOff, ...asked.slice(money.affordableCount).map(({ label }) => label)]);
  };
  return (
    <div className="flex min-w-0 grow flex-col bg-canvas lg:h-full">
      <div className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 max-md:px-3">
        <h2 className="text-14 font-medium tabular">
          {requests.length === 1
            ? `1 ${words.one}`
            : `${formatCreativeUnits(requests.length)} ${words.several}`}
        </h2>
        {brokenCount > 0 ? (
          <span className="text-12 text-warning tabular">{brokenCount} left out, see below</span>
        ) : null}
        {reading.takenOffCount > 0 ? (
          <Button
            size="s"
            variant="ghost"
            icon={<Undo2 size={13} aria-hidden="true" />}
            onClick={() => onTakenOff([])}
          >
            Put back {reading.takenOffCount} taken off
          </Button>
        ) : null}
        <span className="grow" />
        {grid && rows.length > 0 ? (
          <Segmented
            label="View"
            value={view}
            onChange={setView}
            choices={[
              { value: "grid", label: "Grid" },
              { value: "list", label: "List" },
            ]}
          />
        ) : null}
      </div>
      {plan.pending && !approval.isSending ? (
        <div
          role="alert"
          className="mx-4 mb-3 flex flex-wrap items-center gap-2 rounded-tile bg-warning-soft p-3 text-13 max-md:mx-3"
        >
          <p className="grow">
            The answer to the approval of “{plan.pending.name}” was lost. Sending it again asks about this
            very plan and never starts it twice.
          </p>
          <Button size="s" onClick={approval.sendAgain}>
            Send again
          </Button>
          <Button size="s" variant="ghost" onClick={approval.forget}>
            Forget it
          </Button>
        </div>
      ) : null}
      {approval.refusal && !approval.refusal.isLost ? (
        <div className="px-4 pb-3 max-md:px-3">
          <ProblemNotice
            problem={approval.refusal.problem}
            charge="Nothing was approved, so nothing is sent or charged."
          />
        </div>
      ) : null}
      {reading.isTooMany ? (
        <p role="alert" className="mx-4 mb-3 rounded-tile bg-warning-soft p-3 text-13 max-md:mx-3">
          This makes {formatCreativeUnits(reading.total)} {words.several}; a plan holds {maxBatchRows}. Use
          fewer {fewer}.
        </p>
      ) : null}
      {!isReady ? (
        <div aria-hidden="true" className="flex grow flex-col gap-2 px-4">
          {Array.from({ length: 6 }, (_, row) => (
            <Skeleton key={row} className="h-11" />
          ))}
        </div>
      ) : isSheet && reading.lines.length > 0 ? (
        <SheetTable
          columns={reading.columns}
          lines={reading.lines}
          rows={rows}
          prices={prices}
          onCell={(line, column, text) => onSheet((sheet) => withCell(sheet, line, column, text))}
          onRemove={(line) => onSheet((sheet) => sheet.toSpliced(line - 1, 1))}
        />
      ) : nothing && (isSheet || rows.length === 0) ? (
        <div className="grow">
          <EmptyState
            icon={
              isSheet ? (
                <FileSpreadsheet size={28} strokeWidth={1.5} aria-hidden="true" />
              ) : (
                <Layers size={28} strokeWidth={1.5} aria-hidden="true" />
              )
            }
            title={nothing.title}
          >
            {nothing.text}
          </EmptyState>
        </div>
      ) : grid && view === "grid" ? (
        <PlanGridPreview grid={grid} rows={rows} prices={prices} takenOff={takenOff} onTakeOff={takeOff} />
      ) : (
        <PlanTable rows={rows} prices={prices} takenOff={takenOff} onTakeOff={takeOff} />
      )}
      <div className="sticky bottom-0 z-10 mt-auto">
        <PlanBar
          money={money}
          words={moneyWords}
          blocker={blocker}
          isCurrent={reading.isCurrent}
          isSending={approval.isSending}
          onApprove={() => approval.approve(kept, prices)}
          onKeepAffordable={
            !money.isAffordable && money.askingCount === 0 && money.affordableCount > 0 && !isSheet
              ? keepAffordable
              : null
          }
          onAskAgain={money.unpricedCount > 0 ? retry : null}
        />
      </div>
    </div>
  );
}

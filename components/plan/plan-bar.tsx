"use client";

import { LoaderCircle } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { SpendButton } from "@/components/spend/spend-button";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Kbd } from "@/components/ui/kbd";
import { patiently } from "@/lib/browser/patiently";
import { readPreference } from "@/lib/browser/preferences";
import { useShortcuts } from "@/lib/browser/shortcuts";
import type { ClickDecision } from "@/lib/domain/click";
import { creativeUnits } from "@/lib/domain/money";
import { approveLabel, type PlanMoney } from "@/lib/domain/plan-money";
import { confirmAboveFrom, preferenceCookies } from "@/lib/domain/preferences";

const ConfirmDialog = lazy(() =>
  patiently(() => import("@/components/spend/confirm-dialog")).then((part) => ({
    default: part.ConfirmDialog,
  })),
);

interface PlanBarProps {
  money: PlanMoney;
  words: { text: string; tone: "quiet" | "warning" };
  /** Why nothing can be approved now; null when it can. */
  blocker: string | null;
  /** False while this is the total of a moment ago. */
  isCurrent: boolean;
  isSending: boolean;
  onApprove: () => void;
  /** Keeps only the rows that can be paid for; null where all can. */
  onKeepAffordable: (() => void) | null;
  /** Asks again for prices that did not come; null where none is missing. */
  onAskAgain: (() => void) | null;
}

/** One total, one approval. */
export function PlanBar({
  money,
  words,
  blocker,
  isCurrent,
  isSending,
  onApprove,
  onKeepAffordable,
  onAskAgain,
}: PlanBarProps) {
  const [question, setQuestion] = useState<Extract<ClickDecision, { kind: "confirm" }> | null>(null);
  const count = money.pricedCount + money.askingCount + money.unpricedCount;
  const press = () => {
    if (blocker !== null || !isCurrent || isSending) return;
    const threshold = confirmAboveFrom(readPreference(preferenceCookies.confirmAbove));
    if (money.unpricedCount === 0 && money.sumCreativeUnits <= threshold) return onApprove();
    setQuestion({
      kind: "confirm",
      title:
        money.unpricedCount > 0
          ? `Approve ${count} generations, ${money.unpricedCount} without a price?`
          : `Approve ${count} generations for ${creativeUnits(money.sumCreativeUnits)}?`,
      text:
        money.unpricedCount > 0
          ? `${creativeUnits(money.sumCreativeUnits)} are known. What Layer charges for the others is shown when they have ended.`
          : "They are sent one after another while a tab of Easel is open. What is not sent yet can be taken off again.",
      action: approveLabel(money),
    });
  };
  useShortcuts("Plan", [
    { keys: "mod+enter", label: "Approve the plan", run: press, worksWhileTyping: true },
  ]);
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line bg-panel px-4 py-3 max-md:px-3">
      <div className="flex min-w-56 grow flex-col text-13">
        <p
          role="status"
          aria-label="Estimate"
          aria-busy={money.askingCount > 0 || !isCurrent}
          className={classNames("tabular", words.tone === "warning" ? "text-warning" : "text-soft")}
        >
          {words.text}
        </p>
        <p id="plan-why" className={blocker ? "text-12 text-muted" : "sr-only"}>
          {blocker ?? ""}
        </p>
      </div>
      {onKeepAffordable ? (
        <Button size="s" onClick={onKeepAffordable}>
          Keep the first {money.affordableCount}
        </Button>
      ) : null}
      {onAskAgain ? (
        <Button size="s" variant="ghost" onClick={onAskAgain}>
          Ask again
        </Button>
      ) : null}
      <SpendButton
        size="l"
        className="min-w-56 max-md:w-full"
        aria-disabled={blocker !== null || !isCurrent || undefined}
        aria-busy={isSending || undefined}
        aria-describedby="plan-why"
        aria-keyshortcuts="Control+Enter Meta+Enter"
        onClick={press}
      >
        <span className="tabular">{approveLabel(money)}</span>
        {isSending ? (
          <LoaderCircle size={16} aria-hidden="true" className="animate-spin" />
        ) : blocker === null ? (
          <Kbd keys="mod+enter" className="touch:hidden [&_kbd]:bg-black/15 [&_kbd]:text-current" />
        ) : null}
      </SpendButton>
      {question ? (
        <Suspense fallback={null}>
          <ConfirmDialog
            decision={question}
            onAnswer={(isYes) => {
              setQuestion(null);
              if (isYes) onApprove();
            }}
          />
        </Suspense>
      ) : null}
    </div>
  );
}

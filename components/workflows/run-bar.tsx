"use client";

import { LoaderCircle } from "lucide-react";
import dynamic from "next/dynamic";
import { SpendButton } from "@/components/spend/spend-button";
import { SpendNotice } from "@/components/spend/spend-notice";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { patiently } from "@/lib/browser/patiently";
import type { Spend } from "@/lib/browser/spend";
import { creativeUnits, formatCreativeUnits } from "@/lib/domain/money";
import { noPriceWords } from "./no-price-words";
import { outputWords } from "./output-words";

const ConfirmDialog = dynamic(
  () => patiently(() => import("@/components/spend/confirm-dialog")).then((part) => part.ConfirmDialog),
  { ssr: false },
);

interface RunBarProps {
  spend: Spend;
  wrongLabels: readonly string[];
  isRead: boolean;
  onRun: () => void;
}

/** The one button that spends, its price, what comes of it, what is left after, and why it cannot be pressed. */
export function RunBar({ spend, wrongLabels, isRead, onRun }: RunBarProps) {
  const { estimate, estimateProblem, isEstimateStale, isStarting, question } = spend;
  const isShort = estimate !== null && !estimate.isAffordable && !isEstimateStale;
  const isBlocked = wrongLabels.length > 0;
  const outputs = estimate ? outputWords(estimate.outputs) : "";
  const words = isBlocked
    ? `The price comes when the form is right: ${wrongLabels.slice(0, 3).join(", ")}${wrongLabels.length > 3 ? " and more" : ""}.`
    : estimateProblem
      ? noPriceWords(estimateProblem)
      : !estimate
        ? "Asking Layer for the price"
        : isEstimateStale
          ? `${creativeUnits(estimate.priceCreativeUnits)} before the last change · asking Layer again`
          : isShort
            ? `Not enough Creative Units: this takes ${formatCreativeUnits(estimate.priceCreativeUnits)}, and ${formatCreativeUnits(estimate.availableCreativeUnits)} are available.`
            : `${formatCreativeUnits(estimate.remainingCreativeUnits)} of ${formatCreativeUnits(estimate.availableCreativeUnits)} CU left after`;
  return (
    <div className="flex shrink-0 flex-col gap-2 border-t border-line bg-panel p-4 max-lg:sticky max-lg:bottom-0 max-lg:z-10">
      <SpendNotice spend={spend} onPressAgain={onRun} />
      <SpendButton
        type="submit"
        size="l"
        className="relative h-11 w-full tabular"
        // A form that is not right can still be pressed: the press leads to what is wrong.
        aria-disabled={!isRead || isShort || undefined}
        aria-busy={isStarting || undefined}
        aria-describedby="run-estimate"
        aria-keyshortcuts="Control+Enter Meta+Enter"
      >
        <span>{estimate ? `Run · ${creativeUnits(estimate.priceCreativeUnits)}` : "Run"}</span>
        {isStarting ? (
          <LoaderCircle size={16} aria-hidden="true" className="absolute right-3 animate-spin" />
        ) : null}
      </SpendButton>
      <div className="flex min-h-8 items-start justify-between gap-3 text-12">
        <div
          id="run-estimate"
          role="status"
          aria-label="Estimate"
          aria-busy={isEstimateStale}
          className={classNames(
            "flex min-w-0 flex-col tabular",
            isShort || estimateProblem ? "text-warning" : "text-muted",
          )}
        >
          {estimate ? <span className="sr-only">{creativeUnits(estimate.priceCreativeUnits)}. </span> : null}
          <span>{words}</span>
          {outputs && !isBlocked ? <span>Makes {outputs}</span> : null}
        </div>
        {estimateProblem ? (
          <Button size="s" variant="ghost" className="-mt-1" onClick={spend.retryEstimate}>
            Ask again
          </Button>
        ) : null}
      </div>
      {question ? <ConfirmDialog decision={question.decision} onAnswer={spend.answer} /> : null}
    </div>
  );
}

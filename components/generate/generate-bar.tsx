"use client";

import { LoaderCircle } from "lucide-react";
import dynamic from "next/dynamic";
import { SpendButton } from "@/components/spend/spend-button";
import { SpendNotice } from "@/components/spend/spend-notice";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Kbd } from "@/components/ui/kbd";
import { patiently } from "@/lib/browser/patiently";
import { formatCreativeUnits } from "@/lib/domain/money";
import { estimateWords, generateLabel } from "./estimate-words";
import { SeveralMenu } from "./several-menu";
import type { GenerateState } from "./use-generate";

const ConfirmDialog = dynamic(
  () => patiently(() => import("@/components/spend/confirm-dialog")).then((part) => part.ConfirmDialog),
  { ssr: false },
);

interface GenerateBarProps {
  state: GenerateState;
  batchSize: number;
  isReady: boolean;
  workspaceId: string;
  modelId: string;
}

/** The one button that spends, its price, what is left after, and why it cannot be pressed. It never moves. */
export function GenerateBar({ state, batchSize, isReady, workspaceId, modelId }: GenerateBarProps) {
  const { spend, blockers, refusal } = state;
  const { estimate, estimateProblem, isEstimateStale, isStarting, question } = spend;
  const words = estimateWords({
    estimate,
    problem: estimateProblem,
    isBlocked: !state.isPriceable,
    isStale: isEstimateStale,
  });
  const isShort = estimate !== null && !estimate.isAffordable && !isEstimateStale;
  const [blocker] = blockers;
  const isDisabled = !isReady || blocker !== undefined || isShort;
  return (
    <div className="flex flex-col gap-2">
      <SpendNotice
        spend={spend}
        refusal={refusal}
        {...(state.canPressAgain ? { onPressAgain: state.generate } : {})}
      />
      <div className="flex gap-1.5">
        <SpendButton
          size="l"
          className="relative h-11 min-w-0 grow"
          aria-disabled={isDisabled || undefined}
          aria-busy={isStarting || undefined}
          aria-describedby="generate-why generate-estimate"
          aria-keyshortcuts="Control+Enter Meta+Enter"
          onClick={() => {
            if (!isShort) state.generate();
          }}
        >
          <span className="tabular">{generateLabel(batchSize, estimate)}</span>
          {isStarting || isDisabled ? null : (
            <Kbd
              keys="mod+enter"
              className="absolute right-3 touch:hidden [&_kbd]:bg-black/15 [&_kbd]:text-current"
            />
          )}
          {isStarting ? (
            <LoaderCircle size={16} aria-hidden="true" className="absolute right-3 animate-spin" />
          ) : null}
        </SpendButton>
        <SeveralMenu workspaceId={workspaceId} modelId={modelId} />
      </div>
      {/* Two lines are kept, so that nothing above moves when a sentence is longer. */}
      <div className="flex min-h-8 items-start justify-between gap-3 text-12">
        <div className="flex min-w-0 flex-col">
          <p id="generate-why" className={blocker && isReady ? "text-soft" : "sr-only"}>
            {isReady && blocker ? blocker.message : ""}
          </p>
          <p
            id="generate-estimate"
            role="status"
            aria-label="Estimate"
            aria-busy={isEstimateStale}
            className={classNames(
              "tabular",
              // The sentence itself says that it is of before; dimmed, it could not be read.
              words.tone === "warning" ? "text-warning" : "text-muted",
            )}
          >
            {words.text}
          </p>
        </div>
        {estimateProblem && state.isPriceable ? (
          <Button size="s" variant="ghost" className="-mt-1" onClick={spend.retryEstimate}>
            Ask again
          </Button>
        ) : estimate?.isAffordable ? (
          <span
            className="shrink-0 text-muted tabular"
            title="Available now, less what running generations hold"
          >
            of {formatCreativeUnits(estimate.availableCreativeUnits)}
          </span>
        ) : null}
      </div>
      {question ? <ConfirmDialog decision={question.decision} onAnswer={spend.answer} /> : null}
    </div>
  );
}

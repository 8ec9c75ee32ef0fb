"use client";

import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { Refusal, Spend } from "@/lib/browser/spend";
import { problemOf } from "@/lib/domain/problem";
import { BudgetNotice } from "./budget-notice";

interface SpendNoticeProps {
  spend: Spend;
  /** Why the last click made no results, where the page has more to say than the click itself. */
  refusal?: Refusal | null;
  /** Presses the button again, with what is on the form now; absent where that could pay twice. */
  onPressAgain?: () => void;
}

/** What became of the last click, beside the button that was pressed. */
export function SpendNotice({ spend, refusal = spend.refusal, onPressAgain }: SpendNoticeProps) {
  const forget = (
    <Button size="s" variant="ghost" onClick={spend.forget}>
      Forget it
    </Button>
  );
  if (refusal?.lostRequestId)
    return (
      <ProblemNotice
        problem={refusal.problem}
        tone={refusal.tone}
        charge={refusal.charge}
        onRetry={spend.askAgain}
        retryLabel="Ask about it"
        actions={forget}
      />
    );
  if (refusal)
    return (
      <ProblemNotice
        problem={refusal.problem}
        tone={refusal.tone}
        {...(refusal.charge ? { charge: refusal.charge } : {})}
        {...(onPressAgain ? { onRetry: onPressAgain, retryLabel: "Try again" } : {})}
        actions={
          <Button size="s" variant="ghost" onClick={spend.dismiss}>
            Dismiss
          </Button>
        }
      />
    );
  if (!spend.lost) return <BudgetNotice spend={spend} />;
  return (
    <ProblemNotice
      problem={problemOf("outcome_unknown", {
        detail: "Your last click here got no answer, and it is not in the history yet.",
      })}
      tone="warning"
      isLive={false}
      charge="Asking about it sends the same click: it starts if it never arrived, and never twice."
      onRetry={spend.askAgain}
      retryLabel="Ask about it"
      actions={forget}
    />
  );
}

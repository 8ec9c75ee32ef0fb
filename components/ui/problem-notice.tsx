import { CircleAlert, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { type Problem, problemWords } from "@/lib/domain/problem";
import { Button } from "./button";
import { classNames } from "./class-names";

interface ProblemNoticeProps {
  problem: Problem;
  /** Red is for what was lost or refused, amber for "look". */
  tone?: "danger" | "warning";
  /** Whether anything was charged, where it is about money: "Nothing was charged." */
  charge?: string;
  onRetry?: () => void;
  retryLabel?: string;
  /** More to do beside retrying, such as a link. */
  actions?: ReactNode;
  /** A notice that arrives while somebody works is announced; one that a page opens with is not. */
  isLive?: boolean;
  className?: string;
}

/** What happened, what it cost, what to do: in words, beside what caused it. */
export function ProblemNotice({
  problem,
  tone = "danger",
  charge,
  onRetry,
  retryLabel = "Try again",
  actions,
  isLive = true,
  className,
}: ProblemNoticeProps) {
  const words = problemWords[problem.code];
  const Icon = tone === "danger" ? CircleAlert : TriangleAlert;
  // The detail falls back to the table's action; printed twice it would read as a stutter.
  const detail = problem.detail === words.action ? null : problem.detail;
  return (
    <div
      role={isLive ? "alert" : undefined}
      className={classNames(
        "flex gap-2.5 rounded-tile p-3 text-13",
        tone === "danger" ? "bg-danger-soft" : "bg-warning-soft",
        className,
      )}
    >
      <Icon
        size={16}
        aria-hidden="true"
        className={classNames("mt-0.5 shrink-0", tone === "danger" ? "text-danger" : "text-warning")}
      />
      <div className="flex min-w-0 grow flex-col gap-1">
        <p className="font-medium text-text">{words.title}</p>
        {detail ? <p className="wrap-anywhere text-soft">{detail}</p> : null}
        {charge ? <p className="text-soft">{charge}</p> : null}
        <p className="text-soft">{words.action}</p>
        {onRetry || actions ? (
          <div className="mt-1.5 flex flex-wrap gap-2">
            {onRetry ? (
              <Button size="s" onClick={onRetry}>
                {retryLabel}
              </Button>
            ) : null}
            {actions}
          </div>
        ) : null}
      </div>
    </div>
  );
}

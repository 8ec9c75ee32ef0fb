import { Check, Circle, CircleDashed, CircleSlash, LoaderCircle, X } from "lucide-react";
import { classNames } from "@/components/ui/class-names";
import type { WorkflowStep } from "@/lib/domain/generation";
import { stepWords } from "./step-words";

const looks = {
  waiting: { Icon: CircleDashed, tone: "text-faint" },
  running: { Icon: LoaderCircle, tone: "text-accent-text" },
  done: { Icon: Check, tone: "text-success" },
  failed: { Icon: X, tone: "text-danger" },
  stopped: { Icon: CircleSlash, tone: "text-muted" },
  other: { Icon: Circle, tone: "text-muted" },
} as const;

/** A workflow run's steps from top to bottom, filling in as Layer tells of them. */
export function StepsTimeline({ steps, isOver }: { steps: readonly WorkflowStep[]; isOver: boolean }) {
  return (
    <ol aria-label="Steps" className="flex flex-col">
      {steps.map((step, index) => {
        const { phase, words } = stepWords(step.status, isOver);
        const { Icon, tone } = looks[phase];
        const isLast = index === steps.length - 1;
        return (
          // Steps keep their order for the whole run, and two may share a name.
          <li key={`${index}:${step.name}`} className="flex gap-3">
            <div className="flex flex-col items-center">
              <span
                className={classNames("flex size-6 items-center justify-center rounded-full bg-raised", tone)}
              >
                <Icon
                  size={14}
                  aria-hidden="true"
                  className={phase === "running" ? "animate-spin" : undefined}
                />
              </span>
              {isLast ? null : (
                <span className={classNames("w-px grow", phase === "done" ? "bg-success" : "bg-line")} />
              )}
            </div>
            <div className={classNames("flex min-w-0 grow flex-col pt-0.5", isLast ? "pb-0" : "pb-3")}>
              <div className="flex items-baseline justify-between gap-3">
                <p
                  className={classNames(
                    "min-w-0 text-13 wrap-anywhere",
                    phase === "waiting" || phase === "stopped" ? "text-muted" : "text-text",
                  )}
                >
                  {step.name}
                </p>
                <p
                  className={classNames(
                    "text-12 whitespace-nowrap",
                    phase === "failed" ? "text-danger" : "text-muted",
                  )}
                >
                  {words}
                </p>
              </div>
              {step.error ? <p className="text-12 wrap-anywhere text-danger">{step.error}</p> : null}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

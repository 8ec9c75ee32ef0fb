"use client";

import { Ban, CircleAlert, CircleHelp, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { durationWords } from "@/components/ui/duration-words";
import { useNow } from "@/components/ui/elapsed-time";
import { ProgressBar } from "@/components/ui/progress-bar";
import { type Generation, generationTitle } from "@/lib/domain/generation";
import { outcomeWords, readProblemSentence } from "./outcome-words";
import { shortened } from "./shortened";
import { seemingProgress, usualWords } from "./time-words";

/** What fills a tile while its result is made: a calm pulse. Says nothing; `RunLife` speaks once for all of them. */
export function BreathingTile({ delaySteps = 0 }: { delaySteps?: number }) {
  return (
    <div className="size-full bg-raised">
      <div
        className="size-full animate-breathe bg-hover"
        // Neighbours breathe one after another, a wave instead of a blink.
        style={{ animationDelay: `${delaySteps * -0.35}s` }}
      />
    </div>
  );
}

/** That a run lives, for how long, and how long such runs took before; nothing once it has ended. */
export function RunLife({ generation }: { generation: Generation }) {
  const now = useNow();
  if (generation.status !== "running" && generation.status !== "submitting") return null;
  const isRunning = generation.status === "running";
  const since = isRunning ? generation.startedAt : generation.createdAt;
  const elapsedSeconds = now === null ? null : Math.max(0, (now - Date.parse(since)) / 1_000);
  const usualSeconds = isRunning ? generation.usualSeconds : null;
  const step = isRunning ? generation.steps.find(({ status }) => status === "running") : undefined;
  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-0 flex flex-col gap-1.5 p-2.5 text-11 text-soft">
      {isRunning && generation.readProblem ? (
        <p className="text-warning">{readProblemSentence(generation.readProblem)}</p>
      ) : null}
      <p className="line-clamp-2 text-12 text-soft">{shortened(generationTitle(generation), 120)}</p>
      <div className="flex flex-wrap items-baseline gap-x-2 tabular">
        <output className="min-w-0 truncate font-medium">
          {isRunning ? (step ? step.name : "Running") : "Sending to Layer"}
        </output>
        {/* Out of the status, because a screen reader would otherwise be told every second. */}
        <span className="ml-auto whitespace-nowrap text-muted">
          {[
            elapsedSeconds === null ? null : durationWords(elapsedSeconds),
            isRunning ? usualWords(generation) : null,
          ]
            .filter((words) => words !== null)
            .join(" · ")}
        </span>
      </div>
      <ProgressBar
        label={`Progress of ${shortened(generationTitle(generation), 60)}`}
        fraction={elapsedSeconds === null ? null : seemingProgress(elapsedSeconds, usualSeconds)}
      />
    </div>
  );
}

const outcomeIcons = {
  danger: CircleAlert,
  warning: CircleHelp,
  neutral: Ban,
} as const;

const outcomeTones = {
  danger: "text-danger",
  warning: "text-warning",
  neutral: "text-muted",
} as const;

interface OutcomeTileProps {
  generation: Generation;
  /** Small tiles name the reason in a line or two; the generation's own page has it whole. */
  isCompact?: boolean;
  /** What can be done about it: "Try again", "Edit". */
  actions?: ReactNode;
}

/** A generation without pictures, in words: what happened, what it cost, what to do. */
export function OutcomeTile({ generation, isCompact = false, actions }: OutcomeTileProps) {
  const words = outcomeWords(generation);
  if (!words) return null;
  const Icon = generation.status === "deleted" ? Trash2 : outcomeIcons[words.tone];
  return (
    <div className="flex size-full flex-col gap-1.5 overflow-hidden bg-raised p-3 text-12">
      <div className="flex items-start gap-2">
        <Icon
          size={16}
          aria-hidden="true"
          className={classNames("mt-px shrink-0", outcomeTones[words.tone])}
        />
        <p className="min-w-0 font-medium text-text">{words.title}</p>
      </div>
      {words.reason ? (
        <p className={classNames("wrap-anywhere text-soft", isCompact && "line-clamp-3")}>{words.reason}</p>
      ) : null}
      {words.money ? <p className="text-muted">{words.money}</p> : null}
      {words.action && !isCompact ? <p className="text-soft">{words.action}</p> : null}
      {actions ? <div className="mt-auto flex flex-wrap gap-2 pt-1">{actions}</div> : null}
    </div>
  );
}

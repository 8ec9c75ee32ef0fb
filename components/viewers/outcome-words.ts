import type { Generation, WorkflowStep } from "@/lib/domain/generation";
import { creativeUnits } from "@/lib/domain/money";
import { type ProblemCode, problemWords } from "@/lib/domain/problem";
import { stepWords } from "./step-words";

export interface OutcomeWords {
  /** danger: lost or refused. warning: look. neutral: as somebody wished. */
  tone: "danger" | "warning" | "neutral";
  title: string;
  /** Why, as far as anybody said. */
  reason: string | null;
  /** Whether anything was charged. */
  money: string;
  /** What to do next; null where there is nothing to do. */
  action: string | null;
}

/** What an end cost, in a sentence; null is a charge that Layer has not named. */
export function chargeSentence(chargeCreativeUnits: number | null): string {
  if (chargeCreativeUnits === null) return "Layer did not say what was charged; compare the balance.";
  if (chargeCreativeUnits === 0) return "Nothing was charged.";
  return `${creativeUnits(chargeCreativeUnits)} charged.`;
}

/** Why a run that goes on could not be read, and that nobody needs to do anything about it. */
export function readProblemSentence(problem: ProblemCode): string {
  // "This is not here" would pass for the run's end; for the first hour Layer may yet find it.
  if (problem === "not_found")
    return "Layer does not know this run at the moment; Easel keeps asking for an hour.";
  return `${problemWords[problem].title} The run goes on; Easel keeps asking.`;
}

/** Where it failed, as far as Layer told: a workflow's later steps never began. */
function failedStep(steps: readonly WorkflowStep[]): string {
  const step = steps.find(({ status }) => stepWords(status).phase === "failed");
  return step ? `Failed in “${step.name}”` : "Failed";
}

/** How a generation that has no pictures to show is told: what happened, what it cost, what to do. Null while it is well. */
export function outcomeWords(generation: Generation): OutcomeWords | null {
  switch (generation.status) {
    case "submitting":
    case "running":
      return null;
    case "complete":
      return generation.assets.length > 0
        ? null
        : {
            tone: "warning",
            title: "Finished without files",
            reason: "Layer finished this and named no files.",
            money: chargeSentence(generation.chargeCreativeUnits),
            action: "Look for it in Layer.",
          };
    case "failed":
      return {
        tone: "danger",
        title: failedStep(generation.steps),
        reason: generation.error,
        money: chargeSentence(generation.chargeCreativeUnits),
        action: null,
      };
    case "refused": {
      const words = problemWords[generation.problem];
      return {
        tone: "danger",
        title: words.title,
        reason: generation.detail === words.action ? null : generation.detail,
        money: "Nothing was charged.",
        action: words.action,
      };
    }
    case "unknown": {
      const words = problemWords[generation.problem];
      const before = generation.availableBeforeCreativeUnits;
      if (generation.settled?.as === "not_started")
        return {
          tone: "neutral",
          title: generation.isMine
            ? "You said this did not start"
            : `${generation.personName} said this did not start`,
          reason: null,
          money: "Nothing is counted for it.",
          action: null,
        };
      return {
        tone: "warning",
        title: "Layer may have started this",
        reason: generation.detail === words.action ? null : generation.detail,
        money:
          before === null
            ? "It may have been charged."
            : `${creativeUnits(before)} were available just before it.`,
        action:
          generation.settled?.as === "keep_waiting"
            ? "Should Layer's answer still come, the results appear here."
            : words.action,
      };
    }
    case "cancelled":
      return {
        tone: "neutral",
        title: "Cancelled",
        reason: null,
        money: chargeSentence(generation.chargeCreativeUnits),
        action: null,
      };
    case "deleted":
      return {
        tone: "neutral",
        title: "Deleted at Layer",
        reason: "Its files are gone; the settings are kept here.",
        money: "",
        action: null,
      };
  }
}

/** The state in a word or two, as a list or a screen reader tells it. */
export function statusWords(generation: Generation): string {
  switch (generation.status) {
    case "submitting":
      return "Sending to Layer";
    case "running":
      return "Running";
    case "complete":
      return "Complete";
    case "failed":
      return "Failed";
    default:
      return outcomeWords(generation)?.title ?? generation.status;
  }
}

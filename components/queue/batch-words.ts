import { durationWords } from "@/components/ui/duration-words";
import {
  type BatchRow,
  type BatchSummary,
  openCount,
  totalCount,
  usualSecondsLeft,
} from "@/lib/domain/batch";
import { creativeUnits } from "@/lib/domain/money";
import { problemWords } from "@/lib/domain/problem";

const counted = (count: number, words: string) => (count > 0 ? [`${count} ${words}`] : []);

/** How far a plan is: "37 of 200 · 3 failed · usually 12 m 00 s left". */
export function progressWords(batch: BatchSummary): string {
  const { counts } = batch;
  const secondsLeft = usualSecondsLeft(batch);
  return [
    `${totalCount(counts) - openCount(counts)} of ${totalCount(counts)}`,
    ...counted(counts.running + counts.sending, "running"),
    ...counted(counts.failed, "failed"),
    ...counted(counts.refused, "refused"),
    ...counted(counts.unknown, "not known"),
    ...counted(counts.cancelled, "cancelled"),
    ...(secondsLeft === null || secondsLeft < 1 ? [] : [`usually ${durationWords(secondsLeft)} left`]),
  ].join(" · ");
}

/** The share that has ended, 0 to 1. */
export function endedFraction({ counts }: BatchSummary): number {
  const total = totalCount(counts);
  return total === 0 ? 0 : (total - openCount(counts)) / total;
}

export interface SendingWords {
  tone: "neutral" | "warning";
  title: string;
  detail: string | null;
}

/** Who sends what is waiting, or what keeps it; null where nothing is to be sent. `now` is null before the page is live. */
export function sendingWords(batch: BatchSummary, now: number | null): SendingWords | null {
  const { counts, pause, resume, isDriven, isMine, personName } = batch;
  if (counts.waiting + counts.sending === 0) return null;
  if (pause?.problem)
    return {
      tone: "warning",
      title: `Paused: ${problemWords[pause.problem].title}`,
      detail: `${pause.detail} What is waiting is not paid.`.trim(),
    };
  if (pause) return { tone: "neutral", title: "Paused", detail: "Nothing more is sent until you resume it." };
  if (!isDriven)
    return isMine
      ? {
          tone: "warning",
          title: "No tab is sending this: open Easel",
          detail: "It goes on in any tab of yours that has this workspace open.",
        }
      : {
          tone: "neutral",
          title: `No tab of ${personName} is sending this`,
          detail: `It goes on when ${personName} opens Easel.`,
        };
  if (resume && now !== null && Date.parse(resume.at) > now)
    return {
      tone: "neutral",
      title: `Goes on in ${durationWords(Math.ceil((Date.parse(resume.at) - now) / 1_000))}`,
      detail: problemWords[resume.problem].title,
    };
  return null;
}

export interface RowWords {
  tone: "neutral" | "accent" | "success" | "warning" | "danger";
  text: string;
  /** Why, as far as anybody said. */
  reason: string | null;
}

const plain = (text: string): RowWords => ({ tone: "neutral", text, reason: null });

/** How one row stands, and what it cost as far as that is known. */
export function rowWords(row: BatchRow): RowWords {
  const { state, generation, problem } = row;
  switch (state) {
    case "waiting":
      return problem
        ? { tone: "warning", text: "Waiting", reason: problemWords[problem.code].title }
        : plain("Waiting");
    case "sending":
      return { tone: "accent", text: "Sending", reason: null };
    case "cancelled":
      return plain("Cancelled before it was sent");
    case "refused":
      return {
        tone: "danger",
        text: "Refused, nothing charged",
        reason: problem ? problem.detail || problemWords[problem.code].title : null,
      };
    case "unknown":
      return generation?.settledAs === "not_started"
        ? { tone: "neutral", text: "You said it did not start", reason: null }
        : { tone: "warning", text: "Layer may have started this", reason: problem?.detail ?? null };
    case "sent":
      return sentWords(row);
  }
}

function sentWords({ generation }: BatchRow): RowWords {
  const charge = generation?.chargeCreativeUnits ?? null;
  const charged =
    charge === null ? null : charge === 0 ? "nothing charged" : `${creativeUnits(charge)} charged`;
  const ended = (tone: RowWords["tone"], text: string): RowWords => ({
    tone,
    text: charged ? `${text}, ${charged}` : text,
    reason: null,
  });
  switch (generation?.status) {
    case "complete":
      return ended("success", "Done");
    case "failed":
      return { ...ended("danger", "Failed"), reason: generation.error };
    case "cancelled":
      return ended("neutral", "Cancelled at Layer");
    case "deleted":
      return ended("neutral", "Deleted at Layer");
    default:
      return { tone: "accent", text: "Running", reason: null };
  }
}

/** What may be done with a row by who approved it. */
export function rowActions({ state, generation }: BatchRow): {
  canMove: boolean;
  canCancel: boolean;
  /** Null where it may not run again; else what the button says. */
  retry: "Run again" | "Put back" | null;
} {
  const isWaiting = state === "waiting";
  const hasEndedBare =
    state === "sent" && ["failed", "cancelled", "deleted"].includes(generation?.status ?? "");
  const isSettled = state === "unknown" && generation?.settledAs === "not_started";
  const retry =
    state === "cancelled"
      ? "Put back"
      : state === "refused" || hasEndedBare || isSettled
        ? "Run again"
        : null;
  return { canMove: isWaiting, canCancel: isWaiting, retry };
}

/** Rows a person should look at. */
export function needsLook(row: BatchRow): boolean {
  return row.state === "refused" || row.state === "unknown" || rowWords(row).tone === "danger";
}

/** What running rows again was told to cost: a sum of Layer's own quotes, and how many have none. */
export function retryTotal(rows: readonly BatchRow[]): {
  creativeUnits: number;
  unpricedCount: number;
  words: string;
} {
  const total = rows.reduce((sum, { estimateCreativeUnits }) => sum + (estimateCreativeUnits ?? 0), 0);
  const unpricedCount = rows.filter(({ estimateCreativeUnits }) => estimateCreativeUnits === null).length;
  const unpriced = unpricedCount > 0 ? `, ${unpricedCount} without a price` : "";
  return { creativeUnits: total, unpricedCount, words: `${creativeUnits(total)} estimated${unpriced}` };
}

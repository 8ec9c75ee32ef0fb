import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import {
  answeredIds,
  type ClickDecision,
  type ClickVerb,
  chargeWords,
  clickFor,
  decideClick,
  isSameRequest,
  keepsRunsAway,
  type PendingClick,
  staysPending,
  withClick,
  withoutClicks,
} from "../domain/click";
import type { Generation } from "../domain/generation";
import type { Estimate } from "../domain/money";
import { confirmAboveFrom, preferenceCookies } from "../domain/preferences";
import type { Problem } from "../domain/problem";
import type { GenerationRequest } from "../domain/request";
import { problemFrom } from "./api";
import { readPreference } from "./preferences";
import { changesQuery, estimateQuery, pricedPart } from "./queries";
import { useSettled } from "./settled";
import { useStartGeneration } from "./start-generation";

// A pause in typing, not a gap between two keys.
const pauseMs = 350;

/** The clicks of a form whose answers are not known, wherever the form keeps them. */
export interface PendingClicks {
  /** As the page is drawn now. */
  clicks: readonly PendingClick[];
  /** As they are at this moment, which may be before the page was drawn again. */
  read: () => readonly PendingClick[];
  /** Settles when the change would survive the page. */
  change: (change: (clicks: readonly PendingClick[]) => readonly PendingClick[]) => Promise<void>;
}

/** Why the last click made no results, and what it cost. */
export interface Refusal {
  problem: Problem;
  charge: string;
  tone: "danger" | "warning";
  /** The click that still has no answer; null where an answer came or nothing was sent. */
  lostRequestId: string | null;
}

interface Question {
  decision: Extract<ClickDecision, { kind: "confirm" }>;
  request: GenerationRequest;
}

interface SpendOptions {
  workspaceId: string;
  verb: ClickVerb;
  /** What the form asks for now; null while it cannot be priced. */
  priced: GenerationRequest | null;
  pending: PendingClicks;
  /** What the page knows of the history. */
  generations: readonly Generation[];
  onStarted: (generation: Generation) => void;
}

export interface Spend {
  workspaceId: string;
  /** The session the form is in; null for none. */
  sessionName: string | null;
  estimate: Estimate | null;
  estimateProblem: Problem | null;
  /** The price shown belongs to what was on the form a moment ago. */
  isEstimateStale: boolean;
  /** A click is on its way and has no answer yet. */
  isStarting: boolean;
  refusal: Refusal | null;
  /** What the last click came to, once it was answered and until the next one. */
  answered: Generation | null;
  /** A click of before whose answer was lost. */
  lost: PendingClick | null;
  /** Asked before the money is spent. */
  question: Question | null;
  /** The click: quotes exactly this request, then spends, asks or refuses. */
  press: (request: GenerationRequest) => void;
  answer: (isYes: boolean) => void;
  /** Sends the lost click again, under its own id. */
  askAgain: () => void;
  /** The person's word that the lost click is settled. */
  forget: () => void;
  dismiss: () => void;
  retryEstimate: () => void;
}

const subjectOf = (request: GenerationRequest | null | undefined) =>
  request?.kind === "workflow" ? request.workflowId : request?.modelId;

/** The one path by which a form spends: its price, its click, and what becomes of a click whose answer is lost. */
export function useSpend({
  workspaceId,
  verb,
  priced,
  pending,
  generations,
  onStarted,
}: SpendOptions): Spend {
  const client = useQueryClient();
  const start = useStartGeneration(workspaceId);
  // By its text, so that a request drawn anew with the same values is not a change.
  const text = priced && JSON.stringify(pricedPart(priced));
  const settledText = useSettled(text, pauseMs);
  const settled = useMemo(
    () => (settledText === null ? null : (JSON.parse(settledText) as GenerationRequest)),
    [settledText],
  );
  const estimate = useQuery({
    ...estimateQuery(workspaceId, settled),
    // Another subject's price is no price of this one, not even for a moment.
    placeholderData: (previous, query) => {
      const before = query?.queryKey[2] as GenerationRequest | null | undefined;
      return subjectOf(before) === subjectOf(priced) ? keepPreviousData(previous) : undefined;
    },
    // Offline is told in words at once instead of being waited out in silence.
    networkMode: "always",
  });
  const [isStarting, setIsStarting] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [answered, setAnswered] = useState<Generation | null>(null);
  const [question, setQuestion] = useState<Question | null>(null);
  // Read before React has drawn again: the second half of a double click comes sooner than that.
  const isBusy = useRef(false);

  const known = answeredIds(pending.clicks, generations);
  const { change } = pending;
  // An effect, because the answer to a lost click arrives from outside: by the page's poll, or with the page itself.
  useEffect(() => {
    if (known.size > 0 && !isStarting) void change((clicks) => withoutClicks(clicks, known));
  });

  const tell = (problem: Problem, tone: Refusal["tone"], lostRequestId: string | null) =>
    setRefusal({ problem, charge: chargeWords(lostRequestId !== null, verb), tone, lostRequestId });

  const send = async (request: GenerationRequest) => {
    const { click, isResend } = clickFor(pending.read(), request, () => crypto.randomUUID());
    const settle = () => change((clicks) => withoutClicks(clicks, new Set([click.requestId])));
    // Written before it is sent: after a crash the same click is asked about, not made again.
    await change((clicks) => withClick(clicks, click));
    setRefusal(null);
    setAnswered(null);
    let generation: Generation;
    try {
      generation = await start.mutateAsync(click);
    } catch (error) {
      const problem = problemFrom(error);
      if (!staysPending(problem, isResend)) {
        await settle();
        return tell(problem, "danger", null);
      }
      // The history may know of it already: asked at once, not at the page's next quiet poll.
      void client.invalidateQueries({ queryKey: changesQuery(workspaceId).queryKey });
      return tell(problem, "warning", click.requestId);
    }
    await settle();
    setAnswered(generation);
    onStarted(generation);
  };

  const guarded = async (work: () => Promise<void>) => {
    if (isBusy.current) return;
    isBusy.current = true;
    setIsStarting(true);
    try {
      await work();
    } finally {
      isBusy.current = false;
      setIsStarting(false);
    }
  };

  const press = (request: GenerationRequest) => {
    if (question) return;
    void guarded(async () => {
      setRefusal(null);
      setAnswered(null);
      let quote: Estimate | null = null;
      try {
        // The quote of exactly this request, however fast the click followed the last key.
        quote = await client.fetchQuery({ ...estimateQuery(workspaceId, request), networkMode: "always" });
      } catch (error) {
        const problem = problemFrom(error);
        if (keepsRunsAway(problem)) {
          const before = pending.read().find((click) => isSameRequest(click.request, request));
          return tell(problem, "warning", before?.requestId ?? null);
        }
      }
      const decision = decideClick({
        estimate: quote,
        request,
        generations,
        verb,
        confirmAboveCreativeUnits: confirmAboveFrom(readPreference(preferenceCookies.confirmAbove)),
      });
      if (decision.kind === "confirm") return setQuestion({ decision, request });
      if (decision.kind === "start") await send(request);
    });
  };

  // The newest: it is the one that the person was just busy with.
  const lost = pending.clicks.findLast(({ requestId }) => !known.has(requestId)) ?? null;
  // A lost answer that was found after all is no problem any more.
  const isFound = generations.some(({ requestId }) => requestId === refusal?.lostRequestId);
  const shownRefusal = isFound ? null : refusal;
  const lostNow = () => {
    const id = shownRefusal?.lostRequestId ?? lost?.requestId;
    return pending.read().find(({ requestId }) => requestId === id) ?? null;
  };

  return {
    workspaceId,
    sessionName: priced?.sessionName ?? null,
    estimate:
      priced && (settled === null || subjectOf(settled) === subjectOf(priced))
        ? (estimate.data ?? null)
        : null,
    estimateProblem: priced && estimate.error ? problemFrom(estimate.error) : null,
    isEstimateStale: settledText !== text || estimate.isPlaceholderData,
    isStarting,
    refusal: shownRefusal,
    answered,
    lost: isStarting ? null : lost,
    question,
    press,
    answer: (isYes) => {
      setQuestion(null);
      if (isYes && question) void guarded(() => send(question.request));
    },
    askAgain: () => {
      const click = lostNow();
      if (click) void guarded(() => send(click.request));
    },
    forget: () => {
      const click = lostNow();
      setRefusal(null);
      if (click) void change((clicks) => withoutClicks(clicks, new Set([click.requestId])));
    },
    dismiss: () => {
      setRefusal(null);
      setAnswered(null);
    },
    retryEstimate: () => void estimate.refetch(),
  };
}

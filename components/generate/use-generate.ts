"use client";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { outcomeWords } from "@/components/viewers/outcome-words";
import { problemFrom } from "@/lib/browser/api";
import {
  type Blocker,
  clickFor,
  type Draft,
  type PendingClick,
  requestFromDraft,
} from "@/lib/browser/drafts";
import type { DraftSession } from "@/lib/browser/drafts-session";
import { changesQuery, estimateQuery, pricedPart } from "@/lib/browser/queries";
import { useStartGeneration } from "@/lib/browser/start-generation";
import type { Generation } from "@/lib/domain/generation";
import type { Model } from "@/lib/domain/model";
import type { Estimate } from "@/lib/domain/money";
import { type Problem, problemOf } from "@/lib/domain/problem";
import type { ModelRequest } from "@/lib/domain/request";
import { type ClickDecision, chargeWords, decideClick, isAnswerLost } from "./click-decision";
import { useSettled } from "./use-settled";

// A pause in typing, not a gap between two keys.
const pauseMs = 350;

/** Why the last click made no results, and what it cost, beside the button that was pressed. */
export interface Refusal {
  problem: Problem;
  charge: string;
  tone: "danger" | "warning";
  /** The click whose answer was lost; null where an answer came or nothing was sent. */
  lostRequestId: string | null;
}

interface Question {
  decision: Extract<ClickDecision, { kind: "confirm" }>;
  request: ModelRequest;
}

export interface GenerateState {
  request: ModelRequest;
  blockers: Blocker[];
  estimate: Estimate | null;
  estimateProblem: Problem | null;
  /** The price shown belongs to what was on the form a moment ago. */
  isEstimateStale: boolean;
  isPriceable: boolean;
  /** A click is on its way and has no answer yet. */
  isStarting: boolean;
  refusal: Refusal | null;
  /** A click of before whose answer was lost. */
  pendingClick: PendingClick | null;
  question: Question | null;
  generate: () => void;
  answer: (isYes: boolean) => void;
  askAgain: () => void;
  forgetPending: () => void;
  dismiss: () => void;
  retryEstimate: () => void;
}

interface GenerateOptions {
  session: DraftSession | null;
  draft: Draft;
  model: Model;
  workspaceId: string;
  generations: readonly Generation[];
  onStarted: (generation: Generation) => void;
  /** A click that cannot be sent: the field it is about should be looked at. */
  onBlocked: (blocker: Blocker) => void;
}

/** Price and click of a form: what the button says, and the one path by which it spends. */
export function useGenerate({
  session,
  draft,
  model,
  workspaceId,
  generations,
  onStarted,
  onBlocked,
}: GenerateOptions): GenerateState {
  const client = useQueryClient();
  const start = useStartGeneration(workspaceId);
  const { request, blockers } = useMemo(() => requestFromDraft(draft, model), [draft, model]);
  // References on their way and a missing prompt do not change what a run costs.
  const isPriceable = blockers.every(({ field }) => field === "references" || field === "prompt");
  const { settled, isSettled } = useSettled(isPriceable && session ? pricedPart(request) : null, pauseMs);
  const estimate = useQuery({
    ...estimateQuery(workspaceId, settled),
    placeholderData: (previous, query) =>
      (query?.queryKey[2] as ModelRequest | null | undefined)?.modelId === model.id
        ? keepPreviousData(previous)
        : undefined,
    // Offline is told in words at once instead of being waited out in silence.
    networkMode: "always",
  });
  const [isStarting, setIsStarting] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [question, setQuestion] = useState<Question | null>(null);
  // Read before React has drawn again: the second half of a double click comes sooner than that.
  const isBusy = useRef(false);

  const { pendingClick } = draft;
  const answered = pendingClick
    ? generations.find(({ requestId }) => requestId === pendingClick.requestId)
    : undefined;
  // An effect, because the answer to a lost click arrives from outside: by the page's poll, or with the page itself.
  useEffect(() => {
    if (!answered || !session || isBusy.current) return;
    session.update((current) =>
      current.pendingClick?.requestId === answered.requestId ? { ...current, pendingClick: null } : current,
    );
  }, [answered, session]);

  const send = async (asked: ModelRequest) => {
    if (!session) return;
    const click = clickFor(session.get()?.pendingClick ?? null, asked, () => crypto.randomUUID());
    // Written before it is sent: after a crash the same click is asked about, not made again.
    session.update((current) => ({ ...current, pendingClick: click }));
    session.flush();
    setRefusal(null);
    try {
      const generation = await start.mutateAsync(click);
      session.update((current) => ({ ...current, pendingClick: null }));
      if (generation.status === "refused" || generation.status === "unknown") {
        const words = outcomeWords(generation);
        setRefusal({
          problem: problemOf(generation.problem, { detail: generation.detail }),
          charge: words?.money ?? "",
          tone: generation.status === "unknown" ? "warning" : "danger",
          lostRequestId: null,
        });
      }
      onStarted(generation);
    } catch (error) {
      const problem = problemFrom(error);
      const isLost = isAnswerLost(problem);
      // The history may know of it already: asked at once, not at the page's next quiet poll.
      if (isLost) void client.invalidateQueries({ queryKey: changesQuery(workspaceId).queryKey });
      if (!isLost) session.update((current) => ({ ...current, pendingClick: null }));
      setRefusal({
        problem,
        charge: chargeWords(problem, true),
        tone: isLost ? "warning" : "danger",
        lostRequestId: isLost ? click.requestId : null,
      });
    }
  };

  const run = async (work: () => Promise<void>) => {
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

  const generate = () => {
    const current = session?.get();
    if (!current || question) return;
    const reading = requestFromDraft(current, model);
    const [blocker] = reading.blockers;
    if (blocker) return onBlocked(blocker);
    void run(async () => {
      // The quote of exactly this request, however fast the click followed the last key.
      setRefusal(null);
      let quote: Estimate | null = null;
      try {
        quote = await client.fetchQuery({
          ...estimateQuery(workspaceId, reading.request),
          networkMode: "always",
        });
      } catch (error) {
        const problem = problemFrom(error);
        // What keeps the price from coming here keeps the run from starting too.
        if (problem.code === "offline" || problem.code === "signed_out")
          return setRefusal({
            problem,
            charge: chargeWords(problem, false),
            tone: "warning",
            lostRequestId: null,
          });
      }
      const decision = decideClick({
        estimate: quote,
        request: reading.request,
        unknownRuns: generations.filter(({ status, isMine }) => status === "unknown" && isMine),
      });
      if (decision.kind === "confirm") return setQuestion({ decision, request: reading.request });
      if (decision.kind === "start") await send(reading.request);
    });
  };

  return {
    request,
    blockers,
    estimate: isPriceable ? (estimate.data ?? null) : null,
    estimateProblem: estimate.error ? problemFrom(estimate.error) : null,
    isEstimateStale: !isSettled || estimate.isPlaceholderData,
    isPriceable,
    isStarting,
    // A lost answer that was found after all is no problem any more.
    refusal:
      refusal?.lostRequestId && generations.some(({ requestId }) => requestId === refusal.lostRequestId)
        ? null
        : refusal,
    pendingClick: isStarting || answered ? null : pendingClick,
    question,
    generate,
    answer: (isYes) => {
      setQuestion(null);
      if (isYes && question) void run(() => send(question.request));
    },
    askAgain: () => {
      if (pendingClick) void run(() => send(pendingClick.request));
    },
    forgetPending: () => {
      setRefusal(null);
      session?.update((current) => ({ ...current, pendingClick: null }));
    },
    dismiss: () => setRefusal(null),
    retryEstimate: () => void estimate.refetch(),
  };
}

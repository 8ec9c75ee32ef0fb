"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { problemFrom } from "@/lib/browser/api";
import { estimateQuery } from "@/lib/browser/queries";
import { useSettled } from "@/lib/browser/settled";
import { useStartGeneration } from "@/lib/browser/start-generation";
import type { Generation } from "@/lib/domain/generation";
import type { Estimate } from "@/lib/domain/money";
import type { Problem } from "@/lib/domain/problem";
import type { WorkflowRequest } from "@/lib/domain/request";
import type { CheckedForm } from "./input-control";
import { decideRun, isAnswerLost, type PendingRun, type RunDecision, runFor } from "./run-decision";

// A pause in typing, not a gap between two keys.
const pauseMs = 350;

interface Question {
  decision: Extract<RunDecision, { kind: "confirm" }>;
  request: WorkflowRequest;
}

interface WorkflowRunOptions {
  workspaceId: string;
  workflowId: string;
  checked: CheckedForm;
  pending: PendingRun | null;
  setPending: (pending: PendingRun | null) => Promise<void>;
  /** The runs of this workflow that the page knows. */
  runs: readonly Generation[];
  onStarted: (generation: Generation) => void;
}

export interface WorkflowRun {
  estimate: Estimate | null;
  estimateProblem: Problem | null;
  /** The price shown belongs to what was on the form a moment ago. */
  isEstimateStale: boolean;
  isStarting: boolean;
  /** What the last click came to when it did not start a run. */
  problem: Problem | null;
  /** A click of before whose answer was lost. */
  lost: PendingRun | null;
  question: Question | null;
  run: () => void;
  answer: (isYes: boolean) => void;
  askAgain: () => void;
  forget: () => void;
  askPrice: () => void;
}

/** Price and click of a workflow's form, and the one path by which it spends. */
export function useWorkflowRun({
  workspaceId,
  workflowId,
  checked,
  pending,
  setPending,
  runs,
  onStarted,
}: WorkflowRunOptions): WorkflowRun {
  const client = useQueryClient();
  const start = useStartGeneration(workspaceId);
  const isRight = Object.keys(checked.errors).length === 0;
  const text = isRight
    ? JSON.stringify({ kind: "workflow", workflowId, inputs: checked.inputs, sessionName: null })
    : null;
  const settledText = useSettled(text, pauseMs);
  const priced = useMemo(
    () => (settledText === null ? null : (JSON.parse(settledText) as WorkflowRequest)),
    [settledText],
  );
  const estimate = useQuery({
    ...estimateQuery(workspaceId, priced),
    placeholderData: keepPreviousData,
    // Offline is told in words at once instead of being waited out in silence.
    networkMode: "always",
  });
  const [isStarting, setIsStarting] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [question, setQuestion] = useState<Question | null>(null);
  // Read before React has drawn again: the second half of a double click comes sooner than that.
  const isBusy = useRef(false);

  const isAnswered = pending !== null && runs.some(({ requestId }) => requestId === pending.requestId);
  // An effect, because the answer to a lost click arrives from outside: by the page's poll, or with the page itself.
  useEffect(() => {
    if (isAnswered && !isBusy.current) void setPending(null);
  }, [isAnswered, setPending]);

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

  const send = async (request: WorkflowRequest) => {
    const click = runFor(pending, request, () => crypto.randomUUID());
    // Written before it is sent: after a crash the same click is asked about, not made again.
    await setPending(click);
    setProblem(null);
    try {
      const generation = await start.mutateAsync(click);
      await setPending(null);
      onStarted(generation);
    } catch (error) {
      const refusal = problemFrom(error);
      if (!isAnswerLost(refusal)) await setPending(null);
      setProblem(refusal);
    }
  };

  return {
    estimate: text === null ? null : (estimate.data ?? null),
    estimateProblem: text !== null && estimate.error ? problemFrom(estimate.error) : null,
    isEstimateStale: settledText !== text || estimate.isPlaceholderData,
    isStarting,
    problem,
    lost: isStarting || isAnswered ? null : pending,
    question,
    run: () => {
      if (text === null || question) return;
      const request = JSON.parse(text) as WorkflowRequest;
      void guarded(async () => {
        // The quote of exactly this request, however fast the click followed the last key.
        const quote = await client
          .fetchQuery({ ...estimateQuery(workspaceId, request), networkMode: "always" })
          .catch(() => null);
        const unknownRuns = runs.filter(({ status, isMine }) => status === "unknown" && isMine);
        const decision = decideRun(quote, request, unknownRuns);
        if (decision.kind === "confirm") setQuestion({ decision, request });
        if (decision.kind === "start") await send(request);
      });
    },
    answer: (isYes) => {
      setQuestion(null);
      if (isYes && question) void guarded(() => send(question.request));
    },
    askAgain: () => {
      if (pending) void guarded(() => send(pending.request));
    },
    forget: () => {
      setProblem(null);
      void setPending(null);
    },
    askPrice: () => void estimate.refetch(),
  };
}

"use client";
import { useMemo } from "react";
import { outcomeWords } from "@/components/viewers/outcome-words";
import { type Blocker, type Draft, requestFromDraft } from "@/lib/browser/drafts";
import type { DraftSession } from "@/lib/browser/drafts-session";
import { type PendingClicks, type Refusal, type Spend, useSpend } from "@/lib/browser/spend";
import type { Generation } from "@/lib/domain/generation";
import type { Model } from "@/lib/domain/model";
import { problemOf } from "@/lib/domain/problem";

export interface GenerateState {
  spend: Spend;
  blockers: Blocker[];
  isPriceable: boolean;
  /** Why the last click made no results, refused by us or by Layer. */
  refusal: Refusal | null;
  /** False where another press could pay a second time for what Layer may have started. */
  canPressAgain: boolean;
  generate: () => void;
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

/** A run that Layer refused, or may have started, in the place where the click was made. */
function refusalOf(generation: Generation | null): Refusal | null {
  if (generation?.status !== "refused" && generation?.status !== "unknown") return null;
  return {
    problem: problemOf(generation.problem, { detail: generation.detail }),
    charge: outcomeWords(generation)?.money ?? "",
    tone: generation.status === "unknown" ? "warning" : "danger",
    lostRequestId: null,
  };
}

/** Price and click of a model's form. */
export function useGenerate({
  session,
  draft,
  model,
  workspaceId,
  generations,
  onStarted,
  onBlocked,
}: GenerateOptions): GenerateState {
  const { request, blockers } = useMemo(() => requestFromDraft(draft, model), [draft, model]);
  // References on their way, the mask and a missing prompt do not change what a run costs.
  const isPriceable = blockers.every(({ field }) => ["references", "mask", "prompt"].includes(field));
  const pending: PendingClicks = {
    clicks: draft.pendingClicks,
    read: () => session?.get()?.pendingClicks ?? [],
    change: async (change) => {
      session?.update((current) => {
        const pendingClicks = change(current.pendingClicks);
        return pendingClicks === current.pendingClicks ? current : { ...current, pendingClicks };
      });
      await session?.flush();
    },
  };
  const spend = useSpend({
    workspaceId,
    verb: "generate",
    priced: isPriceable && session ? request : null,
    pending,
    generations,
    onStarted,
  });

  const generate = () => {
    // Read at the click: the form may have been changed in the very same moment.
    const current = session?.get();
    if (!current || spend.question) return;
    const reading = requestFromDraft(current, model);
    const [blocker] = reading.blockers;
    if (blocker) return onBlocked(blocker);
    spend.press(reading.request);
  };

  return {
    spend,
    blockers,
    isPriceable,
    refusal: spend.refusal ?? refusalOf(spend.answered),
    canPressAgain: spend.answered?.status !== "unknown",
    generate,
  };
}

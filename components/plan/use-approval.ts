"use client";
import { useRef, useState } from "react";
import { problemFrom } from "@/lib/browser/api";
import { useCreateBatch } from "@/lib/browser/batches";
import { type PlanPrice, priceKey } from "@/lib/browser/plan-prices";
import type { PlanRow } from "@/lib/browser/plan-rows";
import type { PlanBase, Stored } from "@/lib/browser/plan-store";
import { useTurns } from "@/lib/browser/turns";
import type { Batch, NewBatch } from "@/lib/domain/batch";
import { staysPending } from "@/lib/domain/click";
import type { Problem } from "@/lib/domain/problem";

export interface Approval {
  isSending: boolean;
  /** Why the last approval was not written down, or may not have been. */
  refusal: { problem: Problem; isLost: boolean } | null;
  approve: (rows: readonly PlanRow[], prices: ReadonlyMap<string, PlanPrice>) => void;
  /** Sends the plan whose answer was lost once more, under its own ids. */
  sendAgain: () => void;
  /** Lets go of a plan whose answer was lost, for good. */
  forget: () => void;
}

/** A name a colleague can tell the plan by: its first row's, or its prompt. */
function nameOf(rows: readonly PlanRow[]): string {
  const [first] = rows;
  const subject = first?.line === null ? first.prompt || first.modelName : (first?.label ?? "Plan");
  const line = subject.replace(/\s+/g, " ").trim() || "Plan";
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

/** The rows as they are approved; their ids are made here, once. */
function batchOf(rows: readonly PlanRow[], prices: ReadonlyMap<string, PlanPrice>): NewBatch {
  return {
    batchId: crypto.randomUUID(),
    name: nameOf(rows),
    rows: rows.flatMap(({ label, request }) => {
      if (!request) return [];
      const price = prices.get(priceKey(request));
      return [
        {
          rowId: crypto.randomUUID(),
          label,
          request,
          estimate: price?.is === "known" ? price.estimate.priceCreativeUnits : null,
        },
      ];
    }),
  };
}

/** The one approval of a plan: however often it is pressed or sent, one batch. */
export function useApproval<Plan extends PlanBase>(
  workspaceId: string,
  openStore: () => Stored<Plan>,
  pending: NewBatch | null,
  onApproved: (batch: Batch) => void,
): Approval {
  const create = useCreateBatch(workspaceId);
  const begin = useTurns();
  const [isSending, setIsSending] = useState(false);
  const [refusal, setRefusal] = useState<Approval["refusal"]>(null);
  // Read before React has drawn again: the second half of a double click comes sooner than that.
  const isBusy = useRef(false);

  const send = async (batch: NewBatch, isResend: boolean) => {
    if (isBusy.current) return;
    const store = openStore();
    isBusy.current = true;
    const isWanted = begin();
    setIsSending(true);
    setRefusal(null);
    let approved: Batch;
    try {
      // Written before it is sent: after a crash the same plan is asked about, not made again.
      store.update((current) => ({ ...current, pending: batch }));
      await store.flush();
      approved = await create.mutateAsync(batch);
    } catch (error) {
      const problem = problemFrom(error);
      const isLost = staysPending(problem, isResend);
      if (!isLost) store.update((current) => ({ ...current, pending: null }));
      setRefusal({ problem, isLost });
      isBusy.current = false;
      return setIsSending(false);
    }
    store.update((current) => ({ ...current, pending: null }));
    await store.flush();
    // Busy until the page is left: a press before that, such as the second of a double click, would approve once more.
    if (isWanted()) onApproved(approved);
  };

  return {
    isSending,
    refusal,
    approve: (rows, prices) => void send(batchOf(rows, prices), false),
    sendAgain: () => {
      if (pending) void send(pending, true);
    },
    forget: () => {
      setRefusal(null);
      openStore().update((current) => ({ ...current, pending: null }));
    },
  };
}

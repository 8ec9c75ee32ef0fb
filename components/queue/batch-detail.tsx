"use client";

import Link from "next/link";
import { lazy, Suspense, useState } from "react";
import { Button, buttonClasses } from "@/components/ui/button";
import { Cost } from "@/components/ui/cost";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Segmented } from "@/components/ui/segmented";
import { problemFrom } from "@/lib/browser/api";
import { useChangeBatch } from "@/lib/browser/batches";
import { patiently } from "@/lib/browser/patiently";
import { readPreference } from "@/lib/browser/preferences";
import type { Batch, BatchChange, BatchRow } from "@/lib/domain/batch";
import { creativeUnits } from "@/lib/domain/money";
import { confirmAboveFrom, preferenceCookies } from "@/lib/domain/preferences";
import type { Problem } from "@/lib/domain/problem";
import { BatchProgress } from "./batch-progress";
import { BatchRows } from "./batch-rows";
import { needsLook, retryTotal, rowActions } from "./batch-words";
import { PauseButton } from "./pause-button";

// Asked seldom, so its script is fetched with the question.
const ConfirmDialog = lazy(() =>
  patiently(() => import("@/components/spend/confirm-dialog")).then(({ ConfirmDialog: Loaded }) => ({
    default: Loaded,
  })),
);

const views = [
  { value: "all", label: "All" },
  { value: "waiting", label: "Waiting" },
  { value: "look", label: "To look at" },
] as const;

type View = (typeof views)[number]["value"];

const shownIn: Record<View, (row: BatchRow) => boolean> = {
  all: () => true,
  waiting: ({ state }) => state === "waiting" || state === "sending",
  look: needsLook,
};

interface Question {
  title: string;
  text: string;
  action: string;
  /** One after another: each is a change of its own. */
  changes: BatchChange[];
}

/** One plan: how far it is, what it costs, and its rows in the order of sending. */
export function BatchDetail({ batch }: { batch: Batch }) {
  const { mutateAsync, isPending } = useChangeBatch(batch.workspaceId, batch.id);
  const [view, setView] = useState<View>("all");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [question, setQuestion] = useState<Question | null>(null);
  const { counts } = batch;
  const again = batch.rows.filter((row) => rowActions(row).retry === "Run again");

  async function change(changes: readonly BatchChange[]) {
    setProblem(null);
    try {
      for (const each of changes) await mutateAsync(each);
    } catch (error) {
      setProblem(problemFrom(error));
    }
  }

  function retry(rows: readonly BatchRow[]) {
    const changes = rows.map(({ id, attempt }): BatchChange => ({ change: "retry", rowId: id, attempt }));
    const total = retryTotal(rows);
    const isDear =
      total.creativeUnits > confirmAboveFrom(readPreference(preferenceCookies.confirmAbove)) ||
      total.unpricedCount > 0;
    const isPaid = rows.some((row) => rowActions(row).retry === "Run again");
    if (!isPaid || (rows.length === 1 && !isDear)) return void change(changes);
    setQuestion({
      title: rows.length === 1 ? "Run this row again?" : `Run ${rows.length} rows again?`,
      text: `${total.words}, as told when the plan was approved. Each is a new run; one that Layer charges for is paid again.`,
      action: `Run again · ${creativeUnits(total.creativeUnits)}`,
      changes,
    });
  }

  const cancelWaiting = () =>
    setQuestion({
      title: counts.waiting === 1 ? "Cancel the row that waits?" : `Cancel ${counts.waiting} waiting rows?`,
      text: "What is not sent is taken off and costs nothing. What Layer has already cannot be cancelled: it runs to its end and is charged.",
      action: "Cancel what is not sent",
      changes: [{ change: "cancel", rowIds: null }],
    });

  return (
    <section aria-label={batch.name} className="flex min-w-0 flex-col gap-4">
      <header className="flex flex-col gap-3 rounded-tile bg-panel p-4">
        <div className="flex flex-wrap items-start justify-between gap-3">
          <div className="min-w-0">
            <h2 className="text-16 font-semibold wrap-anywhere">{batch.name}</h2>
            <p className="text-12 text-muted">
              {batch.isMine ? "Approved by you" : `Approved by ${batch.personName}`} ·{" "}
              <Cost creativeUnits={batch.estimateCreativeUnits} /> estimated
              {batch.unpricedCount > 0 ? `, ${batch.unpricedCount} without a price` : ""} ·{" "}
              <Cost creativeUnits={batch.chargeCreativeUnits} /> charged so far
            </p>
          </div>
          <div className="flex flex-wrap gap-2">
            <Link href={`/w/${batch.workspaceId}/generate/plan/${batch.id}`} className={buttonClasses()}>
              See side by side
            </Link>
            {batch.isMine && again.length > 1 ? (
              <Button disabled={isPending} onClick={() => retry(again)}>
                Run {again.length} again
              </Button>
            ) : null}
            {batch.isMine && counts.waiting > 0 ? (
              <Button variant="ghost" disabled={isPending} onClick={cancelWaiting}>
                Cancel what is not sent
              </Button>
            ) : null}
            <PauseButton batch={batch} />
          </div>
        </div>
        <BatchProgress batch={batch} isWhole />
        {counts.running + counts.sending > 0 && batch.isMine ? (
          <p className="text-12 text-muted">
            Rows that were sent cannot be cancelled: Layer runs them to their end.
          </p>
        ) : null}
      </header>
      {problem ? <ProblemNotice problem={problem} tone="warning" /> : null}
      <Segmented label="Rows shown" choices={views} value={view} onChange={setView} />
      <BatchRows
        batch={batch}
        rows={batch.rows.filter(shownIn[view])}
        // A part of the rows has no order of its own to move within.
        canMove={batch.isMine && view !== "look"}
        onChange={(each) => void change([each])}
        onRetry={(row) => retry([row])}
      />
      {question ? (
        <Suspense fallback={null}>
          <ConfirmDialog
            decision={{ kind: "confirm", ...question }}
            onAnswer={(isYes) => {
              setQuestion(null);
              if (isYes) void change(question.changes);
            }}
          />
        </Suspense>
      ) : null}
    </section>
  );
}

"use client";

import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { uploadDesk } from "@/lib/browser/upload-desk";
import type { Upload } from "@/lib/browser/upload-engine";
import type { UploadInput } from "@/lib/browser/upload-input";
import { stateNews, totalsWords, uploadTotals } from "./upload-totals";

interface UploadsSummaryProps {
  workspaceId: string;
  uploads: readonly Upload[];
  inputs: readonly UploadInput[];
}

/** Everything on its way in one line, and what can be done about all of it at once. */
export function UploadsSummary({ workspaceId, uploads, inputs }: UploadsSummaryProps) {
  const totals = uploadTotals(
    uploads,
    inputs,
    uploadDesk.opened()?.uploads.bytesPerSecond(workspaceId) ?? null,
  );
  const all =
    (phases: ReadonlyArray<Upload["state"]["phase"]>, act: "pause" | "resume" | "retry" | "dismiss") =>
    () => {
      for (const { id, state } of uploads)
        if (phases.includes(state.phase)) uploadDesk.opened()?.uploads[act](id);
    };
  const isOver = totals.doneCount + totals.failedCount === totals.count;
  return (
    // In sight however far the list is scrolled.
    <div className="sticky top-0 z-10 flex flex-col gap-1.5 bg-canvas py-2">
      <div className="flex min-h-7 flex-wrap items-center gap-x-2 gap-y-1">
        <p className="grow text-13 text-soft tabular">{totals.count > 0 ? totalsWords(totals) : null}</p>
        {totals.activeCount > 1 ? (
          <Button
            size="s"
            variant="ghost"
            onClick={all(["queued", "uploading", "offline", "retrying"], "pause")}
          >
            Pause all
          </Button>
        ) : null}
        {totals.pausedCount > 1 ? (
          <Button size="s" onClick={all(["paused"], "resume")}>
            Resume all
          </Button>
        ) : null}
        {totals.retryCount > 1 ? (
          <Button size="s" onClick={all(["failed"], "retry")}>
            Retry all {totals.retryCount}
          </Button>
        ) : null}
        {totals.endedCount > 1 ? (
          <Button size="s" variant="ghost" onClick={all(["done", "failed"], "dismiss")}>
            Clear finished
          </Button>
        ) : null}
      </div>
      {/* The files' own bars are what a screen reader is told of; this is their sum for the eye. */}
      <div aria-hidden="true" className={isOver ? "h-1.5" : "h-1.5 overflow-hidden rounded-full bg-press"}>
        {isOver ? null : (
          <div
            className="h-full w-full origin-left rounded-full bg-accent transition-transform duration-200"
            style={{ transform: `scaleX(${totals.fraction})` }}
          />
        )}
      </div>
    </div>
  );
}

/** Tells a screen reader what ended, stopped or waits; never how far anything is. */
export function UploadNews({ uploads }: { uploads: readonly Upload[] }) {
  const [news, setNews] = useState("");
  const before = useRef<ReadonlyMap<string, Upload["state"]["phase"]>>(new Map());
  // An effect, because news is the difference between what was shown and what is.
  useEffect(() => {
    const words = stateNews(before.current, uploads);
    before.current = new Map(uploads.map(({ id, state }) => [id, state.phase]));
    if (words) setNews(words);
  }, [uploads]);
  return (
    <p role="status" className="sr-only">
      {news}
    </p>
  );
}

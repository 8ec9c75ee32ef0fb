"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Grid2x2, Images } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { buttonClasses } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { Slider } from "@/components/ui/slider";
import { problemFrom } from "@/lib/browser/api";
import { rememberPreference } from "@/lib/browser/preferences";
import { generationsQuery } from "@/lib/browser/queries";
import { useTimeZone } from "@/lib/browser/time-zone";
import { dayOf } from "@/lib/domain/calendar-days";
import type { GenerationPage } from "@/lib/domain/generation";
import { galleryRowHeights, preferenceCookies } from "@/lib/domain/preferences";
import { ResultsWall } from "./results-wall";

interface GalleryProps {
  workspaceId: string;
  firstPage: GenerationPage;
  /** As this browser remembered it. */
  rowHeightPixels: number;
  timeZone: string;
  /** ISO moment of the server's answer, so that both draw the same "Today". */
  drawnAt: string;
}

/** Everything the studio made here. */
export function Gallery({ workspaceId, firstPage, rowHeightPixels, timeZone, drawnAt }: GalleryProps) {
  const zone = useTimeZone(timeZone);
  const [rowHeight, setRowHeight] = useState(rowHeightPixels);
  const query = useInfiniteQuery({
    ...generationsQuery(workspaceId),
    initialData: { pages: [firstPage], pageParams: [null] },
    // What was loaded stays for the way back; an old first page must never take its place.
    gcTime: Number.POSITIVE_INFINITY,
  });
  const generations = query.data.pages.flatMap((page) => page.generations);

  if (generations.length === 0)
    return (
      <EmptyState
        icon={<Images size={32} strokeWidth={1.25} aria-hidden="true" />}
        title="Nothing made here yet"
        action={
          <Link href={`/w/${workspaceId}/generate`} className={buttonClasses("primary")}>
            Generate
          </Link>
        }
      >
        Everything this studio makes through Easel appears here, with its settings and what it cost.
      </EmptyState>
    );
  return (
    <>
      <ResultsWall
        workspaceId={workspaceId}
        generations={generations}
        timeZone={zone}
        today={dayOf(drawnAt, zone)}
        rowHeightPixels={rowHeight}
        pageCount={query.data.pages.length}
        hasMore={query.hasNextPage}
        onNearEnd={() => {
          if (query.hasNextPage && !query.isFetchingNextPage && !query.isFetchNextPageError)
            void query.fetchNextPage();
        }}
        controls={
          <div className="flex w-36 shrink-0 items-center gap-2 text-muted max-md:w-28">
            <Grid2x2 size={14} aria-hidden="true" className="shrink-0" />
            <Slider
              label="Size of results"
              isLabelHidden
              className="grow"
              value={rowHeight}
              min={galleryRowHeights.min}
              max={galleryRowHeights.max}
              step={4}
              valueText={`${rowHeight} pixels high`}
              onChange={(next) => {
                setRowHeight(next);
                rememberPreference(preferenceCookies.galleryRowHeight, String(next));
              }}
            />
          </div>
        }
      />
      {query.isFetchingNextPage ? (
        <div className="mx-1 mt-1 grid h-40 grid-cols-4 gap-1" aria-hidden="true">
          {["a", "b", "c", "d"].map((key) => (
            <Skeleton key={key} className="h-full" />
          ))}
        </div>
      ) : null}
      {query.isFetchNextPageError ? (
        <ProblemNotice
          className="m-4"
          problem={problemFrom(query.error)}
          onRetry={() => void query.fetchNextPage()}
        />
      ) : null}
      {query.hasNextPage ? null : (
        <p className="py-8 text-center text-12 text-muted">That is everything made here.</p>
      )}
    </>
  );
}

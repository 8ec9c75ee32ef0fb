"use client";

import { useQuery } from "@tanstack/react-query";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { problemFrom } from "@/lib/browser/api";
import { type GalleryView, galleryDaysQuery } from "@/lib/browser/gallery-queries";
import { endOfDay, monthLabel, shortDayLabel } from "@/lib/domain/calendar-days";

interface JumpBarProps {
  workspaceId: string;
  view: GalleryView;
  onJump: (before: string | null) => void;
}

/** The days on which something was made, by month, each a way to it however far down it lies. */
export function JumpBar({ workspaceId, view, onJump }: JumpBarProps) {
  const { data, error, refetch } = useQuery(galleryDaysQuery(workspaceId, view));
  if (error)
    return <ProblemNotice className="m-3" problem={problemFrom(error)} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton className="m-3 h-40" />;
  const months = [...new Set(data.days.map(({ day }) => day.slice(0, 7)))];
  if (months.length === 0) return <p className="p-3 text-13 text-muted">Nothing to go to.</p>;
  return (
    <div className="max-h-[60dvh] overflow-y-auto p-1">
      <button
        type="button"
        className="flex h-8 w-full items-center rounded-control px-2 text-13 text-text hover:bg-hover touch:h-11"
        onClick={() => onJump(null)}
      >
        Newest
      </button>
      {months.map((month) => (
        <section key={month} aria-label={monthLabel(month)}>
          <h3 className="px-2 pt-3 pb-1 text-11 font-medium text-muted">{monthLabel(month)}</h3>
          <ul>
            {data.days
              .filter(({ day }) => day.startsWith(month))
              .map(({ day, count }) => (
                <li key={day}>
                  <button
                    type="button"
                    className="flex h-7 w-full items-center justify-between rounded-control px-2 text-13 text-soft hover:bg-hover hover:text-text touch:h-11"
                    onClick={() => onJump(endOfDay(day, view.timeZone))}
                  >
                    <span>{shortDayLabel(day)}</span>
                    <span className="text-12 text-muted tabular">{count}</span>
                  </button>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

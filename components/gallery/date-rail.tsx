"use client";

import { useQuery } from "@tanstack/react-query";
import { type PointerEvent, useMemo, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { type GalleryView, galleryDaysQuery } from "@/lib/browser/gallery-queries";
import { endOfDay, monthLabel, shortDayLabel } from "@/lib/domain/calendar-days";
import { dayAtShare, railMonths, shareOf } from "./rail-places";

interface DateRailProps {
  workspaceId: string;
  view: GalleryView;
  /** The day, or the month, that is looked at. */
  day: string | null;
  onJump: (before: string) => void;
}

const monthName = (month: string) => monthLabel(month).slice(0, 3);

/**
 * All the time there is, along the right edge: a press goes there, however far down it lies. For the pointer only; "Go
 * to a day" offers the same to the keyboard, and a screen reader would hear a hundred months here.
 */
export function DateRail({ workspaceId, view, day, onJump }: DateRailProps) {
  const { data } = useQuery(galleryDaysQuery(workspaceId, view));
  const [share, setShare] = useState<number | null>(null);
  const days = data?.days;
  const months = useMemo(() => railMonths(days ?? [], monthName), [days]);
  // One day is nowhere to go from.
  if (!days || days.length < 2) return null;
  const pointed = share === null ? null : dayAtShare(days, share);
  const shareAt = (event: PointerEvent<HTMLElement>) => {
    const { top, height } = event.currentTarget.getBoundingClientRect();
    return Math.min(Math.max((event.clientY - top) / height, 0), 1);
  };
  return (
    <div
      aria-hidden="true"
      className="absolute inset-y-2 right-0 w-9 cursor-pointer touch-none select-none"
      onPointerMove={(event) => setShare(shareAt(event))}
      onPointerLeave={() => setShare(null)}
      onClick={(event) => {
        const { top, height } = event.currentTarget.getBoundingClientRect();
        const found = dayAtShare(days, (event.clientY - top) / height);
        if (found) onJump(endOfDay(found.day, view.timeZone));
      }}
    >
      {months.map(({ month, from, label }) =>
        label === null ? (
          <span
            key={month}
            className="absolute right-1.5 size-0.5 rounded-full bg-muted"
            style={{ top: `${from * 100}%` }}
          />
        ) : (
          <span
            key={month}
            className={classNames(
              "absolute right-1 text-11 leading-none tabular",
              /^\d/.test(label) ? "font-medium text-soft" : "text-muted",
            )}
            style={{ top: `${from * 100}%` }}
          >
            {label}
          </span>
        ),
      )}
      {day === null ? null : (
        <span
          className="absolute left-0 h-0.5 w-2 translate-y-1 rounded-full bg-accent-text"
          style={{ top: `${shareOf(days, day) * 100}%` }}
        />
      )}
      {pointed && share !== null ? (
        <>
          <span className="absolute right-0 h-px w-full bg-text" style={{ top: `${share * 100}%` }} />
          <span
            className="pointer-events-none absolute right-full mr-1 -translate-y-1/2 rounded-control bg-float px-2 py-1 text-12 whitespace-nowrap text-text shadow-float tabular"
            style={{ top: `${share * 100}%` }}
          >
            {shortDayLabel(pointed.day)} {pointed.day.slice(0, 4)} · {pointed.count}
          </span>
        </>
      ) : null}
    </div>
  );
}

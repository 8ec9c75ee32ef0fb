import type { GalleryDay } from "@/lib/domain/gallery";

/** A month's stretch of the rail, from its top, in shares of the whole. */
export interface RailMonth {
  month: string;
  from: number;
  /** What is written beside it; null where its neighbours leave no room. */
  label: string | null;
}

/** Labels nearer than this to the one before would touch it. */
const labelShare = 0.035;

/**
 * Months along a rail whose length is everything that fits, newest first: a month takes as much as was made in it, so
 * that the middle of the rail is the middle of the work. Years are written where there is room, and months between them.
 */
export function railMonths(days: readonly GalleryDay[], monthName: (month: string) => string): RailMonth[] {
  const total = days.reduce((sum, { count }) => sum + count, 0);
  const months: Array<{ month: string; from: number }> = [];
  let sum = 0;
  for (const { day, count } of days) {
    const month = day.slice(0, 7);
    if (months.at(-1)?.month !== month) months.push({ month, from: sum / total });
    sum += count;
  }
  let labelled = Number.NEGATIVE_INFINITY;
  let year = "";
  return months.map(({ month, from }) => {
    const isNewYear = month.slice(0, 4) !== year;
    // A year's own label may stand close above a month's, never the other way about.
    const hasRoom = from - labelled >= labelShare && from <= 1 - labelShare / 2;
    if (!hasRoom) return { month, from, label: null };
    labelled = from;
    year = month.slice(0, 4);
    return { month, from, label: isNewYear ? year : monthName(month) };
  });
}

/** The day that lies at a share of the rail; null where there are none. */
export function dayAtShare(days: readonly GalleryDay[], share: number): GalleryDay | null {
  const total = days.reduce((sum, { count }) => sum + count, 0);
  let sum = 0;
  for (const day of days) {
    sum += day.count;
    if (sum >= share * total && day.count > 0) return day;
  }
  return days.at(-1) ?? null;
}

/** Where a day, or a month as "2026-11", begins on the rail. */
export function shareOf(days: readonly GalleryDay[], wanted: string): number {
  const total = days.reduce((sum, { count }) => sum + count, 0);
  let sum = 0;
  for (const { day, count } of days) {
    // Newest first: what is not later than the wanted one is it, or comes after it.
    if (day.slice(0, wanted.length) <= wanted) break;
    sum += count;
  }
  return total === 0 ? 0 : sum / total;
}

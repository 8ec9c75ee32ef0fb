import { shiftedDay } from "@/lib/domain/calendar-days";
import type { Days } from "./usage-spans";

const dayMs = 24 * 60 * 60 * 1_000;

const dayCount = ({ fromDay, toDay }: Days) =>
  Math.round((Date.parse(`${toDay}T00:00:00Z`) - Date.parse(`${fromDay}T00:00:00Z`)) / dayMs) + 1;

/** As many days just before a span. */
export function daysBefore(days: Days): Days {
  return { fromDay: shiftedDay(days.fromDay, -dayCount(days)), toDay: shiftedDay(days.fromDay, -1) };
}

/** "12 % more than the 27 days before": a span's charge beside that of as many days before; empty where both are nothing. */
export function comparisonWords(days: Days, charged: number, chargedBefore: number): string {
  const count = dayCount(days);
  const span = count === 1 ? "the day before" : `the ${count} days before`;
  if (chargedBefore <= 0) return charged > 0 ? `nothing in ${span}` : "";
  const percent = Math.round(((charged - chargedBefore) / chargedBefore) * 100);
  if (percent === 0) return `as much as ${span}`;
  // Beyond tenfold a percentage is only a large number.
  if (percent >= 900) return `${Math.round(charged / chargedBefore)} times ${span}`;
  return `${Math.abs(percent)} % ${percent > 0 ? "more" : "less"} than ${span}`;
}

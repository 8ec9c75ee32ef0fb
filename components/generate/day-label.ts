import { momentWords } from "@/lib/domain/moment-words";

const dayMs = 24 * 60 * 60 * 1_000;

const named = momentWords({ weekday: "short", day: "numeric", month: "short" });

/** "Today", "Yesterday", "Mon 16 Nov": the reader's own calendar day of an ISO moment. */
export function dayLabel(isoMoment: string, nowMs: number): string {
  const moment = new Date(isoMoment);
  const sameDay = (other: Date) => moment.toDateString() === other.toDateString();
  if (sameDay(new Date(nowMs))) return "Today";
  if (sameDay(new Date(nowMs - dayMs))) return "Yesterday";
  return named(moment).replace(",", "");
}

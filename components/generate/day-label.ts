const dayMs = 24 * 60 * 60 * 1_000;

let format: Intl.DateTimeFormat | null = null;

function named(moment: Date): string {
  // Made at the first old day, not with the page: a slow phone takes a tenth of a second to fetch its calendar.
  format ??= new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short" });
  return format.format(moment);
}

/** "Today", "Yesterday", "Mon 16 Nov": the reader's own calendar day of an ISO moment. */
export function dayLabel(isoMoment: string, nowMs: number): string {
  const moment = new Date(isoMoment);
  const sameDay = (other: Date) => moment.toDateString() === other.toDateString();
  if (sameDay(new Date(nowMs))) return "Today";
  if (sameDay(new Date(nowMs - dayMs))) return "Yesterday";
  return named(moment).replace(",", "");
}

const dayMs = 24 * 60 * 60 * 1_000;

const dayFormats = new Map<string, Intl.DateTimeFormat>();

// Making a format takes as long as using it a hundred times, and a wall of results asks for thousands of days.
function dayFormat(timeZone: string): Intl.DateTimeFormat {
  const known = dayFormats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  dayFormats.set(timeZone, format);
  return format;
}

/** The calendar day of an ISO moment in a time zone, as "2026-11-20". */
export function dayOf(moment: string, timeZone: string): string {
  return dayFormat(timeZone).format(new Date(moment));
}

/** The day so many days later, or earlier where negative. */
export function shiftedDay(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** "Today", "Yesterday", "Friday 20 November", with the year where it is another than today's. */
export function dayLabel(day: string, today: string): string {
  if (day === today) return "Today";
  if (day === shiftedDay(today, -1)) return "Yesterday";
  const date = new Date(`${day}T00:00:00Z`);
  const isThisYear = day.slice(0, 4) === today.slice(0, 4);
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: "UTC",
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  }).formatToParts(date);
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? "";
  return `${part("weekday")} ${part("day")} ${part("month")}${isThisYear ? "" : ` ${part("year")}`}`;
}

/** "November 2026", of a month as "2026-11". */
export function monthLabel(month: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", month: "long", year: "numeric" }).format(
    new Date(`${month}-01T00:00:00Z`),
  );
}

/** "20 Nov": a day where the year is plain from its neighbours. */
export function shortDayLabel(day: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short" }).format(
    new Date(`${day}T00:00:00Z`),
  );
}

/** The ISO moment at which a day ends in a time zone, whatever its clocks do that night. */
export function endOfDay(day: string, timeZone: string): string {
  // Midnight lies within 14 hours of UTC's on either side; a quarter of an hour divides every zone's distance from UTC.
  const quarterMs = 15 * 60 * 1_000;
  const middle = Date.parse(`${shiftedDay(day, 1)}T00:00:00Z`);
  let low = middle - 15 * 60 * 60 * 1_000;
  let high = middle + 15 * 60 * 60 * 1_000;
  while (high - low > quarterMs) {
    const between = low + Math.round((high - low) / 2 / quarterMs) * quarterMs;
    if (dayOf(new Date(between).toISOString(), timeZone) <= day) low = between;
    else high = between;
  }
  return new Date(high).toISOString();
}

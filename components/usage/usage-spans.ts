import { shiftedDay } from "@/lib/domain/calendar-days";

/** The spans that can be looked at, as they stand in the address. */
export const usageSpans = [
  { key: "month", label: "This month" },
  { key: "7", label: "7 days" },
  { key: "30", label: "30 days" },
  { key: "90", label: "90 days" },
  { key: "custom", label: "Custom" },
] as const;

export type UsageSpanKey = (typeof usageSpans)[number]["key"];

export interface Days {
  fromDay: string;
  toDay: string;
}

/** A year and a bit: the longest that is counted at once. */
const maxSpanDays = 366;

const isDay = (text: string | null): text is string =>
  text !== null &&
  /^2\d{3}-\d\d-\d\d$/.test(text) &&
  !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) &&
  new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);

/** The first and last day of a span that ends today. */
export function spanDays(span: Exclude<UsageSpanKey, "custom">, today: string): Days {
  if (span === "month") return { fromDay: `${today.slice(0, 8)}01`, toDay: today };
  return { fromDay: shiftedDay(today, 1 - Number(span)), toDay: today };
}

/** Days as they were typed, in their order and no more than a year of them; null where one is no day. */
export function typedDays(from: string | null, to: string | null): Days | null {
  if (!isDay(from) || !isDay(to)) return null;
  const [fromDay, toDay] = from <= to ? [from, to] : [to, from];
  const first = shiftedDay(toDay, 1 - maxSpanDays);
  return { fromDay: fromDay < first ? first : fromDay, toDay };
}

/** What an address asks for: a preset, or days of one's own. Anything else is this month. */
export function usageSpanFrom(
  parameters: URLSearchParams,
  today: string,
): { span: UsageSpanKey; days: Days } {
  const asked = usageSpans.find(({ key }) => key === parameters.get("span"))?.key ?? "month";
  if (asked !== "custom") return { span: asked, days: spanDays(asked, today) };
  const days = typedDays(parameters.get("from"), parameters.get("to"));
  return days ? { span: "custom", days } : { span: "month", days: spanDays("month", today) };
}

/** The one day of a span an address asks for; null for all of them. */
export function chosenDayFrom(parameters: URLSearchParams, { fromDay, toDay }: Days): string | null {
  const day = parameters.get("day");
  return isDay(day) && day >= fromDay && day <= toDay ? day : null;
}

/** "this month", "in 7 days", "from 2 to 9 Mar": as it ends a sentence. */
export function spanWords(span: UsageSpanKey): string {
  if (span === "month") return "this month";
  return span === "custom" ? "in these days" : `in ${span} days`;
}

import { shiftedDay } from "@/lib/domain/calendar-days";

/** The spans that can be looked at, as they stand in the address. */
export const usageSpans = [
  { key: "7", label: "7 days" },
  { key: "30", label: "30 days" },
  { key: "90", label: "90 days" },
  { key: "month", label: "This month" },
] as const;

export type UsageSpanKey = (typeof usageSpans)[number]["key"];

export function usageSpanFrom(text: string | null | undefined): UsageSpanKey {
  return usageSpans.find(({ key }) => key === text)?.key ?? "30";
}

/** The first and last day of a span that ends today. */
export function spanDays(span: UsageSpanKey, today: string): { fromDay: string; toDay: string } {
  if (span === "month") return { fromDay: `${today.slice(0, 8)}01`, toDay: today };
  return { fromDay: shiftedDay(today, 1 - Number(span)), toDay: today };
}

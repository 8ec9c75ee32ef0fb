import { shiftedDay } from "@/lib/domain/calendar-days";
import type { Usage } from "@/lib/domain/usage";

export interface UsageBar {
  day: string;
  chargedCreativeUnits: number;
  generationCount: number;
  /** Of the chart's height, from 0 to 1. */
  share: number;
}

export interface UsageChart {
  bars: UsageBar[];
  /** The top of the scale: a round number at or above the highest day. */
  topCreativeUnits: number;
}

/** The smallest of 1, 2, 2.5, 5 times a power of ten that is at least as large. */
export function roundTop(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 2, 2.5, 5, 10].find((candidate) => candidate * power >= value * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** One bar a day over the whole span, days without charges included. */
export function usageBars(usage: Pick<Usage, "byDay" | "fromDay" | "toDay">): UsageChart {
  const known = new Map(usage.byDay.map((entry) => [entry.day, entry]));
  const topCreativeUnits = roundTop(Math.max(0, ...usage.byDay.map((entry) => entry.chargedCreativeUnits)));
  const bars: UsageBar[] = [];
  // A year and a bit at most: a span that is turned around or endless draws nothing more.
  for (let day = usage.fromDay; day <= usage.toDay && bars.length < 400; day = shiftedDay(day, 1)) {
    const charged = known.get(day)?.chargedCreativeUnits ?? 0;
    bars.push({
      day,
      chargedCreativeUnits: charged,
      generationCount: known.get(day)?.generationCount ?? 0,
      share: charged / topCreativeUnits,
    });
  }
  return { bars, topCreativeUnits };
}

/** Which bars get a day written under them, so that the labels of any span stand apart: about `count` of them, the last included. */
export function labelledBars(barCount: number, count: number): ReadonlySet<number> {
  const step = Math.max(1, Math.ceil(barCount / count));
  return new Set(
    Array.from({ length: Math.ceil(barCount / step) }, (_, index) => barCount - 1 - index * step),
  );
}

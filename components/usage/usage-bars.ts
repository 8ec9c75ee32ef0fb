import { dayLabel, shiftedDay } from "@/lib/domain/calendar-days";
import { modalities, modalityLabel } from "@/lib/domain/modality";
import { creativeUnits, formatCreativeUnits } from "@/lib/domain/money";
import type { Usage } from "@/lib/domain/usage";

/** What a bar is divided by. */
export type BarStack = "modality" | "outcome";

/** One part of every bar. Its pattern tells it apart without colour. */
export interface BarPart {
  key: string;
  label: string;
  pattern: BarPattern;
}

const barPatterns = ["solid", "stripes", "dots", "lines", "hollow", "crosses"] as const;
export type BarPattern = (typeof barPatterns)[number];

export interface UsageBar {
  day: string;
  chargedCreativeUnits: number;
  generationCount: number;
  /** By the chart's parts, in their order; what is nothing is left out. */
  segments: Array<{ key: string; chargedCreativeUnits: number; share: number }>;
}

export interface UsageChart {
  bars: UsageBar[];
  parts: BarPart[];
  /** The top of the scale: a round number at or above the highest day. */
  topCreativeUnits: number;
}

/** The smallest number with one plain digit, or with a half or a quarter that reads as easily, at or above the value. */
export function roundTop(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const factor =
    [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((candidate) => candidate * power >= value * (1 - 1e-9)) ?? 10;
  // 3 × 0.1 is not 0.3 in binary.
  return Number((factor * power).toPrecision(3));
}

const outcomeParts: readonly BarPart[] = [
  { key: "kept", label: "Something kept", pattern: "solid" },
  { key: "unkept", label: "Nothing kept", pattern: "stripes" },
  { key: "failed", label: "Failed or stopped", pattern: "crosses" },
];

/** Modalities in their usual order, those new to us after them, and what has none last. */
function modalityParts(usage: Pick<Usage, "byDay">): BarPart[] {
  const found = new Set(usage.byDay.map(({ modality }) => modality));
  const known = modalities.filter((modality) => found.has(modality));
  const others = [...found]
    .filter((key) => key !== "" && !known.some((modality) => modality === key))
    .toSorted();
  const keys = [...known, ...others, ...(found.has("") ? [""] : [])];
  return keys.map((key, index) => ({
    key,
    label: key === "" ? "Several or none" : modalityLabel(key),
    pattern: barPatterns[index % barPatterns.length] ?? "solid",
  }));
}

/** One bar a day over the whole span, days without charges included. */
export function usageBars(
  usage: Pick<Usage, "byDay" | "fromDay" | "toDay">,
  stack: BarStack = "modality",
): UsageChart {
  const parts = stack === "modality" ? modalityParts(usage) : [...outcomeParts];
  const days = new Map<string, Map<string, number>>();
  const counts = new Map<string, number>();
  for (const row of usage.byDay) {
    const amounts = days.get(row.day) ?? new Map<string, number>();
    const add = (key: string, amount: number) => amounts.set(key, (amounts.get(key) ?? 0) + amount);
    if (stack === "modality") add(row.modality, row.chargedCreativeUnits);
    else {
      add("kept", row.keptCreativeUnits);
      add("failed", row.failedCreativeUnits);
      add("unkept", row.chargedCreativeUnits - row.keptCreativeUnits - row.failedCreativeUnits);
    }
    days.set(row.day, amounts);
    counts.set(row.day, (counts.get(row.day) ?? 0) + row.generationCount);
  }
  const chargedOn = (day: string) =>
    [...(days.get(day)?.values() ?? [])].reduce((sum, each) => sum + each, 0);
  const topCreativeUnits = roundTop(Math.max(0, ...[...days.keys()].map(chargedOn)));
  const bars: UsageBar[] = [];
  // A year and a bit at most: a span that is turned around or endless draws nothing more.
  for (let day = usage.fromDay; day <= usage.toDay && bars.length < 400; day = shiftedDay(day, 1)) {
    bars.push({
      day,
      chargedCreativeUnits: chargedOn(day),
      generationCount: counts.get(day) ?? 0,
      segments: parts.flatMap(({ key }) => {
        const amount = days.get(day)?.get(key) ?? 0;
        // Sums of hundredths leave dust.
        return amount > 1e-9 ? [{ key, chargedCreativeUnits: amount, share: amount / topCreativeUnits }] : [];
      }),
    });
  }
  return { bars, parts, topCreativeUnits };
}

/** Which bars get a day written under them, so that the labels of any span stand apart: about `count` of them, the last included. */
export function labelledBars(barCount: number, count: number): ReadonlySet<number> {
  const step = Math.max(1, Math.ceil(barCount / count));
  return new Set(
    Array.from({ length: Math.ceil(barCount / step) }, (_, index) => barCount - 1 - index * step),
  );
}

/** "Friday 20 November: 18 CU, 3 generations; Image 12, Video 6": what a bar shows, for who hears it. */
export function barWords(
  { day, chargedCreativeUnits, generationCount, segments }: UsageBar,
  parts: readonly BarPart[],
  today: string,
): string {
  const count = `${formatCreativeUnits(generationCount)} ${generationCount === 1 ? "generation" : "generations"}`;
  const divided = segments.map(({ key, chargedCreativeUnits: amount }) => {
    const label = parts.find((part) => part.key === key)?.label ?? key;
    return `${label} ${formatCreativeUnits(amount)}`;
  });
  return [
    `${dayLabel(day, today)}: ${creativeUnits(chargedCreativeUnits)}, ${count}`,
    ...(divided.length > 0 ? [divided.join(", ")] : []),
  ].join("; ");
}

/** The bar to come to first: the chosen day's, else the last day's on which something was made, else the last. */
export function firstBar(
  bars: ReadonlyArray<Pick<UsageBar, "day" | "generationCount">>,
  chosenDay: string | null,
): number {
  const chosen = bars.findIndex(({ day }) => day === chosenDay);
  const last = bars.findLastIndex(({ generationCount }) => generationCount > 0);
  return chosen !== -1 ? chosen : last !== -1 ? last : bars.length - 1;
}

/** Where a key leads from a bar: a day, a week, or to either end; null for a key that leads nowhere. */
export function movedBar(key: string, from: number, barCount: number): number | null {
  const moves: Readonly<Record<string, number>> = {
    ArrowLeft: from - 1,
    ArrowRight: from + 1,
    PageUp: from - 7,
    PageDown: from + 7,
    Home: 0,
    End: barCount - 1,
  };
  const to = Object.hasOwn(moves, key) ? moves[key] : undefined;
  return to === undefined ? null : Math.min(Math.max(to, 0), barCount - 1);
}

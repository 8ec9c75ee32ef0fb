"use client";

import { useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { dayLabel, shortDayLabel } from "@/lib/domain/calendar-days";
import { creativeUnits, formatCreativeUnits } from "@/lib/domain/money";
import { type BarPart, type BarPattern, labelledBars, type UsageChart as UsageChartData } from "./usage-bars";

interface UsageChartProps {
  chart: UsageChartData;
  today: string;
}

const labelCount = 8;

// Patterns and steps of grey, not hues: the chart reads the same printed, in both themes and by every eye.
const patternStyles: Record<BarPattern, string> = {
  solid: "bg-soft",
  stripes: "bg-[repeating-linear-gradient(135deg,var(--muted)_0_2px,var(--hover)_2px_5px)]",
  dots: "bg-hover bg-[radial-gradient(var(--soft)_1px,transparent_1.2px)] bg-[length:4px_4px]",
  lines: "bg-[repeating-linear-gradient(0deg,var(--muted)_0_1px,var(--hover)_1px_4px)]",
  hollow: "bg-canvas shadow-[inset_0_0_0_1px_var(--soft)]",
  crosses:
    "bg-[repeating-linear-gradient(45deg,var(--soft)_0_1px,transparent_1px_4px),repeating-linear-gradient(135deg,var(--soft)_0_1px,transparent_1px_4px)]",
};

/** What was charged, day by day. The same figures are a table behind the toggle, so the drawing is hidden from readers. */
export function UsageChart({ chart, today }: UsageChartProps) {
  const { bars, parts, topCreativeUnits } = chart;
  const [pointed, setPointed] = useState<number | null>(null);
  const labelled = labelledBars(bars.length, labelCount);
  const bar = pointed === null ? undefined : bars[pointed];
  const patternOf = (key: string) =>
    patternStyles[parts.find((part) => part.key === key)?.pattern ?? "solid"];
  return (
    <figure className="flex flex-col gap-2">
      <figcaption className="flex min-h-5 flex-wrap items-baseline justify-between gap-x-4 text-12 text-muted tabular">
        <span>{bar ? dayLabel(bar.day, today) : "Creative Units charged a day"}</span>
        {bar ? (
          <span className="text-text">
            {creativeUnits(bar.chargedCreativeUnits)} · {bar.generationCount}{" "}
            {bar.generationCount === 1 ? "generation" : "generations"}
          </span>
        ) : null}
      </figcaption>
      <div aria-hidden="true" className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2">
        <div className="flex h-52 flex-col justify-between text-right text-11 text-muted tabular max-md:h-40">
          {[1, 0.5, 0].map((share) => (
            <span key={share} className="-my-2 leading-4">
              {formatCreativeUnits(topCreativeUnits * share)}
            </span>
          ))}
        </div>
        <div
          className="relative flex h-52 items-stretch border-b border-edge max-md:h-40"
          onPointerLeave={() => setPointed(null)}
        >
          <span className="absolute inset-x-0 top-0 h-px bg-line" />
          <span className="absolute inset-x-0 top-1/2 h-px bg-line" />
          {bars.map((each, index) => (
            <div
              key={each.day}
              className={classNames(
                "relative flex min-w-0 grow basis-0 flex-col-reverse items-center px-px",
                pointed === index && "bg-hover/50",
              )}
              onPointerEnter={() => setPointed(index)}
            >
              {each.segments.map((segment, place) => (
                <span
                  key={segment.key}
                  className={classNames(
                    "w-full max-w-10 shrink-0",
                    place > 0 && "border-b border-canvas",
                    place === each.segments.length - 1 && "rounded-t-[2px]",
                    patternOf(segment.key),
                  )}
                  style={{ height: `max(2px, ${segment.share * 100}%)` }}
                />
              ))}
            </div>
          ))}
        </div>
        <span />
        <div className="flex pt-1.5 text-11 text-muted">
          {bars.map((each, index) => (
            <div key={each.day} className="relative h-4 min-w-0 grow basis-0">
              {labelled.has(index) ? (
                <span
                  className={classNames(
                    "absolute whitespace-nowrap",
                    each.day === today && "text-text",
                    index === bars.length - 1 && bars.length > labelCount
                      ? "right-0"
                      : "left-1/2 -translate-x-1/2",
                  )}
                >
                  {each.day === today ? "Today" : shortDayLabel(each.day)}
                </span>
              ) : null}
            </div>
          ))}
        </div>
      </div>
      <Legend parts={parts} bar={bar} />
    </figure>
  );
}

/** What each pattern stands for, with its figure of the day that is pointed at. */
function Legend({
  parts,
  bar,
}: {
  parts: readonly BarPart[];
  bar: UsageChartData["bars"][number] | undefined;
}) {
  return (
    <ul aria-hidden="true" className="flex min-h-5 flex-wrap gap-x-4 gap-y-1 text-12 text-muted">
      {parts.map((part) => {
        const segment = bar?.segments.find(({ key }) => key === part.key);
        return (
          <li key={part.key} className="flex items-center gap-1.5">
            <span className={classNames("size-3 rounded-[2px]", patternStyles[part.pattern])} />
            {part.label}
            {segment ? (
              <span className="text-text tabular">{formatCreativeUnits(segment.chargedCreativeUnits)}</span>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}

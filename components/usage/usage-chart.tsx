"use client";

import { useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { dayLabel, shortDayLabel } from "@/lib/domain/calendar-days";
import { creativeUnits, formatCreativeUnits } from "@/lib/domain/money";
import type { Usage } from "@/lib/domain/usage";
import { labelledBars, usageBars } from "./usage-bars";

interface UsageChartProps {
  usage: Usage;
  today: string;
}

const labelCount = 8;

/** What was charged, day by day. The same figures are a table behind the toggle, so the drawing is hidden from readers. */
export function UsageChart({ usage, today }: UsageChartProps) {
  const { bars, topCreativeUnits } = usageBars(usage);
  const [pointed, setPointed] = useState<number | null>(null);
  const labelled = labelledBars(bars.length, labelCount);
  const bar = pointed === null ? undefined : bars[pointed];
  return (
    <figure className="flex flex-col gap-2">
      <figcaption className="flex min-h-5 items-baseline justify-between gap-4 text-12 text-muted tabular">
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
              className="group relative flex min-w-0 grow basis-0 items-end justify-center px-px"
              onPointerEnter={() => setPointed(index)}
            >
              <span
                className={classNames(
                  "w-full max-w-10 rounded-t-[2px] transition-colors",
                  each.day === today ? "bg-accent" : "bg-faint group-hover:bg-soft",
                  pointed === index && each.day !== today && "bg-soft",
                )}
                style={{ height: each.share === 0 ? 0 : `max(2px, ${each.share * 100}%)` }}
              />
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
    </figure>
  );
}

"use client";

import { classNames } from "@/components/ui/class-names";
import { dayLabel } from "@/lib/domain/calendar-days";
import { creativeUnits, formatCreativeUnits } from "@/lib/domain/money";
import type { UsageChart } from "./usage-bars";
import { cellClasses, headClasses } from "./usage-breakdown";

interface UsageDayTableProps {
  chart: UsageChart;
  today: string;
  chosenDay: string | null;
  onChoose: (day: string | null) => void;
}

/** The chart's figures as a table, the newest day first. Choosing a day narrows the page to it, as a bar does. */
export function UsageDayTable({ chart, today, chosenDay, onChoose }: UsageDayTableProps) {
  return (
    <section
      // Scrolled with the keyboard too: the days of a year do not fit.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      aria-label="Creative Units by day"
      className="max-h-96 overflow-auto"
    >
      <table className="w-full tabular">
        <caption className="sr-only">Creative Units charged by day</caption>
        <thead>
          <tr>
            <th scope="col" className={headClasses}>
              Day
            </th>
            <th scope="col" className={`${headClasses} text-right!`}>
              Charged
            </th>
            <th scope="col" className={`${headClasses} pl-3 text-right!`}>
              Generations
            </th>
            {chart.parts.map((part) => (
              <th key={part.key} scope="col" className={`${headClasses} pl-3 text-right!`}>
                {part.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {chart.bars.toReversed().map((bar) => (
            <tr
              key={bar.day}
              className={classNames(
                bar.generationCount === 0 && "text-muted",
                bar.day === chosenDay && "bg-hover",
              )}
            >
              <th scope="row" className={`${cellClasses} py-0! text-left font-normal whitespace-nowrap`}>
                <button
                  type="button"
                  aria-pressed={bar.day === chosenDay}
                  onClick={() => onChoose(bar.day === chosenDay ? null : bar.day)}
                  className="rounded-control py-1.5 pr-2 text-left hover:text-text hover:underline touch:min-h-11"
                >
                  {dayLabel(bar.day, today)}
                </button>
              </th>
              <td className={`${cellClasses} text-right whitespace-nowrap`}>
                {creativeUnits(bar.chargedCreativeUnits)}
              </td>
              <td className={`${cellClasses} pl-3 text-right`}>{formatCreativeUnits(bar.generationCount)}</td>
              {chart.parts.map((part) => {
                const segment = bar.segments.find(({ key }) => key === part.key);
                return (
                  <td key={part.key} className={`${cellClasses} pl-3 text-right text-muted`}>
                    {segment ? formatCreativeUnits(segment.chargedCreativeUnits) : "–"}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

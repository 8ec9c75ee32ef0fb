"use client";

import { type KeyboardEvent, useRef, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { heardElsewhere, useShortcuts } from "@/lib/browser/shortcuts";
import { dayLabel, shortDayLabel } from "@/lib/domain/calendar-days";
import { creativeUnits, formatCreativeUnits } from "@/lib/domain/money";
import {
  type BarPart,
  type BarPattern,
  barWords,
  firstBar,
  labelledBars,
  movedBar,
  type UsageChart as UsageChartData,
} from "./usage-bars";

interface UsageChartProps {
  chart: UsageChartData;
  today: string;
  /** The day the page is narrowed to; null for all of them. */
  chosenDay: string | null;
  onChoose: (day: string | null) => void;
}

const labelCount = 8;

// Where the system chooses the colours it would take every fill away, and the bars with them: there the same patterns are
// drawn in the system's own two.
const patternFrame =
  "forced-colors:forced-color-adjust-none forced-colors:border forced-colors:border-[CanvasText] forced-colors:[--canvas:Canvas] forced-colors:[--hover:Canvas] forced-colors:[--muted:CanvasText] forced-colors:[--soft:CanvasText]";

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

/**
 * What was charged, day by day. Each bar is a button that narrows the page to its day; Tab comes to one of them and arrows
 * go from day to day, because a year has more than anybody would tab through. The same figures are a table behind the toggle.
 */
export function UsageChart({ chart, today, chosenDay, onChoose }: UsageChartProps) {
  const { bars, parts, topCreativeUnits } = chart;
  const [pointed, setPointed] = useState<number | null>(null);
  const [focused, setFocused] = useState<number | null>(null);
  const plot = useRef<HTMLDivElement>(null);
  const labelled = labelledBars(bars.length, labelCount);
  const chosen = bars.findIndex(({ day }) => day === chosenDay);
  const reachable = focused !== null && focused < bars.length ? focused : firstBar(bars, chosenDay);
  const bar = bars[pointed ?? focused ?? chosen];
  const patternOf = (key: string) =>
    patternStyles[parts.find((part) => part.key === key)?.pattern ?? "solid"];

  useShortcuts(
    "Usage",
    heardElsewhere(
      "In the chart: from day to day",
      "arrowleft",
      "arrowright",
      "pageup",
      "pagedown",
      "home",
      "end",
    ),
  );

  function onKey(event: KeyboardEvent) {
    const next = movedBar(event.key, reachable, bars.length);
    if (next === null || event.metaKey || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    plot.current?.querySelectorAll<HTMLButtonElement>("button")[next]?.focus();
  }

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
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2">
        <div
          aria-hidden="true"
          className="flex h-52 flex-col justify-between text-right text-11 text-muted tabular max-md:h-40"
        >
          {[1, 0.5, 0].map((share) => (
            <span key={share} className="-my-2 leading-4">
              {formatCreativeUnits(topCreativeUnits * share)}
            </span>
          ))}
        </div>
        {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- The buttons inside are what is used; what they do together is heard here once. */}
        <div
          ref={plot}
          role="group"
          aria-label="Days; arrow keys go from one to the next"
          className="relative flex h-52 items-stretch border-b border-edge max-md:h-40"
          onPointerLeave={() => setPointed(null)}
          onKeyDown={onKey}
        >
          <span className="absolute inset-x-0 top-0 h-px bg-line" />
          <span className="absolute inset-x-0 top-1/2 h-px bg-line" />
          {bars.map((each, index) => (
            <button
              key={each.day}
              type="button"
              tabIndex={index === reachable ? 0 : -1}
              aria-pressed={index === chosen}
              aria-label={barWords(each, parts, today)}
              className={classNames(
                "relative flex min-w-0 grow basis-0 flex-col-reverse items-center px-px focus-visible:z-1",
                (pointed === index || chosen === index) && "bg-hover/50",
                chosen === index && "forced-colors:outline",
              )}
              onPointerEnter={() => setPointed(index)}
              onFocus={(event) => {
                // A pointer shows what it points at; what it pressed stays shown by being chosen.
                if (event.currentTarget.matches(":focus-visible")) setFocused(index);
              }}
              onBlur={() => setFocused(null)}
              onClick={() => onChoose(index === chosen ? null : each.day)}
            >
              {each.segments.map((segment, place) => (
                <span
                  key={segment.key}
                  className={classNames(
                    "w-full max-w-10 shrink-0 transition-opacity",
                    place > 0 && "border-b border-canvas",
                    place === each.segments.length - 1 && "rounded-t-[2px]",
                    chosen !== -1 && chosen !== index && "opacity-40",
                    patternFrame,
                    patternOf(segment.key),
                  )}
                  style={{ height: `max(2px, ${segment.share * 100}%)` }}
                />
              ))}
            </button>
          ))}
        </div>
        <span />
        <div aria-hidden="true" className="flex pt-1.5 text-11 text-muted">
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
    <ul
      aria-label="What the patterns stand for"
      className="flex min-h-5 flex-wrap gap-x-4 gap-y-1 text-12 text-muted"
    >
      {parts.map((part) => {
        const segment = bar?.segments.find(({ key }) => key === part.key);
        return (
          <li key={part.key} className="flex items-center gap-1.5">
            <span className={classNames("size-3 rounded-[2px]", patternFrame, patternStyles[part.pattern])} />
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

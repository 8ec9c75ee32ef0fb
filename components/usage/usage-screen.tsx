"use client";

import { useQuery } from "@tanstack/react-query";
import { ChartColumn, Download, Images, Table2, Wallet, X } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { lazy, Suspense, useRef, useState } from "react";
import { Button, buttonClasses } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import { TextField } from "@/components/ui/text-field";
import { problemFrom } from "@/lib/browser/api";
import { patiently } from "@/lib/browser/patiently";
import { usagePath, usageQuery } from "@/lib/browser/queries";
import { useTimeZone } from "@/lib/browser/time-zone";
import { dayLabel, dayOf, shortDayLabel } from "@/lib/domain/calendar-days";
import {
  noUsageFilter,
  type Usage,
  type UsageDimension,
  type UsageFilter,
  type UsageSpan,
  usageFilterFrom,
  usageFilterParameters,
} from "@/lib/domain/usage";
import { type BarStack, usageBars } from "./usage-bars";
import { UsageBreakdown } from "./usage-breakdown";
import { UsageChart } from "./usage-chart";
import { comparisonWords, daysBefore } from "./usage-comparison";
import { UsageDayTable } from "./usage-day-table";
import { UsageFigures } from "./usage-figures";
import { usageBreakdowns, usageGalleryHref, usageRowName } from "./usage-links";
import {
  chosenDayFrom,
  type Days,
  spanDays,
  spanWords,
  typedDays,
  type UsageSpanKey,
  usageSpanFrom,
  usageSpans,
} from "./usage-spans";

const BudgetsDialog = lazy(() =>
  patiently(() => import("./budgets-dialog")).then((module) => ({ default: module.BudgetsDialog })),
);

interface UsageScreenProps {
  workspaceId: string;
  /** As the server knew it, which `initial` was counted in. */
  timeZone: string;
  drawnAt: string;
  initial: Usage;
  /** Of the one day the address asks for; null where it asks for none. */
  initialDay: Usage | null;
}

const spanChoices = usageSpans.map(({ key, label }) => ({ value: key, label }));
const stackChoices = [
  { value: "modality", label: "Modality" },
  { value: "outcome", label: "What was kept" },
] as const;

interface View {
  span: UsageSpanKey;
  /** Days of one's own; those of a preset follow from today. */
  typed: Days;
  /** The day of the span that the figures are narrowed to; the chart goes on to show them all. */
  day: string | null;
  filter: UsageFilter;
}

function viewFrom(parameters: URLSearchParams, today: string): View {
  const { span, days } = usageSpanFrom(parameters, today);
  return { span, typed: days, day: chosenDayFrom(parameters, days), filter: usageFilterFrom(parameters) };
}

/** What the workspace was charged, by day, model, person, session and modality, and what was kept of it. */
export function UsageScreen({ workspaceId, timeZone, drawnAt, initial, initialDay }: UsageScreenProps) {
  const zone = useTimeZone(timeZone);
  const today = dayOf(drawnAt, zone);
  const parameters = useSearchParams();
  // From the address, not from what the server drew: Back comes to the drawing of before, and to the address as it was left.
  const [view, setView] = useState(() => viewFrom(new URLSearchParams(parameters), today));
  const [shape, setShape] = useState<"chart" | "table">("chart");
  const [stack, setStack] = useState<BarStack>("modality");
  const [isBudgetsOpen, setIsBudgetsOpen] = useState(false);
  const { filter } = view;
  const days = view.span === "custom" ? view.typed : spanDays(view.span, today);
  const spanQuery = useUsage(workspaceId, { ...days, timeZone: zone }, filter, initial);
  const dayQuery = useUsage(
    workspaceId,
    view.day === null ? null : { fromDay: view.day, toDay: view.day, timeZone: zone },
    filter,
    initialDay,
  );
  const whole = spanQuery.data;
  const query = view.day === null ? spanQuery : dayQuery;
  // While a day's figures come, those of the span stand there, dimmed: nothing jumps.
  const usage = query.data ?? whole;
  const counted = view.day === null ? days : { fromDay: view.day, toDay: view.day };
  const wanted = { ...counted, timeZone: zone };
  const isDimmed = query.isPlaceholderData || query.data === undefined || spanQuery.isPlaceholderData;
  // Asked after what was asked for, and shown when it is there: nobody waits for the comparison.
  const before = useQuery({
    ...usageQuery(workspaceId, { ...daysBefore(counted), timeZone: zone }, filter),
    enabled: usage !== undefined && !isDimmed,
    placeholderData: undefined,
  });
  const comparison =
    usage && before.data && !isDimmed
      ? comparisonWords(counted, usage.chargedCreativeUnits, before.data.chargedCreativeUnits)
      : "";
  const isFiltered = view.day !== null || Object.values(filter).some((key) => key !== null);

  function show(next: View) {
    setView(next);
    const asked = usageFilterParameters(next.filter);
    asked.set("span", next.span);
    if (next.span === "custom") {
      asked.set("from", next.typed.fromDay);
      asked.set("to", next.typed.toDay);
    }
    if (next.day !== null) asked.set("day", next.day);
    window.history.replaceState(null, "", `${window.location.pathname}?${asked}`);
  }

  const narrow = (dimension: UsageDimension, key: string | null) =>
    show({ ...view, filter: { ...filter, [dimension]: key } });
  const type = (from: string, to: string) => {
    const typed = typedDays(from, to);
    if (typed) show({ ...view, typed, day: null });
  };
  const choose = (day: string | null) => show({ ...view, day });

  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-6 p-4 md:p-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-20 font-semibold">Usage</h1>
        <div className="flex flex-wrap items-center gap-2">
          <Segmented
            label="Span"
            value={view.span}
            // Days of one's own begin as what was just looked at.
            onChange={(next) => show({ ...view, span: next, typed: days, day: null })}
            choices={spanChoices}
            className="max-w-full overflow-x-auto whitespace-nowrap"
          />
          <a
            href={`/api${usagePath(workspaceId, wanted, filter, "export")}`}
            download
            className={buttonClasses("secondary")}
          >
            <Download size={14} aria-hidden="true" />
            CSV
          </a>
          <Button onClick={() => setIsBudgetsOpen(true)}>
            <Wallet size={14} aria-hidden="true" />
            Budgets
          </Button>
        </div>
      </div>
      {view.span === "custom" ? (
        <div className="flex flex-wrap items-end gap-3">
          <DayField
            label="First day"
            day={days.fromDay}
            max={today}
            onChoose={(from) => type(from, days.toDay)}
          />
          <DayField label="Last day" day={days.toDay} max={today} onChoose={(to) => type(days.fromDay, to)} />
          <p className="pb-1.5 text-12 text-muted">Days of {zone.replaceAll("_", " ")}, at most a year.</p>
        </div>
      ) : null}
      {usage && whole ? (
        <div
          className={classNames("flex flex-col gap-8 transition-opacity", isDimmed && "opacity-60")}
          aria-busy={query.isFetching || undefined}
        >
          {query.error ? (
            <ProblemNotice
              problem={problemFrom(query.error)}
              tone="warning"
              onRetry={() => void query.refetch()}
            />
          ) : null}
          {isFiltered ? (
            <ChosenFilters
              usage={usage}
              filter={filter}
              day={view.day === null ? null : dayLabel(view.day, today)}
              galleryHref={usageGalleryHref(workspaceId, { ...usage, ...counted }, filter)}
              onDrop={(dimension) => narrow(dimension, null)}
              onDropDay={() => choose(null)}
              onDropAll={() => show({ ...view, day: null, filter: noUsageFilter })}
            />
          ) : null}
          <UsageFigures
            usage={usage}
            spanWords={view.day === null ? spanWords(view.span) : `on ${shortDayLabel(view.day)}`}
            comparison={comparison}
          />
          {usage.generationCount + usage.unknownCount + usage.refusedCount + usage.runningCount === 0 &&
          !isFiltered ? (
            <EmptyState
              icon={<ChartColumn size={32} strokeWidth={1.25} aria-hidden="true" />}
              title="Nothing was made in this span"
              action={
                <Link href={`/w/${workspaceId}/generate`} className={buttonClasses("primary")}>
                  Generate
                </Link>
              }
            >
              What generations cost is counted here by day, model, person and session.
            </EmptyState>
          ) : (
            <>
              <section aria-labelledby="usage-by-day" className="flex flex-col gap-3">
                <div className="flex flex-wrap items-center justify-between gap-3">
                  <h2 id="usage-by-day" className="text-14 font-medium">
                    By day
                  </h2>
                  <div className="flex flex-wrap gap-2">
                    <Segmented label="Divided by" value={stack} onChange={setStack} choices={stackChoices} />
                    <Segmented
                      label="Shown as"
                      value={shape}
                      onChange={setShape}
                      isIconOnly
                      choices={[
                        {
                          value: "chart",
                          label: "Chart",
                          icon: <ChartColumn size={14} aria-hidden="true" />,
                        },
                        { value: "table", label: "Table", icon: <Table2 size={14} aria-hidden="true" /> },
                      ]}
                    />
                  </div>
                </div>
                {shape === "chart" ? (
                  <UsageChart
                    chart={usageBars(whole, stack)}
                    today={today}
                    chosenDay={view.day}
                    onChoose={choose}
                  />
                ) : (
                  <UsageDayTable
                    chart={usageBars(whole, stack)}
                    today={today}
                    chosenDay={view.day}
                    onChoose={choose}
                  />
                )}
              </section>
              <div className="grid gap-8 lg:grid-cols-2">
                {usageBreakdowns.map(({ dimension, title, nameLabel }) => (
                  <UsageBreakdown
                    key={dimension}
                    title={title}
                    nameLabel={nameLabel}
                    rows={usage.by[dimension]}
                    moreRows={usage.moreRows[dimension]}
                    nameOf={(row) => usageRowName(dimension, row)}
                    chosen={filter[dimension]}
                    onChoose={(key) => narrow(dimension, key)}
                    galleryHref={(row) =>
                      usageGalleryHref(
                        workspaceId,
                        { ...usage, ...counted },
                        { ...filter, [dimension]: row.key },
                      )
                    }
                  />
                ))}
              </div>
            </>
          )}
        </div>
      ) : query.error ? (
        <ProblemNotice problem={problemFrom(query.error)} onRetry={() => void query.refetch()} />
      ) : (
        <div aria-hidden="true" className="flex flex-col gap-8">
          <Skeleton className="h-20 rounded-tile" />
          <Skeleton className="h-64 rounded-tile" />
        </div>
      )}
      {isBudgetsOpen ? (
        <Suspense fallback={null}>
          <BudgetsDialog
            workspaceId={workspaceId}
            timeZone={zone}
            usage={usage}
            onClose={() => setIsBudgetsOpen(false)}
          />
        </Suspense>
      ) : null}
    </div>
  );
}

interface DayFieldProps {
  label: string;
  day: string;
  max: string;
  onChoose: (day: string) => void;
}

/** A day that counts once it is whole: when its field is left, or with Enter. A year being typed goes through the year 2. */
function DayField({ label, day, max, onChoose }: DayFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const finish = () => {
    setTyped(null);
    if (typed !== null && typed !== day) onChoose(typed);
  };
  return (
    <TextField
      label={label}
      type="date"
      max={max}
      value={typed ?? day}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") finish();
      }}
      onBlur={finish}
      className="w-40"
    />
  );
}

/** The figures of some days; those the server drew the page with until they are asked for anew. */
function useUsage(workspaceId: string, span: UsageSpan | null, filter: UsageFilter, initial: Usage | null) {
  const isInitial =
    span !== null &&
    initial !== null &&
    initial.fromDay === span.fromDay &&
    initial.toDay === span.toDay &&
    initial.timeZone === span.timeZone &&
    JSON.stringify(initial.filter) === JSON.stringify(filter);
  return useQuery({
    ...usageQuery(workspaceId, span ?? { fromDay: "", toDay: "", timeZone: "" }, filter),
    enabled: span !== null,
    ...(isInitial ? { initialData: initial } : {}),
  });
}

interface ChosenFiltersProps {
  usage: Usage;
  filter: UsageFilter;
  /** What the day is called; null where it is not narrowed to one. */
  day: string | null;
  galleryHref: string | null;
  onDrop: (dimension: UsageDimension) => void;
  onDropDay: () => void;
  onDropAll: () => void;
}

/** What the page is narrowed to, each with a way out, and the way to the generations themselves. */
function ChosenFilters({
  usage,
  filter,
  day,
  galleryHref,
  onDrop,
  onDropDay,
  onDropAll,
}: ChosenFiltersProps) {
  const section = useRef<HTMLElement>(null);
  /** The button that was pressed goes away: the focus goes to the next of them, or to what has changed. */
  const dropAndGoOn = (drop: () => void) => {
    const figures = section.current?.nextElementSibling;
    drop();
    requestAnimationFrame(() => {
      const next = section.current?.querySelector("button") ?? figures;
      if (next instanceof HTMLElement) next.focus();
    });
  };
  const chosen = [
    ...(day === null ? [] : [{ key: "day", label: "Day", name: day, drop: onDropDay }]),
    ...usageBreakdowns.flatMap(({ dimension, nameLabel }) => {
      const key = filter[dimension];
      if (key === null) return [];
      const row = usage.by[dimension].find((each) => each.key === key) ?? { key, name: "" };
      return [
        {
          key: dimension,
          label: nameLabel,
          name: usageRowName(dimension, row),
          drop: () => onDrop(dimension),
        },
      ];
    }),
  ];
  return (
    <section ref={section} aria-label="Narrowed to" className="-mb-2 flex flex-wrap items-center gap-2">
      {chosen.map(({ key, label, name, drop }) => (
        <button
          key={key}
          type="button"
          onClick={() => dropAndGoOn(drop)}
          aria-label={`${label}: ${name}. Remove`}
          className="inline-flex h-7 max-w-64 items-center gap-1.5 rounded-control bg-press px-2 text-12 hover:bg-hover touch:h-11"
        >
          <span className="text-muted">{label}</span>
          <span className="truncate">{name}</span>
          <X size={12} aria-hidden="true" className="shrink-0 text-muted" />
        </button>
      ))}
      {chosen.length > 1 ? (
        <Button size="s" variant="ghost" onClick={() => dropAndGoOn(onDropAll)}>
          Clear
        </Button>
      ) : null}
      {galleryHref ? (
        <Link
          href={galleryHref}
          prefetch={false}
          className="ml-auto inline-flex items-center gap-1.5 text-12 text-soft hover:text-text hover:underline touch:min-h-11"
        >
          <Images size={14} aria-hidden="true" />
          See them in the gallery
        </Link>
      ) : null}
    </section>
  );
}

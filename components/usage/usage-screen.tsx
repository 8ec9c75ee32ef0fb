"use client";

import { useQuery } from "@tanstack/react-query";
import { ChartColumn, Download, Images, Table2, Wallet, X } from "lucide-react";
import Link from "next/link";
import { lazy, Suspense, useState } from "react";
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
import { dayOf } from "@/lib/domain/calendar-days";
import {
  noUsageFilter,
  type Usage,
  type UsageDimension,
  type UsageFilter,
  usageFilterParameters,
} from "@/lib/domain/usage";
import { type BarStack, usageBars } from "./usage-bars";
import { UsageBreakdown } from "./usage-breakdown";
import { UsageChart } from "./usage-chart";
import { comparisonWords, daysBefore } from "./usage-comparison";
import { UsageDayTable } from "./usage-day-table";
import { UsageFigures } from "./usage-figures";
import { usageBreakdowns, usageGalleryHref, usageRowName } from "./usage-links";
import { type Days, spanDays, spanWords, typedDays, type UsageSpanKey, usageSpans } from "./usage-spans";

const BudgetsDialog = lazy(() =>
  patiently(() => import("./budgets-dialog")).then((module) => ({ default: module.BudgetsDialog })),
);

interface UsageScreenProps {
  workspaceId: string;
  span: UsageSpanKey;
  /** As the server knew it, which `initial` was counted in. */
  timeZone: string;
  drawnAt: string;
  initial: Usage;
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
  filter: UsageFilter;
}

/** What the workspace was charged, by day, model, person, session and modality, and what was kept of it. */
export function UsageScreen({ workspaceId, span, timeZone, drawnAt, initial }: UsageScreenProps) {
  const zone = useTimeZone(timeZone);
  const today = dayOf(drawnAt, zone);
  const [view, setView] = useState<View>({
    span,
    typed: { fromDay: initial.fromDay, toDay: initial.toDay },
    filter: initial.filter,
  });
  const [shape, setShape] = useState<"chart" | "table">("chart");
  const [stack, setStack] = useState<BarStack>("modality");
  const [isBudgetsOpen, setIsBudgetsOpen] = useState(false);
  const { filter } = view;
  const days = view.span === "custom" ? view.typed : spanDays(view.span, today);
  const wanted = { ...days, timeZone: zone };
  const isInitial =
    initial.fromDay === wanted.fromDay &&
    initial.toDay === wanted.toDay &&
    initial.timeZone === wanted.timeZone &&
    JSON.stringify(initial.filter) === JSON.stringify(filter);
  const query = useQuery({
    ...usageQuery(workspaceId, wanted, filter),
    ...(isInitial ? { initialData: initial } : {}),
  });
  const usage = query.data;
  // Asked after what was asked for, and shown when it is there: nobody waits for the comparison.
  const before = useQuery({
    ...usageQuery(workspaceId, { ...daysBefore(days), timeZone: zone }, filter),
    enabled: usage !== undefined && !query.isPlaceholderData,
    placeholderData: undefined,
  });
  const comparison =
    usage && before.data
      ? comparisonWords(days, usage.chargedCreativeUnits, before.data.chargedCreativeUnits)
      : "";
  const isFiltered = Object.values(filter).some((key) => key !== null);

  function show(next: View) {
    setView(next);
    const parameters = usageFilterParameters(next.filter);
    parameters.set("span", next.span);
    if (next.span === "custom") {
      parameters.set("from", next.typed.fromDay);
      parameters.set("to", next.typed.toDay);
    }
    window.history.replaceState(null, "", `${window.location.pathname}?${parameters}`);
  }

  const narrow = (dimension: UsageDimension, key: string | null) =>
    show({ ...view, filter: { ...filter, [dimension]: key } });
  const type = (from: string, to: string) => {
    const typed = typedDays(from, to);
    if (typed) show({ ...view, typed });
  };

  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-6 p-4 md:p-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-20 font-semibold">Usage</h1>
        <div className="flex flex-wrap items-center gap-2">
          <Segmented
            label="Span"
            value={view.span}
            // Days of one's own begin as what was just looked at.
            onChange={(next) => show({ ...view, span: next, typed: days })}
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
          <TextField
            label="First day"
            type="date"
            max={today}
            defaultValue={days.fromDay}
            key={`from ${days.fromDay}`}
            onBlur={(event) => type(event.currentTarget.value, days.toDay)}
            className="w-40"
          />
          <TextField
            label="Last day"
            type="date"
            max={today}
            defaultValue={days.toDay}
            key={`to ${days.toDay}`}
            onBlur={(event) => type(days.fromDay, event.currentTarget.value)}
            className="w-40"
          />
          <p className="pb-1.5 text-12 text-muted">Days of {zone.replaceAll("_", " ")}, at most a year.</p>
        </div>
      ) : null}
      {usage ? (
        <div
          className={classNames(
            "flex flex-col gap-8 transition-opacity",
            query.isPlaceholderData && "opacity-60",
          )}
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
              galleryHref={usageGalleryHref(workspaceId, usage, filter)}
              onDrop={(dimension) => narrow(dimension, null)}
              onDropAll={() => show({ ...view, filter: noUsageFilter })}
            />
          ) : null}
          <UsageFigures usage={usage} spanWords={spanWords(view.span)} comparison={comparison} />
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
                  <UsageChart chart={usageBars(usage, stack)} today={today} />
                ) : (
                  <UsageDayTable chart={usageBars(usage, stack)} today={today} />
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
                      usageGalleryHref(workspaceId, usage, { ...filter, [dimension]: row.key })
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

interface ChosenFiltersProps {
  usage: Usage;
  filter: UsageFilter;
  galleryHref: string | null;
  onDrop: (dimension: UsageDimension) => void;
  onDropAll: () => void;
}

/** What the page is narrowed to, each with a way out, and the way to the generations themselves. */
function ChosenFilters({ usage, filter, galleryHref, onDrop, onDropAll }: ChosenFiltersProps) {
  const chosen = usageBreakdowns.flatMap(({ dimension, nameLabel }) => {
    const key = filter[dimension];
    if (key === null) return [];
    const row = usage.by[dimension].find((each) => each.key === key) ?? { key, name: "" };
    return [{ dimension, nameLabel, name: usageRowName(dimension, row) }];
  });
  return (
    <section aria-label="Narrowed to" className="-mb-2 flex flex-wrap items-center gap-2">
      {chosen.map(({ dimension, nameLabel, name }) => (
        <button
          key={dimension}
          type="button"
          onClick={() => onDrop(dimension)}
          aria-label={`${nameLabel}: ${name}. Remove`}
          className="inline-flex h-7 max-w-64 items-center gap-1.5 rounded-control bg-press px-2 text-12 hover:bg-hover touch:h-11"
        >
          <span className="text-muted">{nameLabel}</span>
          <span className="truncate">{name}</span>
          <X size={12} aria-hidden="true" className="shrink-0 text-muted" />
        </button>
      ))}
      {chosen.length > 1 ? (
        <Button size="s" variant="ghost" onClick={onDropAll}>
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

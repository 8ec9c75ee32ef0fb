"use client";

import { useQuery } from "@tanstack/react-query";
import { ChartColumn, Table2, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { buttonClasses } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import { problemFrom } from "@/lib/browser/api";
import { usageQuery } from "@/lib/browser/queries";
import { useTimeZone } from "@/lib/browser/time-zone";
import { dayLabel, dayOf } from "@/lib/domain/calendar-days";
import { creativeUnits, formatCreativeUnits } from "@/lib/domain/money";
import type { Usage } from "@/lib/domain/usage";
import { usageBars } from "./usage-bars";
import { UsageChart } from "./usage-chart";
import { spanDays, type UsageSpanKey, usageSpans } from "./usage-spans";

interface UsageScreenProps {
  workspaceId: string;
  span: UsageSpanKey;
  /** As the server knew it, which `initial` was counted in. */
  timeZone: string;
  drawnAt: string;
  initial: Usage;
}

const choices = usageSpans.map(({ key, label }) => ({ value: key, label }));

/** What the workspace was charged, by day, model and person. */
export function UsageScreen({ workspaceId, span: firstSpan, timeZone, drawnAt, initial }: UsageScreenProps) {
  const zone = useTimeZone(timeZone);
  const [span, setSpan] = useState<UsageSpanKey>(firstSpan);
  const [view, setView] = useState<"chart" | "table">("chart");
  const today = dayOf(drawnAt, zone);
  const wanted = { ...spanDays(span, today), timeZone: zone };
  const isInitial =
    initial.fromDay === wanted.fromDay &&
    initial.toDay === wanted.toDay &&
    initial.timeZone === wanted.timeZone;
  const query = useQuery({
    ...usageQuery(workspaceId, wanted),
    ...(isInitial ? { initialData: initial } : {}),
  });
  const usage = query.data;

  function choose(next: UsageSpanKey) {
    setSpan(next);
    const address = new URL(window.location.href);
    address.searchParams.set("span", next);
    window.history.replaceState(null, "", address);
  }

  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-8 p-4 md:p-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-20 font-semibold">Usage</h1>
        <Segmented label="Span" value={span} onChange={choose} choices={choices} />
      </div>
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
          <Figures usage={usage} />
          {usage.generationCount === 0 && usage.unknownCount === 0 ? (
            <EmptyState
              icon={<ChartColumn size={32} strokeWidth={1.25} aria-hidden="true" />}
              title="Nothing was made in this span"
              action={
                <Link href={`/w/${workspaceId}/generate`} className={buttonClasses("primary")}>
                  Generate
                </Link>
              }
            >
              What generations cost is counted here by day, model and person.
            </EmptyState>
          ) : (
            <>
              <section aria-labelledby="usage-by-day" className="flex flex-col gap-3">
                <div className="flex items-center justify-between gap-3">
                  <h2 id="usage-by-day" className="text-14 font-medium">
                    By day
                  </h2>
                  <Segmented
                    label="Shown as"
                    value={view}
                    onChange={setView}
                    isIconOnly
                    choices={[
                      { value: "chart", label: "Chart", icon: <ChartColumn size={14} aria-hidden="true" /> },
                      { value: "table", label: "Table", icon: <Table2 size={14} aria-hidden="true" /> },
                    ]}
                  />
                </div>
                {view === "chart" ? (
                  <UsageChart usage={usage} today={today} />
                ) : (
                  <DayTable usage={usage} today={today} />
                )}
              </section>
              <div className="grid gap-8 md:grid-cols-2">
                <Breakdown
                  title="By model and workflow"
                  nameLabel="Model or workflow"
                  rows={usage.bySource.map(({ id, name, ...rest }) => ({ key: id, name, ...rest }))}
                  total={usage.chargedCreativeUnits}
                />
                <Breakdown
                  title="By person"
                  nameLabel="Person"
                  rows={usage.byPerson.map(({ name, ...rest }) => ({ key: name, name, ...rest }))}
                  total={usage.chargedCreativeUnits}
                />
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
    </div>
  );
}

function Figures({ usage }: { usage: Usage }) {
  return (
    <section aria-label="Figures" className="flex flex-col gap-4">
      <dl className="grid gap-x-8 gap-y-5 sm:grid-cols-3">
        <Figure
          label="Charged"
          value={formatCreativeUnits(usage.chargedCreativeUnits)}
          unit="CU"
          note="in this span"
        />
        <Figure
          label="Generations"
          value={formatCreativeUnits(usage.generationCount)}
          note={usage.failedCount === 0 ? "none failed" : `${formatCreativeUnits(usage.failedCount)} failed`}
        />
        <Figure
          label="Reserved now"
          value={formatCreativeUnits(usage.reservedCreativeUnits)}
          unit="CU"
          note="held by what is running"
        />
      </dl>
      {usage.unknownCount > 0 ? (
        <p className="flex items-start gap-2 rounded-tile bg-warning-soft p-3 text-13 text-soft">
          <TriangleAlert size={16} aria-hidden="true" className="mt-0.5 shrink-0 text-warning" />
          {usage.unknownCount === 1
            ? "The outcome of 1 generation is not known. Layer may have charged for it beyond these sums; compare with the balance in Layer."
            : `The outcomes of ${formatCreativeUnits(usage.unknownCount)} generations are not known. Layer may have charged for them beyond these sums; compare with the balance in Layer.`}
        </p>
      ) : null}
    </section>
  );
}

function Figure({ label, value, unit, note }: { label: string; value: string; unit?: string; note: string }) {
  return (
    <div className="flex flex-col gap-0.5">
      <dt className="text-12 text-muted">{label}</dt>
      <dd className="flex flex-col">
        <span className="text-28 font-semibold tabular">
          {value}
          {unit ? <span className="ml-1.5 text-14 font-normal text-muted">{unit}</span> : null}
        </span>
        <span className="text-12 text-muted">{note}</span>
      </dd>
    </div>
  );
}

const headClasses = "border-b border-line py-1.5 text-left text-12 font-medium text-muted";
const cellClasses = "border-b border-line py-1.5 text-13";

function DayTable({ usage, today }: { usage: Usage; today: string }) {
  const days = usageBars(usage).bars.toReversed();
  return (
    <div className="max-h-96 overflow-y-auto">
      <table className="w-full tabular">
        <caption className="sr-only">Creative Units charged by day</caption>
        <thead>
          <tr>
            <th scope="col" className={headClasses}>
              Day
            </th>
            <th scope="col" className={`${headClasses} text-right!`}>
              Generations
            </th>
            <th scope="col" className={`${headClasses} text-right!`}>
              Charged
            </th>
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.day} className={day.generationCount === 0 ? "text-muted" : undefined}>
              <th scope="row" className={`${cellClasses} text-left font-normal`}>
                {dayLabel(day.day, today)}
              </th>
              <td className={`${cellClasses} text-right`}>{day.generationCount}</td>
              <td className={`${cellClasses} text-right`}>{creativeUnits(day.chargedCreativeUnits)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface BreakdownProps {
  title: string;
  nameLabel: string;
  rows: ReadonlyArray<{ key: string; name: string; chargedCreativeUnits: number; generationCount: number }>;
  total: number;
}

function Breakdown({ title, nameLabel, rows, total }: BreakdownProps) {
  return (
    <section className="flex min-w-0 flex-col gap-2">
      <h2 className="text-14 font-medium">{title}</h2>
      <table className="w-full table-fixed tabular">
        <caption className="sr-only">Creative Units charged, {title.toLowerCase()}</caption>
        <thead>
          <tr>
            <th scope="col" className={headClasses}>
              {nameLabel}
            </th>
            <th scope="col" className={`${headClasses} w-14 text-right!`}>
              Made
            </th>
            <th scope="col" className={`${headClasses} w-24 text-right!`}>
              Charged
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const share = total > 0 ? row.chargedCreativeUnits / total : 0;
            return (
              <tr key={row.key}>
                <th scope="row" className={`${cellClasses} relative pr-3 text-left font-normal`}>
                  <span className="block truncate" title={row.name}>
                    {row.name}
                  </span>
                  <span
                    aria-hidden="true"
                    className="absolute bottom-[-1px] left-0 h-px bg-soft"
                    style={{ width: `${share * 100}%` }}
                  />
                </th>
                <td className={`${cellClasses} text-right text-muted`}>{row.generationCount}</td>
                <td className={`${cellClasses} text-right`}>{creativeUnits(row.chargedCreativeUnits)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { type CSSProperties, useMemo, useState } from "react";
import { buttonClasses } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { problemFrom } from "@/lib/browser/api";
import { batchQuery } from "@/lib/browser/batches";
import { type Batch, totalCount } from "@/lib/domain/batch";
import { creativeUnits } from "@/lib/domain/money";
import { gridOf, type PlanGrid } from "@/lib/domain/plan-grid";
import { BatchCell } from "./batch-cell";

interface BatchScreenProps {
  workspaceId: string;
  batchId: string;
}

const sizes = { s: 110, m: 180, l: 300 } as const;
type Size = keyof typeof sizes;

// On a phone two columns of the middle size stand beside each other, so that they can be compared.
const phoneColumns: Record<Size, string> = { s: "25vw", m: "36vw", l: "66vw" };

/** "37 of 200 done · 3 failed · 140 waiting": what a plan has come to. */
function progressWords({ counts }: Batch): string {
  const failed = counts.failed + counts.refused;
  return [
    `${counts.complete} of ${totalCount(counts)} done`,
    failed > 0 ? `${failed} failed` : null,
    counts.unknown > 0 ? `${counts.unknown} in doubt` : null,
    counts.running + counts.sending > 0 ? `${counts.running + counts.sending} running` : null,
    counts.waiting > 0 ? `${counts.waiting} waiting` : null,
    counts.cancelled > 0 ? `${counts.cancelled} taken off` : null,
  ]
    .filter(Boolean)
    .join(" · ");
}

/** A plan's results side by side: a grid with its axes named, or, of a sheet, one after another. */
export function BatchScreen({ workspaceId, batchId }: BatchScreenProps) {
  const query = useQuery(batchQuery(workspaceId, batchId));
  const batch = query.data ?? null;
  const [across, setAcross] = useState<string | null>(null);
  const [size, setSize] = useState<Size>("m");
  const rows = useMemo(() => batch?.rows ?? [], [batch]);
  const grid = useMemo(
    () =>
      gridOf(
        rows.map(({ label }) => label),
        across,
      ),
    [rows, across],
  );
  return (
    <div className="flex min-h-full flex-col bg-canvas lg:h-full">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 max-md:px-3">
        <div className="flex min-w-0 grow flex-col">
          <Link
            href={
              batch?.workflowId
                ? `/w/${workspaceId}/workflows/${batch.workflowId}/several`
                : `/w/${workspaceId}/generate/plan`
            }
            className="-ml-1 inline-flex h-6 items-center gap-1.5 self-start rounded-control px-1 text-12 text-muted hover:text-text touch:h-11"
          >
            <ArrowLeft size={14} aria-hidden="true" />
            Back to the plan
          </Link>
          <h1 className="truncate text-16 font-semibold">{batch?.name ?? "Plan"}</h1>
          {batch ? (
            <p role="status" aria-label="Progress" className="text-12 text-soft tabular">
              {progressWords(batch)} · {creativeUnits(batch.chargeCreativeUnits)} charged of{" "}
              {creativeUnits(batch.estimateCreativeUnits)} told · by {batch.isMine ? "you" : batch.personName}
            </p>
          ) : null}
        </div>
        {grid && grid.axes.length > 1 ? (
          <Select
            label="Across"
            className="w-44"
            value={grid.across ?? ""}
            onChange={setAcross}
            choices={grid.axes.map((axis) => ({ value: axis, label: axis }))}
          />
        ) : null}
        <Link href={`/w/${workspaceId}/queue?batch=${batchId}`} className={buttonClasses("secondary", "m")}>
          Queue
        </Link>
        <Segmented
          label="Size of the results"
          value={size}
          onChange={setSize}
          choices={[
            { value: "s", label: "Small" },
            { value: "m", label: "Medium" },
            { value: "l", label: "Large" },
          ]}
        />
      </header>
      {query.error ? (
        <div className="px-4 max-md:px-3">
          <ProblemNotice
            problem={problemFrom(query.error)}
            tone="warning"
            isLive={false}
            onRetry={() => void query.refetch()}
          />
        </div>
      ) : !batch ? (
        <div aria-hidden="true" className="grid grid-cols-3 gap-2 px-4">
          {Array.from({ length: 6 }, (_, cell) => (
            <Skeleton key={cell} className="h-44 rounded-tile" />
          ))}
        </div>
      ) : grid ? (
        <ResultGrid workspaceId={workspaceId} batch={batch} grid={grid} size={size} />
      ) : (
        <section
          aria-label="Results"
          className="grid grow content-start gap-x-2 gap-y-4 overflow-y-auto px-4 pb-6 max-md:px-3"
          style={{ gridTemplateColumns: `repeat(auto-fill, minmax(min(100%, ${sizes[size] * 1.4}px), 1fr))` }}
        >
          {rows.map((row) => (
            <BatchCell
              key={row.id}
              workspaceId={workspaceId}
              row={row}
              rowHeightPixels={sizes[size]}
              isLabelled
            />
          ))}
        </section>
      )}
    </div>
  );
}

interface ResultGridProps {
  workspaceId: string;
  batch: Batch;
  grid: PlanGrid;
  size: Size;
}

function ResultGrid({ workspaceId, batch, grid, size }: ResultGridProps) {
  const columns = {
    "--column": `${sizes[size] * 1.6}px`,
    "--phone-column": phoneColumns[size],
  } as CSSProperties;
  return (
    <section
      className="grow overflow-auto overscroll-contain px-4 pb-6 max-md:px-3"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard, and nothing in it may be ready yet
      tabIndex={0}
      aria-label="Results"
    >
      <table className="border-separate border-spacing-x-2 border-spacing-y-1 text-12">
        <caption className="pb-1 text-left text-muted">
          {grid.across ?? "Results"}
          {grid.across ? " across" : ""}
          {grid.down.length > 0 ? `, ${grid.down.join(" and ")} down` : ""}
        </caption>
        <thead>
          <tr>
            {grid.down.length > 0 ? (
              <th
                scope="col"
                className="sticky top-0 left-0 z-20 bg-canvas py-1.5 pr-2 text-left font-medium text-muted"
              >
                {grid.down.join(", ")}
              </th>
            ) : null}
            {grid.columns.map((column) => (
              <th
                key={column}
                scope="col"
                className="sticky top-0 z-10 bg-canvas py-1.5 text-left text-13 font-medium wrap-anywhere"
              >
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {grid.rows.map(({ label, cells }) => (
            <tr key={label}>
              {grid.down.length > 0 ? (
                <th
                  scope="row"
                  className="sticky left-0 z-10 max-w-48 min-w-24 bg-canvas py-1 pr-2 text-left align-top text-13 font-medium wrap-anywhere max-md:max-w-20 max-md:min-w-16 max-md:text-12"
                >
                  {label}
                </th>
              ) : null}
              {cells.map((positions, column) => (
                <td
                  key={grid.columns[column]}
                  className="w-(--column) min-w-(--column) align-top max-md:w-(--phone-column) max-md:max-w-(--phone-column) max-md:min-w-(--phone-column)"
                  style={columns}
                >
                  {positions.map((position) => {
                    const row = batch.rows[position];
                    return row ? (
                      <BatchCell
                        key={row.id}
                        workspaceId={workspaceId}
                        row={row}
                        rowHeightPixels={sizes[size]}
                        isLabelled={false}
                      />
                    ) : null;
                  })}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { Trash2, TriangleAlert } from "lucide-react";
import { type KeyboardEvent, memo, useRef } from "react";
import { classNames } from "@/components/ui/class-names";
import { Cost } from "@/components/ui/cost";
import { inputClasses } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { type PlanPrice, priceKey } from "@/lib/browser/plan-prices";
import type { PlanRow } from "@/lib/browser/plan-rows";
import { heardElsewhere, useShortcuts } from "@/lib/browser/shortcuts";
import { problemWords } from "@/lib/domain/problem";
import type { SheetColumn, SheetRow } from "@/lib/domain/sheet";

interface SheetTableProps {
  columns: readonly SheetColumn[];
  lines: ReadonlyArray<Pick<SheetRow, "line" | "cells">>;
  /** What the lines stand for. */
  rows: readonly PlanRow[];
  prices: ReadonlyMap<string, PlanPrice>;
  onCell: (line: number, column: number, text: string) => void;
  onRemove: (line: number) => void;
}

const rowHeightPixels = 45;

/** The sheet as a spreadsheet: cells are typed into where they stand, and what is wrong is said under the row. */
export function SheetTable({ columns, lines, rows, prices, onCell, onRemove }: SheetTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  useShortcuts("Sheet", [
    ...heardElsewhere("In a cell: the line below", "enter", "arrowdown"),
    ...heardElsewhere("In a cell: the line above", "arrowup"),
  ]);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPixels,
    getItemKey: (index) => lines[index]?.line ?? index,
    overscan: 8,
  });
  const byLine = new Map<number | null, PlanRow[]>();
  for (const row of rows) byLine.set(row.line, [...(byLine.get(row.line) ?? []), row]);
  const template = `2.5rem repeat(${columns.length}, minmax(8rem, 1fr)) 7rem 2.75rem`;
  return (
    <section
      ref={scroller}
      className="min-h-64 grow overflow-auto overscroll-contain max-lg:max-h-[70dvh]"
      aria-label="Sheet rows"
    >
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- only the rows in sight are drawn, each at its place */}
      <div role="table" aria-label="Plan" aria-rowcount={lines.length + 1} className="min-w-max text-13">
        <div
          role="row"
          aria-rowindex={1}
          className="sticky top-0 z-10 grid items-center gap-1 border-b border-line bg-canvas px-2 py-1.5 text-12 font-medium text-soft"
          style={{ gridTemplateColumns: template }}
        >
          <span role="columnheader">Line</span>
          {columns.map(({ header, meaning }, index) => (
            <span
              key={index}
              role="columnheader"
              className={classNames("truncate px-1", meaning.kind === "unused" && "text-muted line-through")}
            >
              {header || "–"}
            </span>
          ))}
          <span role="columnheader" className="text-right">
            Price
          </span>
          <span role="columnheader">
            <span className="sr-only">Remove</span>
          </span>
        </div>
        <div role="rowgroup" className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, key, start }) => {
            const line = lines[index];
            if (!line) return null;
            return (
              <div
                key={key}
                data-index={index}
                ref={virtualizer.measureElement}
                role="row"
                aria-rowindex={index + 2}
                className="absolute inset-x-0 top-0 border-b border-line px-2 py-1"
                style={{ transform: `translateY(${start}px)` }}
              >
                <Line
                  line={line}
                  columns={columns}
                  template={template}
                  rows={byLine.get(line.line) ?? noRows}
                  prices={prices}
                  onCell={onCell}
                  onRemove={onRemove}
                />
              </div>
            );
          })}
        </div>
      </div>
    </section>
  );
}

const noRows: PlanRow[] = [];

interface LineProps extends Pick<SheetTableProps, "columns" | "rows" | "prices" | "onCell" | "onRemove"> {
  line: Pick<SheetRow, "line" | "cells">;
  template: string;
}

/** Enter and the arrows go to the same column of the line below and above, as in a spreadsheet. */
function moveInColumn(event: KeyboardEvent<HTMLInputElement>) {
  const by = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by === undefined || event.nativeEvent.isComposing) return;
  const { line, column } = event.currentTarget.dataset;
  const cells = [
    ...(event.currentTarget
      .closest("[role=table]")
      ?.querySelectorAll<HTMLInputElement>(`input[data-column="${column}"]`) ?? []),
  ].toSorted((a, b) => Number(a.dataset.line) - Number(b.dataset.line));
  const next = cells[cells.findIndex((cell) => cell.dataset.line === line) + by];
  event.preventDefault();
  next?.focus();
  next?.select();
}

const Line = memo(function Line({ line, columns, template, rows, prices, onCell, onRemove }: LineProps) {
  const priced = rows.map((row) => (row.request ? (prices.get(priceKey(row.request)) ?? null) : null));
  const known = priced.flatMap((price) => (price?.is === "known" ? price.estimate.priceCreativeUnits : []));
  const refusals = priced.flatMap((price) =>
    price?.is === "refused" ? problemWords[price.problem.code].title : [],
  );
  const problems = new Set([...rows.flatMap((row) => row.problems), ...refusals]);
  const notes = new Set(rows.flatMap((row) => row.notes));
  const isOut = rows.every((row) => row.request === null);
  return (
    <>
      <div className="grid items-center gap-1" style={{ gridTemplateColumns: template }}>
        <span role="rowheader" className="px-1 text-12 text-muted tabular">
          {line.line}
        </span>
        {columns.map(({ header }, column) => (
          <span key={column} role="cell">
            <input
              aria-label={`${header || `Column ${column + 1}`}, line ${line.line}`}
              data-line={line.line}
              data-column={column}
              value={line.cells[column] ?? ""}
              autoComplete="off"
              onChange={(event) => onCell(line.line, column, event.currentTarget.value)}
              onKeyDown={moveInColumn}
              className={classNames(inputClasses, "h-8 px-2 touch:h-11 touch:text-16")}
            />
          </span>
        ))}
        <span role="cell" className="text-right text-12 tabular">
          {isOut ? (
            <span className="text-warning">left out</span>
          ) : known.length === rows.length ? (
            <>
              {rows.length > 1 ? <span className="text-muted">{rows.length} runs · </span> : null}
              <Cost creativeUnits={known.reduce((sum, price) => sum + price, 0)} />
            </>
          ) : refusals.length > 0 ? (
            <span className="text-warning">no price</span>
          ) : (
            <span className="text-muted">pricing…</span>
          )}
        </span>
        <span role="cell">
          <IconButton
            label={`Remove line ${line.line}`}
            icon={<Trash2 size={14} />}
            size="s"
            onClick={() => onRemove(line.line)}
          />
        </span>
      </div>
      {[...problems].map((sentence) => (
        <p key={sentence} className="flex items-start gap-1 py-0.5 pl-11 text-12 text-warning">
          <TriangleAlert size={12} aria-hidden="true" className="mt-0.5 shrink-0" />
          {sentence}
        </p>
      ))}
      {[...notes].map((sentence) => (
        <p key={sentence} className="py-0.5 pl-11 text-12 text-muted">
          {sentence}
        </p>
      ))}
    </>
  );
});

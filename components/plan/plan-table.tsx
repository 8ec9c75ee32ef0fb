"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { Minus, Plus, TriangleAlert } from "lucide-react";
import { memo, useRef } from "react";
import { classNames } from "@/components/ui/class-names";
import { IconButton } from "@/components/ui/icon-button";
import { type PlanPrice, priceKey } from "@/lib/browser/plan-prices";
import type { PlanRow } from "@/lib/browser/plan-rows";
import { problemWords } from "@/lib/domain/problem";
import { RowPrice } from "./row-price";

interface PlanTableProps {
  rows: readonly PlanRow[];
  prices: ReadonlyMap<string, PlanPrice>;
  takenOff: ReadonlySet<string>;
  onTakeOff: (label: string, isOff: boolean) => void;
}

// As a row of one line is drawn; measured afterwards.
const rowHeightPixels = 41;

/** Every generation of the plan as a line; hundreds of them, of which only those in sight are drawn. */
export function PlanTable({ rows, prices, takenOff, onTakeOff }: PlanTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPixels,
    getItemKey: (index) => rows[index]?.label ?? index,
    overscan: 8,
  });
  return (
    <div
      ref={scroller}
      className="min-h-64 grow overflow-y-auto overscroll-contain max-lg:max-h-[70dvh]"
      role="region"
      aria-label="Rows"
    >
      <ul aria-label="Plan" className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const row = rows[index];
          if (!row) return null;
          return (
            <li
              key={key}
              data-index={index}
              ref={virtualizer.measureElement}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${start}px)` }}
            >
              <Line
                row={row}
                price={row.request ? (prices.get(priceKey(row.request)) ?? null) : null}
                isOff={takenOff.has(row.label)}
                onTakeOff={onTakeOff}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

interface LineProps {
  row: PlanRow;
  price: PlanPrice | null;
  isOff: boolean;
  onTakeOff: PlanTableProps["onTakeOff"];
}

const Line = memo(function Line({ row, price, isOff, onTakeOff }: LineProps) {
  const refusal = price?.is === "refused" ? problemWords[price.problem.code].title : null;
  const warnings = [...row.problems, ...(refusal ? [refusal] : [])];
  return (
    <div
      className={classNames(
        "grid grid-cols-[1fr_auto_auto] items-center gap-x-3 border-b border-line py-1.5 pr-2 pl-4 text-13 max-md:pl-3",
        isOff && "opacity-50",
      )}
    >
      <div className="min-w-0">
        <p className={classNames("truncate", isOff && "line-through")}>{row.label}</p>
        {row.label.includes(row.prompt || row.label) ? null : (
          <p className="truncate text-12 text-muted">{row.prompt}</p>
        )}
        {isOff
          ? null
          : warnings.map((sentence) => (
              <p key={sentence} className="flex items-start gap-1 text-12 text-warning">
                <TriangleAlert size={12} aria-hidden="true" className="mt-0.5 shrink-0" />
                {sentence}
              </p>
            ))}
        {isOff
          ? null
          : row.notes.map((sentence) => (
              <p key={sentence} className="text-12 text-muted">
                {sentence}
              </p>
            ))}
      </div>
      <span className="text-12">
        {row.request ? <RowPrice price={price} /> : <span className="text-warning">left out</span>}
      </span>
      <IconButton
        label={isOff ? `Put back ${row.label}` : `Take off ${row.label}`}
        icon={isOff ? <Plus size={14} /> : <Minus size={14} />}
        size="s"
        onClick={() => onTakeOff(row.label, !isOff)}
      />
    </div>
  );
});

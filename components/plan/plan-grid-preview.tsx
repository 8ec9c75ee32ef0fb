"use client";

import { classNames } from "@/components/ui/class-names";
import { type PlanPrice, priceKey } from "@/lib/browser/plan-prices";
import type { PlanRow } from "@/lib/browser/plan-rows";
import type { PlanGrid } from "@/lib/domain/plan-grid";
import { RowPrice } from "./row-price";

interface PlanGridPreviewProps {
  grid: PlanGrid;
  rows: readonly PlanRow[];
  prices: ReadonlyMap<string, PlanPrice>;
  takenOff: ReadonlySet<string>;
  onTakeOff: (label: string, isOff: boolean) => void;
}

/** Where each result will stand, with its price; a press takes a cell off the plan and puts it back. */
export function PlanGridPreview({ grid, rows, prices, takenOff, onTakeOff }: PlanGridPreviewProps) {
  return (
    <section
      className="min-h-64 grow overflow-auto overscroll-contain px-4 pb-4 max-md:px-3"
      aria-label="Grid"
    >
      <table className="border-separate border-spacing-1 text-12">
        <caption className="pb-1 text-left text-12 text-muted">
          {grid.across ?? "One column"} across
          {grid.down.length > 0 ? `, ${grid.down.join(" and ")} down` : ""}
        </caption>
        <thead>
          <tr>
            {grid.down.length > 0 ? (
              <th scope="col" className="p-1 text-left font-medium text-muted">
                {grid.down.join(", ")}
              </th>
            ) : null}
            {grid.columns.map((column) => (
              <th
                key={column}
                scope="col"
                className="sticky top-0 max-w-40 bg-canvas p-1 text-left font-medium wrap-anywhere text-soft"
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
                  className="max-w-56 p-1 text-left align-top font-medium wrap-anywhere text-soft"
                >
                  {label}
                </th>
              ) : null}
              {cells.map((positions, column) => (
                <td key={grid.columns[column]} className="min-w-28 align-top">
                  {positions.map((position) => {
                    const row = rows[position];
                    if (!row) return null;
                    const isOff = takenOff.has(row.label);
                    return (
                      <button
                        key={row.label}
                        type="button"
                        aria-pressed={!isOff}
                        aria-label={row.label}
                        title={row.problems.join(" ") || row.prompt}
                        onClick={() => onTakeOff(row.label, !isOff)}
                        className={classNames(
                          "flex h-11 w-full items-center justify-center rounded-control transition-colors",
                          isOff
                            ? "text-muted line-through shadow-[inset_0_0_0_1px_var(--line)]"
                            : "bg-raised hover:bg-hover",
                        )}
                      >
                        {row.request ? (
                          <RowPrice price={prices.get(priceKey(row.request)) ?? null} />
                        ) : (
                          <span className="text-warning">left out</span>
                        )}
                      </button>
                    );
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

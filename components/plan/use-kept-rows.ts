"use client";
import { useMemo } from "react";
import type { PlanRow, PlanRows } from "@/lib/browser/plan-rows";
import type { SheetColumn, SheetRow } from "@/lib/domain/sheet";

/** What a plan stands for, whatever it is of. */
export interface ReadPlan extends PlanRows {
  /** False while the rows are those of a moment ago: of these nothing may be approved. */
  isCurrent: boolean;
  columns: SheetColumn[];
  lines: Array<Pick<SheetRow, "line" | "cells">>;
  /** The rows that were not taken off. */
  kept: PlanRow[];
  takenOffCount: number;
}

export function useKeptRows(
  rows: PlanRow[],
  takenOff: readonly string[],
): Pick<ReadPlan, "kept" | "takenOffCount"> {
  const kept = useMemo(() => {
    const off = new Set(takenOff);
    return rows.filter(({ label }) => !off.has(label));
  }, [rows, takenOff]);
  return { kept, takenOffCount: rows.length - kept.length };
}

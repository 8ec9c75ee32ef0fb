"use client";
import { useState } from "react";
import { useFileDrop } from "@/components/references/use-file-drop";
import { toast } from "@/components/ui/toast";
import type { PlanBase, Stored } from "@/lib/browser/plan-store";
import { linesOfSheet, sheetOfLines } from "@/lib/browser/sheet-text";
import { maxBatchRows } from "@/lib/domain/batch";

/** A plan's sheet and the ways into it. */
export interface PlanSheet {
  /** Whether a file is being dragged over the window. */
  isOver: boolean;
  /** What could not be read of the last one. */
  problems: readonly string[];
  change: (next: (sheet: string[][]) => string[][]) => void;
  readText: (text: string) => void;
  readFile: (file: File) => void;
  addRow: () => void;
  clear: () => void;
  copy: () => void;
}

/** `otherFiles` says where a file goes that is no sheet. */
export function usePlanSheet<Plan extends PlanBase>(
  openStore: () => Stored<Plan>,
  sheet: string[][],
  otherFiles: string,
): PlanSheet {
  const [problems, setProblems] = useState<string[]>([]);
  const change = (next: (sheet: string[][]) => string[][]) =>
    openStore().update((plan) => ({ ...plan, sheet: next(plan.sheet), takenOff: [] }));
  const readText = (text: string) => {
    const { lines, problems: found } = linesOfSheet(text);
    setProblems([
      ...found,
      ...(lines.length > maxBatchRows + 1 ? [`Only the first ${maxBatchRows} rows are used.`] : []),
    ]);
    if (lines.length === 0) return;
    openStore().update((plan) => ({
      ...plan,
      kind: "sheet",
      sheet: lines.slice(0, maxBatchRows + 1),
      takenOff: [],
    }));
  };
  const readFile = async (file: File) => {
    // A sheet of 500 rows is far smaller; what is larger is a mistake and would hold the page up.
    if (file.size > 5_000_000)
      return setProblems([`${file.name} is too large to be a sheet of ${maxBatchRows} rows.`]);
    try {
      readText(await file.text());
    } catch {
      setProblems([`${file.name} cannot be read any more. Choose it again.`]);
    }
  };
  const isOver = useFileDrop({
    onFiles: ([file]) => {
      if (!file) return;
      if (/\.(csv|tsv|txt)$/i.test(file.name)) void readFile(file);
      else toast(`${file.name} is no sheet. Drop a .csv or .tsv here; ${otherFiles} go onto the form.`);
    },
  });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(sheetOfLines(sheet));
      toast("The sheet is copied.");
    } catch {
      toast("Nothing was copied. The browser did not let the page copy it.");
    }
  };
  return {
    isOver,
    problems,
    change,
    readText,
    readFile: (file) => void readFile(file),
    addRow: () => change((lines) => [...lines, (lines[0] ?? []).map((_, at) => (at === 0 ? "New row" : ""))]),
    clear: () => {
      setProblems([]);
      change(() => []);
      toast("The sheet is cleared.", { label: "Undo", onSelect: () => change(() => sheet) });
    },
    copy: () => void copy(),
  };
}

"use client";

import { ClipboardPaste, FileSpreadsheet, Plus } from "lucide-react";
import { type ClipboardEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { FileChooser } from "@/components/ui/file-chooser";
import { TextArea } from "@/components/ui/text-area";
import { columnWords, type SheetColumn } from "@/lib/domain/sheet";
import type { PlanSheet } from "./use-plan-sheet";

interface SheetInputProps {
  /** What the columns may be called. */
  help: string;
  example: string;
  columns: readonly SheetColumn[];
  rowCount: number;
  sheet: PlanSheet;
}

/** Where a sheet comes in, and what its columns were understood to be. */
export function SheetInput({ help, example, columns, rowCount, sheet }: SheetInputProps) {
  const chooser = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const isEmpty = columns.length === 0;
  const paste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData("text/plain");
    if (!/[\t\n,;]/.test(text.trim())) return;
    event.preventDefault();
    setTyped("");
    sheet.readText(text);
  };
  return (
    <section aria-labelledby="plan-sheet" className="flex flex-col gap-2">
      <h2 id="plan-sheet" className="text-12 font-medium text-soft">
        Sheet
      </h2>
      {isEmpty ? (
        <>
          <TextArea
            label="Paste from a spreadsheet"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onPaste={paste}
            minLines={5}
            placeholder={example}
            spellCheck={false}
            className="[&_textarea]:font-mono [&_textarea]:text-12"
            help={help}
          />
          <div className="flex flex-wrap gap-2">
            {typed.trim() ? (
              <Button size="s" variant="primary" onClick={() => sheet.readText(typed)}>
                Use this text
              </Button>
            ) : null}
            <Button
              size="s"
              icon={<FileSpreadsheet size={14} aria-hidden="true" />}
              onClick={() => chooser.current?.click()}
            >
              Choose a .csv or .tsv
            </Button>
            <Button
              size="s"
              variant="ghost"
              icon={<ClipboardPaste size={14} aria-hidden="true" />}
              onClick={() => sheet.readText(example)}
            >
              Start from an example
            </Button>
          </div>
        </>
      ) : (
        <>
          <ul aria-label="Columns" className="flex flex-col gap-0.5 text-12">
            {columns.map((column, index) => (
              <li key={index} className="flex gap-2">
                <span className="min-w-0 shrink-0 basis-2/5 truncate font-medium">
                  {column.header || "–"}
                </span>
                <span className={column.meaning.kind === "unused" ? "text-warning" : "text-muted"}>
                  {columnWords(column)}
                </span>
              </li>
            ))}
          </ul>
          <div className="flex flex-wrap gap-2">
            <Button size="s" icon={<Plus size={14} aria-hidden="true" />} onClick={sheet.addRow}>
              Add a row
            </Button>
            <Button size="s" variant="ghost" onClick={() => chooser.current?.click()}>
              Replace…
            </Button>
            <Button size="s" variant="ghost" onClick={sheet.copy}>
              Copy
            </Button>
            <Button size="s" variant="ghost" onClick={sheet.clear}>
              Clear {rowCount === 1 ? "1 row" : `${rowCount} rows`}
            </Button>
          </div>
        </>
      )}
      {sheet.problems.map((problem) => (
        <p key={problem} role="alert" className="text-12 text-warning">
          {problem}
        </p>
      ))}
      <FileChooser
        ref={chooser}
        label="Sheet file"
        accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values"
        onFiles={([file]) => {
          if (file) sheet.readFile(file);
        }}
      />
    </section>
  );
}

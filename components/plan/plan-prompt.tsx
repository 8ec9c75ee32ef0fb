"use client";

import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { TextArea } from "@/components/ui/text-area";
import { patiently } from "@/lib/browser/patiently";
import type { PromptList } from "@/lib/browser/plan-store";
import { formatCreativeUnits } from "@/lib/domain/money";

const ListsDialog = lazy(() =>
  patiently(() => import("./lists-dialog")).then((part) => ({ default: part.ListsDialog })),
);

interface PlanPromptProps {
  value: string;
  onChange: (prompt: string) => void;
  /** Distinct prompts it stands for; null where each row has its own. */
  count: number | null;
  missingLists: readonly string[];
  /** Names in braces a sheet could fill, where this is a sheet. */
  columns: readonly string[] | null;
  lists: readonly PromptList[];
  onLists: (change: (lists: PromptList[]) => PromptList[]) => void;
}

/** The form's own prompt, and what it stands for. */
export function PlanPrompt({
  value,
  onChange,
  count,
  missingLists,
  columns,
  lists,
  onLists,
}: PlanPromptProps) {
  const [isListsOpen, setIsListsOpen] = useState(false);
  return (
    <div className="flex flex-col gap-1.5">
      <TextArea
        label="Prompt"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        placeholder={
          columns
            ? "A {material} chest from the {biome}, game icon"
            : "A {brass|wooden} lantern in a __biome__, hand painted"
        }
        minLines={4}
        maxLines={14}
        spellCheck
        help={
          columns ? (
            <>
              A column’s name in braces, such as <code className="font-mono">{"{biome}"}</code>, is each row’s
              cell. A column called Prompt takes this text’s place.
            </>
          ) : (
            <>
              <code className="font-mono">{"{red|blue}"}</code> makes one of each.{" "}
              <code className="font-mono">__biome__</code> makes one of each line of the list “biome”. A
              backslash makes <code className="font-mono">{"\\{"}</code> plain.
            </>
          )
        }
      />
      <div className="flex min-h-7 items-center justify-between gap-2 text-12">
        <span className="text-soft tabular">
          {count === null
            ? columns && columns.length > 0
              ? `Asks for ${columns.map((name) => `{${name}}`).join(", ")}`
              : ""
            : count === 1
              ? "Makes 1 prompt"
              : `Makes ${formatCreativeUnits(count)} prompts`}
        </span>
        <Button size="s" variant="ghost" onClick={() => setIsListsOpen(true)}>
          Lists{lists.length > 0 ? ` (${lists.length})` : ""}
        </Button>
      </div>
      {missingLists.map((sentence) => (
        <p key={sentence} className="text-12 text-warning">
          {sentence}
        </p>
      ))}
      {isListsOpen ? (
        <Suspense fallback={null}>
          <ListsDialog lists={lists} onLists={onLists} onClose={() => setIsListsOpen(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}

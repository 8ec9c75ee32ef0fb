"use client";

import {
  CalendarDays,
  FolderOpen,
  Grid2x2,
  Layers,
  ListFilter,
  MousePointerClick,
  Search,
  SquareStack,
  X,
} from "lucide-react";
import { lazy, Suspense, useRef, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Popover } from "@/components/ui/popover";
import { Skeleton } from "@/components/ui/skeleton";
import { Slider } from "@/components/ui/slider";
import { TextField } from "@/components/ui/text-field";
import type { ChangeOf } from "@/lib/browser/choices";
import type { GalleryView } from "@/lib/browser/gallery-queries";
import { useMarksProblem, useWaitingCount } from "@/lib/browser/marks";
import { patiently } from "@/lib/browser/patiently";
import { useShortcuts } from "@/lib/browser/shortcuts";
import type { GalleryFilter } from "@/lib/domain/gallery-filter";
import { galleryRowHeights } from "@/lib/domain/preferences";
import { problemWords } from "@/lib/domain/problem";

const FilterPanel = lazy(() =>
  patiently(() => import("./filter-panel")).then((part) => ({ default: part.FilterPanel })),
);
const BoardsPanel = lazy(() =>
  patiently(() => import("./boards-panel")).then((part) => ({ default: part.BoardsPanel })),
);
const JumpBar = lazy(() => patiently(() => import("./jump-bar")).then((part) => ({ default: part.JumpBar })));

/** Long enough that a word is one question, short enough to feel like none. */
const typingMs = 250;

interface GalleryToolbarProps {
  workspaceId: string;
  filter: GalleryFilter;
  view: GalleryView;
  rowHeight: number;
  isStacked: boolean;
  isChoosing: boolean;
  onChange: (change: ChangeOf<GalleryFilter>, isTyping?: boolean) => void;
  onReplace: (filter: GalleryFilter) => void;
  onJump: (before: string | null) => void;
  onRowHeight: (pixels: number) => void;
  onStacked: (isStacked: boolean) => void;
  onChoosing: (isChoosing: boolean) => void;
  onCull: () => void;
}

export function GalleryToolbar({
  workspaceId,
  filter,
  view,
  rowHeight,
  isStacked,
  isChoosing,
  onChange,
  onReplace,
  onJump,
  onRowHeight,
  onStacked,
  onChoosing,
  onCull,
}: GalleryToolbarProps) {
  return (
    <>
      <SearchField text={filter.text} onChange={(text) => onChange({ text }, true)} />
      <Popover
        label="Filters"
        align="end"
        className="w-[min(28rem,calc(100vw-1rem))]"
        trigger={<IconButton label="Filter" icon={<ListFilter size={16} />} />}
      >
        <Suspense fallback={<Skeleton className="m-3 h-96" />}>
          <FilterPanel workspaceId={workspaceId} filter={filter} onChange={onChange} onReplace={onReplace} />
        </Suspense>
      </Popover>
      <Popover
        label="Boards"
        align="end"
        className="w-[min(20rem,calc(100vw-1rem))]"
        trigger={<IconButton label="Boards" className="max-md:order-3" icon={<FolderOpen size={16} />} />}
      >
        <Suspense fallback={<Skeleton className="m-3 h-40" />}>
          <BoardsPanel workspaceId={workspaceId} filter={filter} onChange={onChange} />
        </Suspense>
      </Popover>
      <Popover
        label="Go to a day"
        align="end"
        className="w-56"
        trigger={
          <IconButton label="Go to a day" className="max-md:order-3" icon={<CalendarDays size={16} />} />
        }
      >
        <Suspense fallback={<Skeleton className="m-3 h-40" />}>
          <JumpBar workspaceId={workspaceId} view={view} onJump={onJump} />
        </Suspense>
      </Popover>
      <IconButton
        label={isStacked ? "Show every result" : "Stack the results of a run"}
        isPressed={isStacked}
        className="max-md:order-3"
        icon={isStacked ? <Layers size={16} /> : <SquareStack size={16} />}
        onClick={() => onStacked(!isStacked)}
      />
      <IconButton
        label="Decide full screen"
        shortcut="v"
        className="max-md:order-3"
        icon={<MousePointerClick size={16} />}
        onClick={onCull}
      />
      <IconButton
        label={isChoosing ? "Done selecting" : "Select"}
        className="max-md:order-3 pointer-fine:hidden"
        isPressed={isChoosing}
        icon={<Grid2x2 size={16} />}
        onClick={() => onChoosing(!isChoosing)}
      />
      <Delivery />
      <div className="flex w-28 shrink-0 items-center gap-2 text-muted max-md:hidden">
        <Slider
          label="Size of results"
          isLabelHidden
          className="grow"
          value={rowHeight}
          min={galleryRowHeights.min}
          max={galleryRowHeights.max}
          step={4}
          valueText={`${rowHeight} pixels high`}
          onChange={onRowHeight}
        />
      </div>
    </>
  );
}

function SearchField({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const field = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [typed, setTyped] = useState({ text, of: text });
  // The address may change under the field, by Back or a saved search; a space at the end of what is typed is no change.
  const shown = typed.of === text || typed.text.trim() === text ? typed.text : text;
  useShortcuts("Gallery search", [
    { keys: "/", label: "Search the gallery", run: () => field.current?.focus() },
  ]);
  function type(next: string, delayMs: number) {
    setTyped({ text: next, of: text });
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onChange(next.trim()), delayMs);
  }
  return (
    <TextField
      ref={field}
      type="search"
      label="Search the gallery"
      isLabelHidden
      className="min-w-24 grow max-md:basis-[calc(100%-3.25rem)] md:ml-auto md:max-w-sm"
      inputClassName="[&::-webkit-search-cancel-button]:hidden"
      placeholder="Search prompts, models, seeds, people"
      icon={<Search size={14} aria-hidden="true" />}
      trailing={
        shown === "" ? undefined : (
          <IconButton label="Clear the search" size="s" icon={<X size={14} />} onClick={() => type("", 0)} />
        )
      }
      value={shown}
      onChange={(event) => type(event.currentTarget.value, typingMs)}
      onKeyDown={(event) => {
        if (event.key === "Enter") {
          type(event.currentTarget.value, 0);
          // The keys are the results' from here on.
          event.currentTarget.blur();
        }
        if (event.key !== "Escape") return;
        if (shown === "") event.currentTarget.blur();
        else type("", 0);
      }}
    />
  );
}

/** That decisions wait for the network, or what became of them; nothing while all have arrived. */
function Delivery() {
  const count = useWaitingCount();
  const problem = useMarksProblem();
  // A moment's wait is not news.
  const isLate = count > 0 && problem !== null;
  if (!isLate && !problem) return <output className="sr-only" />;
  return (
    <output className="shrink-0 text-12 whitespace-nowrap text-warning tabular">
      {isLate
        ? `${count} ${count === 1 ? "decision waits" : "decisions wait"} here`
        : problem
          ? problemWords[problem.code].title
          : ""}
    </output>
  );
}

"use client";

import { ArrowLeft, FileSpreadsheet, Layers } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { DropOverlay } from "@/components/references/drop-overlay";
import { Segmented } from "@/components/ui/segmented";

interface PlanFrameProps<Kind extends string> {
  /** The form that the plan is of. */
  formHref: string;
  heading: ReactNode;
  /** What the plan is made from: a sheet, or what this plan has beside it. */
  kind: Kind | "sheet";
  besideSheet: { kind: Kind; label: string };
  onKind: (kind: Kind | "sheet") => void;
  isReady: boolean;
  settings: ReactNode;
  rows: ReactNode;
  isOver: boolean;
}

/** A plan's page: what it is made from, beside what that comes to. */
export function PlanFrame<Kind extends string>({
  formHref,
  heading,
  kind,
  besideSheet,
  onKind,
  isReady,
  settings,
  rows,
  isOver,
}: PlanFrameProps<Kind>) {
  return (
    <div className="flex min-h-full flex-col lg:h-full lg:flex-row">
      <div className="flex shrink-0 flex-col gap-5 bg-panel p-4 max-md:p-3 lg:h-full lg:w-[400px] lg:overflow-y-auto">
        <header className="flex flex-col gap-3">
          <Link
            href={formHref}
            className="-ml-1 inline-flex h-7 items-center gap-1.5 self-start rounded-control px-1 text-12 text-muted hover:text-text touch:h-11"
          >
            <ArrowLeft size={14} aria-hidden="true" />
            Back to the form
          </Link>
          {heading}
          <Segmented
            label="Plan from"
            value={kind}
            onChange={onKind}
            choices={[
              {
                value: besideSheet.kind,
                label: besideSheet.label,
                icon: <Layers size={13} aria-hidden="true" />,
              },
              { value: "sheet", label: "A sheet", icon: <FileSpreadsheet size={13} aria-hidden="true" /> },
            ]}
          />
        </header>
        <fieldset disabled={!isReady} aria-label="Plan settings" className="flex min-w-0 flex-col gap-5">
          {settings}
        </fieldset>
      </div>
      {rows}
      {isOver ? <DropOverlay text="Drop a .csv or .tsv" /> : null}
    </div>
  );
}

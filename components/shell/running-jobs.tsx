"use client";

import { Activity } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { Popover } from "@/components/ui/popover";
import { patiently } from "@/lib/browser/patiently";
import { JobTraySkeleton } from "./job-tray-skeleton";

const JobTray = dynamic(() => patiently(() => import("./job-tray")).then((module) => module.JobTray), {
  ssr: false,
  loading: () => <JobTraySkeleton />,
});

interface RunningJobsProps {
  workspaceId: string;
  /** Null until the first answer. */
  activeCount: number | null;
}

/** How many generations run in the workspace; opens a tray with the life of each. */
export function RunningJobs({ workspaceId, activeCount }: RunningJobsProps) {
  const [isOpen, setIsOpen] = useState(false);
  const count = activeCount ?? 0;
  return (
    <>
      <Popover
        label="Running and just finished"
        align="end"
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        className="w-90 max-w-[calc(100vw-1rem)] p-0"
        trigger={
          <button
            type="button"
            aria-label="Jobs"
            className={classNames(
              "flex h-8 min-w-8 items-center justify-center gap-1.5 rounded-control px-2 text-13 transition-colors hover:bg-hover hover:text-text data-popup-open:bg-hover data-popup-open:text-text touch:h-11 touch:min-w-11",
              count > 0 ? "text-text" : "text-muted",
            )}
          >
            <Activity
              size={16}
              aria-hidden="true"
              className={count > 0 ? "animate-breathe text-accent-text" : undefined}
            />
            {count > 0 ? <span className="tabular">{count}</span> : null}
          </button>
        }
      >
        <JobTray workspaceId={workspaceId} onNavigate={() => setIsOpen(false)} />
      </Popover>
      <span className="sr-only" aria-live="polite">
        {count > 0 ? `${count} running` : ""}
      </span>
    </>
  );
}

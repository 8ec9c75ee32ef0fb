"use client";

import { ChevronsUpDown } from "lucide-react";
import dynamic from "next/dynamic";
import { useId, useState } from "react";
import { Popover } from "@/components/ui/popover";
import { Skeleton } from "@/components/ui/skeleton";
import { patiently } from "@/lib/browser/patiently";

const WorkspaceList = dynamic(
  () => patiently(() => import("./workspace-list")).then((module) => module.WorkspaceList),
  {
    ssr: false,
    loading: () => (
      <div className="flex flex-col gap-2 p-3">
        <Skeleton className="h-6" />
        <Skeleton className="h-6" />
      </div>
    ),
  },
);

interface WorkspaceSwitcherProps {
  workspaceId: string;
  name: string;
}

export function WorkspaceSwitcher({ workspaceId, name }: WorkspaceSwitcherProps) {
  const [isOpen, setIsOpen] = useState(false);
  const nameId = useId();
  return (
    <Popover
      label="Switch workspace"
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      className="w-80 max-w-[calc(100vw-1rem)] overflow-hidden p-0"
      trigger={
        <button
          type="button"
          aria-label="Workspace"
          aria-describedby={nameId}
          className="flex h-8 min-w-0 items-center gap-1.5 rounded-control px-2 text-13 font-medium text-text transition-colors hover:bg-hover data-popup-open:bg-hover touch:h-11"
        >
          <span id={nameId} className="truncate">
            {name}
          </span>
          <ChevronsUpDown size={14} aria-hidden="true" className="shrink-0 text-muted" />
        </button>
      }
    >
      <WorkspaceList workspaceId={workspaceId} onDone={() => setIsOpen(false)} />
    </Popover>
  );
}

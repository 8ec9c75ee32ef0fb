"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { batchesQuery } from "@/lib/browser/batches";
import { openCount } from "@/lib/domain/batch";
import { BatchProgress } from "./batch-progress";
import { PauseButton } from "./pause-button";

interface QueueTrayProps {
  workspaceId: string;
  onNavigate: () => void;
}

// The tray is a glance; the queue's own page has the rest.
const shown = 3;

/** The plans that are under way, in the tray of running jobs; nothing where there are none. */
export function QueueTray({ workspaceId, onNavigate }: QueueTrayProps) {
  const { data: batches = [] } = useQuery(batchesQuery(workspaceId));
  const open = batches.filter(({ counts }) => openCount(counts) > 0);
  if (batches.length === 0) return null;
  return (
    <section className="border-b border-line p-1">
      <div className="flex items-baseline justify-between px-2 pt-2 pb-1">
        <h2 className="text-11 font-medium text-muted">Queue</h2>
        <Link
          href={`/w/${workspaceId}/queue`}
          prefetch={false}
          onClick={onNavigate}
          className="text-12 text-soft hover:text-text touch:flex touch:min-h-11 touch:items-center"
        >
          {open.length > shown ? `All ${open.length}` : "Open the queue"}
        </Link>
      </div>
      <ul aria-label="Queue">
        {open
          .toSorted((a, b) => Number(b.isMine) - Number(a.isMine))
          .slice(0, shown)
          .map((batch) => (
            <li key={batch.id} className="flex items-start gap-1 rounded-control px-2 py-1.5 hover:bg-hover">
              <Link
                href={`/w/${workspaceId}/queue?batch=${batch.id}`}
                prefetch={false}
                onClick={onNavigate}
                className="flex min-w-0 grow flex-col gap-1 outline-offset-2"
              >
                <span className="truncate text-13 text-text">{batch.name}</span>
                <BatchProgress batch={batch} />
              </Link>
              <PauseButton batch={batch} isIconOnly />
            </li>
          ))}
      </ul>
      {open.length === 0 ? <p className="px-2 pb-2 text-13 text-muted">Nothing is waiting.</p> : null}
    </section>
  );
}

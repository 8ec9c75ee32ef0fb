"use client";

import { useQuery } from "@tanstack/react-query";
import { classNames } from "@/components/ui/class-names";
import { problemFrom } from "@/lib/browser/api";
import { workspaceQuery } from "@/lib/browser/queries";
import { formatCreativeUnits } from "@/lib/domain/money";
import type { Workspace } from "@/lib/domain/workspace";

interface CreativeUnitsProps {
  /** As the server knew it when it drew the page. */
  workspace: Workspace;
}

/** What can be spent now and, muted, what running generations hold. */
export function CreativeUnits({ workspace }: CreativeUnitsProps) {
  const { data, error, dataUpdatedAt } = useQuery({
    ...workspaceQuery(workspace.id),
    initialData: workspace,
    refetchOnWindowFocus: true,
  });
  const isShort = data.availableCreativeUnits <= 0;
  return (
    <div
      role="group"
      aria-label="Creative Units"
      className="flex items-baseline gap-2 px-2 whitespace-nowrap tabular"
    >
      <span className={classNames("text-13 font-medium", isShort ? "text-warning" : "text-text")}>
        {formatCreativeUnits(data.availableCreativeUnits)}
        <span className="ml-1 font-normal text-muted">CU</span>
      </span>
      {data.reservedCreativeUnits > 0 ? (
        <span className="text-12 text-muted max-sm:hidden">
          {formatCreativeUnits(data.reservedCreativeUnits)} reserved
        </span>
      ) : null}
      {error ? (
        <span className="text-12 text-warning max-sm:hidden" title={problemFrom(error).title}>
          as of {clockTime(dataUpdatedAt)}
        </span>
      ) : null}
    </div>
  );
}

/** Made when it is needed: a formatter of its own for every page would cost a slow phone as much as the rest of this. */
const clockTime = (atMs: number) =>
  new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" }).format(atMs);

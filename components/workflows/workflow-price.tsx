"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Cost } from "@/components/ui/cost";
import { Skeleton } from "@/components/ui/skeleton";
import { workflowPriceQuery } from "@/lib/browser/workflow-prices";
import type { Workflow } from "@/lib/domain/workflow";

interface WorkflowPriceProps {
  workspaceId: string;
  workflow: Workflow;
}

/** "from 16 CU": Layer's quote for the workflow's own defaults, asked once the card has been in sight. */
export function WorkflowPrice({ workspaceId, workflow }: WorkflowPriceProps) {
  const place = useRef<HTMLSpanElement>(null);
  const [isSeen, setIsSeen] = useState(false);
  // An effect, because what is in sight is the browser's to tell.
  useEffect(() => {
    const element = place.current;
    if (!element || isSeen) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) setIsSeen(true);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [isSeen]);
  const query = workflowPriceQuery(workspaceId, workflow);
  const { data, isError } = useQuery({ ...query, enabled: isSeen && query.enabled !== false });
  return (
    <span ref={place} className="text-12 whitespace-nowrap text-soft">
      {data !== undefined ? (
        <>
          from <Cost creativeUnits={data} />
        </>
      ) : isError || query.enabled === false ? (
        <span className="text-muted" title="Layer prices this workflow once its inputs are chosen.">
          priced on the form
        </span>
      ) : (
        <Skeleton className="h-3 w-16" />
      )}
    </span>
  );
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { Cost } from "@/components/ui/cost";
import { Skeleton } from "@/components/ui/skeleton";
import { modelPriceQuery } from "@/lib/browser/list-prices";

interface ModelPriceProps {
  workspaceId: string;
  modelId: string;
}

/** "from 4 CU": Layer's quote for one output. Its place is kept while it is asked for. */
export function ModelPrice({ workspaceId, modelId }: ModelPriceProps) {
  const { data, isError } = useQuery(modelPriceQuery(workspaceId, modelId));
  if (data !== undefined)
    return (
      <span className="text-12 whitespace-nowrap text-soft">
        from <Cost creativeUnits={data} />
      </span>
    );
  if (isError)
    return (
      <span className="text-12 text-muted" title="Layer prices this model once its settings are chosen.">
        priced on the form
      </span>
    );
  return <PriceSkeleton />;
}

export function PriceSkeleton() {
  return <Skeleton className="h-3 w-16" />;
}

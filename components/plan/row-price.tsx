import { Cost } from "@/components/ui/cost";
import type { PlanPrice } from "@/lib/browser/plan-prices";

/** Layer's price of one row, or that there is none. */
export function RowPrice({ price }: { price: PlanPrice | null }) {
  if (price === null) return <span className="text-muted">–</span>;
  if (price.is === "known") return <Cost creativeUnits={price.estimate.priceCreativeUnits} />;
  return price.is === "asking" ? (
    <span className="text-muted">pricing…</span>
  ) : (
    <span className="text-warning">no price</span>
  );
}

import { formatCreativeUnits } from "@/lib/domain/money";
import { classNames } from "./class-names";

interface CostProps {
  /** In Creative Units; null while it is not known. */
  creativeUnits: number | null;
  className?: string;
}

/** An amount of Creative Units, in digits that do not shift as it changes. */
export function Cost({ creativeUnits, className }: CostProps) {
  return (
    <span className={classNames("whitespace-nowrap tabular", className)}>
      {creativeUnits === null ? "–" : formatCreativeUnits(creativeUnits)}&nbsp;CU
    </span>
  );
}

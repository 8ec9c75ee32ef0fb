import { creativeUnits, formatCreativeUnits } from "@/lib/domain/money";
import type { UsageSums } from "@/lib/domain/usage";

export interface UsageFact {
  label: string;
  value: string;
  note: string;
}

/** "3 % less than estimated"; nothing where the two are the same to the eye. */
function differenceWords(quoted: number, charged: number): string {
  if (quoted <= 0) return "";
  const percent = Math.round(((charged - quoted) / quoted) * 1_000) / 10;
  if (percent === 0) return "as estimated";
  return `${Math.abs(percent)} % ${percent > 0 ? "more" : "less"} than estimated`;
}

/** What the sums are made of, in the order in which it is asked about. */
export function usageFacts(sums: UsageSums): UsageFact[] {
  const count = formatCreativeUnits;
  const ended = sums.failedCount + sums.stoppedCount;
  const cost = `cost ${creativeUnits(sums.failedCreativeUnits)}`;
  return [
    {
      label: "Estimated, then charged",
      value: `${count(sums.quotedCreativeUnits)} → ${creativeUnits(sums.quotedChargedCreativeUnits)}`,
      note: differenceWords(sums.quotedCreativeUnits, sums.quotedChargedCreativeUnits),
    },
    {
      label: "Failed or stopped",
      value: ended === 0 ? "none" : `${count(ended)} of ${count(sums.generationCount)}`,
      // Layer rarely names a charge for these, and what it does not name may not be nothing.
      note: ended === 0 ? "" : sums.untoldCount === 0 ? cost : `${cost}, as far as Layer said`,
    },
    {
      label: "Refused by Layer",
      value: sums.refusedCount === 0 ? "none" : count(sums.refusedCount),
      note: sums.refusedCount === 0 ? "" : "never started, cost nothing",
    },
    {
      label: "Charge not told",
      value: sums.untoldCount === 0 ? "none" : count(sums.untoldCount),
      note: sums.untoldCount === 0 ? "" : "ended, and not in the sums; compare the balance",
    },
  ];
}

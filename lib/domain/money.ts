import { groupedDigits } from "./grouped-digits";

/** Layer's quote for a request, in Creative Units. Easel never computes one itself. */
export interface Estimate {
  priceCreativeUnits: number;
  /** What can be spent now: the balance less what running generations hold. */
  availableCreativeUnits: number;
  /** May be negative. */
  remainingCreativeUnits: number;
  isAffordable: boolean;
  /** Workflows only: how many files of each output the run is expected to make. */
  outputs: ReadonlyArray<{ name: string; count: number }>;
}

/** "1,284", "0.25"; without the unit. */
export function formatCreativeUnits(amount: number): string {
  return groupedDigits(amount, 2);
}

/** "1,284 CU". */
export function creativeUnits(amount: number): string {
  return `${formatCreativeUnits(amount)} CU`;
}

/** How often what is left after this run would pay for it again, by Layer's own two numbers; null where that says nothing. */
export function affordableMore({ priceCreativeUnits, remainingCreativeUnits }: Estimate): number | null {
  if (priceCreativeUnits <= 0 || remainingCreativeUnits < 0) return null;
  // Amounts are decimal fractions: 0.3 holds 0.1 three times, whatever binary arithmetic says.
  return Math.floor(remainingCreativeUnits / priceCreativeUnits + 1e-9);
}

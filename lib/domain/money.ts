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

/** A click that would spend more than this asks once before it spends. */
export const confirmAboveCreativeUnits = 20;

/** "1,284", "0.25"; without the unit. */
export function formatCreativeUnits(amount: number): string {
  return groupedDigits(amount, 2);
}

/** "1,284 CU". */
export function creativeUnits(amount: number): string {
  return `${formatCreativeUnits(amount)} CU`;
}

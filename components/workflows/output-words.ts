import type { Estimate } from "@/lib/domain/money";

/** "4 × views, 1 × mesh": what a run is expected to make. */
export function outputWords(outputs: Estimate["outputs"]): string {
  return outputs
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => `${count} × ${name}`)
    .join(", ");
}

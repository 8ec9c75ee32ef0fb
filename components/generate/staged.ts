import { type Generation, isActive } from "@/lib/domain/generation";

// Layer takes five runs of a person at once; more of them on one stage would be a second list.
const mostStaged = 5;

/** What the stage shows: the chosen one, or else everything that runs and the newest that has ended. */
export function stagedGenerations(
  generations: readonly Generation[],
  selectedId: string | null,
): Generation[] {
  const selected = generations.find(({ id }) => id === selectedId);
  if (selected) return [selected];
  const newestEnded = generations.find((generation) => !isActive(generation));
  return generations
    .filter((generation) => isActive(generation) || generation === newestEnded)
    .slice(0, mostStaged);
}

/** Where a waiting row goes among the waiting ones. */
export interface Place {
  index: number;
  /** The row it is put before; null is the end. */
  beforeId: string | null;
}

/** The place `step` rows further, kept within the list; null where that is where the row is. */
export function placeAfterStep(waiting: readonly string[], id: string, step: number): Place | null {
  const from = waiting.indexOf(id);
  if (from < 0) return null;
  const index = Math.min(Math.max(from + step, 0), waiting.length - 1);
  if (index === from) return null;
  return { index, beforeId: waiting[index < from ? index : index + 1] ?? null };
}

interface ShownRow {
  id: string;
  isWaiting: boolean;
}

/** The place of a row that was dragged over so many of the rows shown, among which others may be ended. */
export function placeAfterDrag(shown: readonly ShownRow[], id: string, step: number): Place | null {
  const from = shown.findIndex((row) => row.id === id);
  if (from < 0) return null;
  const rest = shown.toSpliced(from, 1);
  const to = Math.min(Math.max(from + step, 0), rest.length);
  const waitingBefore = (index: number) => rest.slice(0, index).filter(({ isWaiting }) => isWaiting).length;
  const index = waitingBefore(to);
  if (index === waitingBefore(from)) return null;
  return { index, beforeId: rest.slice(to).find(({ isWaiting }) => isWaiting)?.id ?? null };
}

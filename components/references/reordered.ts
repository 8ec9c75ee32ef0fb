/** The list with the item of that key moved to a place; the list itself where nothing would change. */
export function reordered<Item extends { key: string }>(
  items: readonly Item[],
  key: string,
  to: number,
): Item[] {
  const from = items.findIndex((item) => item.key === key);
  const place = Math.min(Math.max(to, 0), items.length - 1);
  const moved = items[from];
  if (!moved || from === place) return [...items];
  const rest = items.filter((item) => item !== moved);
  return [...rest.slice(0, place), moved, ...rest.slice(place)];
}

/** The place at which a pointer stands among rows, by their middles. */
export function placeAt(pointerY: number, rows: ReadonlyArray<{ top: number; height: number }>): number {
  return rows.filter(({ top, height }) => pointerY > top + height / 2).length;
}

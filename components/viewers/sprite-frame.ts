export interface SpriteSheet {
  rows: number;
  columns: number;
  /** Cells that hold a frame, from the top left along the rows; the rest of the sheet is empty. */
  frames: number;
}

/** Where a frame lies, as CSS places a background that is `columns` × `rows` times its box. */
export function spritePosition({ rows, columns }: SpriteSheet, frame: number): string {
  const column = frame % columns;
  const row = Math.floor(frame / columns);
  const share = (index: number, count: number) => (count > 1 ? (index / (count - 1)) * 100 : 0);
  return `${share(column, columns)}% ${share(row, rows)}%`;
}

/** The frame a number of steps away, round and round. */
export const spriteStep = (frame: number, by: number, frames: number): number =>
  (((frame + by) % frames) + frames) % frames;

export interface RowOptions {
  widthPixels: number;
  /** The height a row has before it is stretched to reach the right edge; every row but the last is at least this high. */
  rowHeightPixels: number;
  gapPixels: number;
}

export interface PlacedTile {
  /** Index into the aspects that were given. */
  index: number;
  leftPixels: number;
  widthPixels: number;
}

export interface JustifiedRow {
  topPixels: number;
  heightPixels: number;
  tiles: PlacedTile[];
}

/**
 * Rows that run edge to edge with every tile at its true aspect (width over height). A row takes tiles at the wanted
 * height while they fit and is then stretched, exactly as a wrapping flex box with `flex: aspect 0 aspect×height` does:
 * the first paint is such a box, sized by the browser at any width, and must not move when these figures take over.
 * The last row is not stretched. A tile wider than the row is alone in it, at the row's width.
 */
export function justifiedRows(aspects: readonly number[], options: RowOptions): JustifiedRow[] {
  const { widthPixels, rowHeightPixels, gapPixels } = options;
  if (widthPixels <= 0 || rowHeightPixels <= 0) return [];
  const rows: JustifiedRow[] = [];
  let topPixels = 0;
  const close = (members: Array<{ index: number; aspect: number }>, isLast: boolean) => {
    const aspectSum = members.reduce((sum, member) => sum + member.aspect, 0);
    const room = widthPixels - gapPixels * (members.length - 1);
    const stretched = room / aspectSum;
    const heightPixels = isLast ? Math.min(rowHeightPixels, stretched) : stretched;
    let leftPixels = 0;
    const tiles = members.map(({ index, aspect }) => {
      const tile = { index, leftPixels, widthPixels: aspect * heightPixels };
      leftPixels += tile.widthPixels + gapPixels;
      return tile;
    });
    rows.push({ topPixels, heightPixels, tiles });
    topPixels += heightPixels + gapPixels;
  };
  let members: Array<{ index: number; aspect: number }> = [];
  let used = 0;
  for (const [index, aspect] of aspects.entries()) {
    const wanted = aspect * rowHeightPixels;
    // Half a hundredth of a pixel absorbs floating point, so that what fits exactly is not wrapped.
    if (members.length > 0 && used + gapPixels + wanted > widthPixels + 0.005) {
      close(members, false);
      members = [];
      used = 0;
    }
    used += (members.length > 0 ? gapPixels : 0) + wanted;
    members.push({ index, aspect });
  }
  if (members.length > 0) close(members, true);
  return rows;
}

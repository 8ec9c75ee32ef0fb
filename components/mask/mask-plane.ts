/** How far each pixel of a picture is masked: one byte a pixel, row by row, 255 where it is wholly. */
export interface MaskPlane {
  width: number;
  height: number;
  cover: Uint8Array<ArrayBuffer>;
}

/** A rectangle of whole pixels; right and bottom lie just outside. */
export interface Area {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Point {
  x: number;
  y: number;
}

/** Where the brush is, in pixels of the picture, and how wide it is there: a pen's pressure changes it within a stroke. */
export interface Dab extends Point {
  radius: number;
}

export type PaintMode = "add" | "remove";

export function emptyPlane(width: number, height: number): MaskPlane {
  return { width, height, cover: new Uint8Array(width * height) };
}

export const wholeArea = ({ width, height }: MaskPlane): Area => ({
  left: 0,
  top: 0,
  right: width,
  bottom: height,
});

export const isEmptyArea = ({ left, top, right, bottom }: Area): boolean => right <= left || bottom <= top;

export function joinedArea(one: Area, other: Area): Area {
  if (isEmptyArea(one)) return other;
  if (isEmptyArea(other)) return one;
  return {
    left: Math.min(one.left, other.left),
    top: Math.min(one.top, other.top),
    right: Math.max(one.right, other.right),
    bottom: Math.max(one.bottom, other.bottom),
  };
}

/** The pixels of the plane that lie within these bounds. */
function within(plane: MaskPlane, left: number, top: number, right: number, bottom: number): Area {
  return {
    left: Math.max(0, Math.floor(left)),
    top: Math.max(0, Math.floor(top)),
    right: Math.min(plane.width, Math.ceil(right)),
    bottom: Math.min(plane.height, Math.ceil(bottom)),
  };
}

/** The pixels that a piece of a stroke may touch. */
export function segmentArea(plane: MaskPlane, from: Dab, to: Dab): Area {
  const reach = Math.max(from.radius, to.radius) + 1;
  return within(
    plane,
    Math.min(from.x, to.x) - reach,
    Math.min(from.y, to.y) - reach,
    Math.max(from.x, to.x) + reach,
    Math.max(from.y, to.y) + reach,
  );
}

// What rounding can put a row's end wrong by, in pixels, many times over.
const rounding = 1e-6;

/** From where to where a row lies within this distance of a line; the first is the larger where it nowhere does. */
function rowWithin(from: Point, to: Point, distance: number, y: number): readonly [number, number] {
  let [left, right] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  if (distance < 0) return [left, right];
  for (const end of [from, to]) {
    const halfSquared = distance * distance - (y - end.y) * (y - end.y);
    if (halfSquared < 0) continue;
    const half = Math.sqrt(halfSquared);
    left = Math.min(left, end.x - half);
    right = Math.max(right, end.x + half);
  }
  // Between the two round ends, what is near enough to the line and beside it, not beyond an end.
  const [alongX, alongY, offY] = [to.x - from.x, to.y - from.y, y - from.y];
  const lengthSquared = alongX * alongX + alongY * alongY;
  const spread = distance * Math.sqrt(lengthSquared);
  let [first, last] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const [slope, low, high] of [
    [alongX, -offY * alongY, lengthSquared - offY * alongY],
    [alongY, offY * alongX - spread, offY * alongX + spread],
  ] as const) {
    if (slope === 0) {
      if (low > 0 || high < 0) return [left, right];
      continue;
    }
    first = Math.max(first, Math.min(low / slope, high / slope));
    last = Math.min(last, Math.max(low / slope, high / slope));
  }
  if (lengthSquared === 0 || first > last) return [left, right];
  return [Math.min(left, from.x + first), Math.max(right, from.x + last)];
}

/**
 * Paints a piece of a stroke: everything as near to the line as its brush is wide. A pixel takes the strongest of what
 * it had and what it is given, so that the pieces of one stroke, which overlap at their ends, leave no beads. The
 * softer the brush, the wider the part of its radius over which it fades; the hardest still fades over one pixel.
 *
 * What a row has of the brush's solid middle is filled as one run: a brush of a thousand pixels is a million of them.
 */
export function paintSegment(plane: MaskPlane, from: Dab, to: Dab, hardness: number, mode: PaintMode): void {
  const { width, cover } = plane;
  const area = segmentArea(plane, from, to);
  const fadeOf = (radius: number) => Math.max(1, radius * (1 - hardness));
  const widest = Math.max(from.radius, to.radius);
  const reach = widest + 0.5 + rounding;
  // Where the radius changes on the way, the narrowest brush's middle is solid all along.
  const narrowest = Math.min(from.radius, to.radius);
  const core = narrowest + 0.5 - fadeOf(narrowest) - rounding;
  const solid = mode === "add" ? 255 : 0;
  const paintRim = rimPainter(plane, from, to, hardness, mode);
  for (let y = area.top; y < area.bottom; y += 1) {
    const [rimLeft, rimRight] = rowWithin(from, to, reach, y + 0.5);
    const left = Math.max(area.left, Math.ceil(rimLeft - 0.5));
    const right = Math.min(area.right, Math.floor(rimRight + 0.5));
    if (left >= right) continue;
    const [coreLeft, coreRight] = rowWithin(from, to, core, y + 0.5);
    const begin = Math.max(left, Math.ceil(coreLeft - 0.5));
    const end = Math.min(right, Math.floor(coreRight + 0.5));
    if (begin >= end) {
      paintRim(y, left, right);
      continue;
    }
    paintRim(y, left, begin);
    cover.fill(solid, y * width + begin, y * width + end);
    paintRim(y, end, right);
  }
}

/** Paints single pixels of a row, each by how far from the line it is. */
function rimPainter(
  { width, cover }: MaskPlane,
  from: Dab,
  to: Dab,
  hardness: number,
  mode: PaintMode,
): (y: number, left: number, right: number) => void {
  const fromX = from.x;
  const fromY = from.y;
  const alongX = to.x - fromX;
  const alongY = to.y - fromY;
  const lengthSquared = alongX * alongX + alongY * alongY;
  const perLength = lengthSquared > 0 ? 1 / lengthSquared : 0;
  const startRadius = from.radius;
  const growth = to.radius - startRadius;
  const softness = 1 - hardness;
  const isSoft = Math.max(startRadius, to.radius) * softness > 1;
  const isAdded = mode === "add";
  const solid = isAdded ? 255 : 0;
  return (y, left, right) => {
    const offY = y + 0.5 - fromY;
    let at = y * width + left;
    for (let x = left; x < right; x += 1, at += 1) {
      const own = cover[at] ?? 0;
      if (own === solid) continue;
      const offX = x + 0.5 - fromX;
      let part = (offX * alongX + offY * alongY) * perLength;
      part = part < 0 ? 0 : part > 1 ? 1 : part;
      const awayX = offX - alongX * part;
      const awayY = offY - alongY * part;
      const radius = startRadius + growth * part;
      const fade = radius * softness;
      const room = radius + 0.5 - Math.sqrt(awayX * awayX + awayY * awayY);
      if (room <= 0) continue;
      let strength = 255;
      const rest = fade > 1 ? room / fade : room;
      if (rest < 1) strength = (255 * (isSoft ? rest * rest * (3 - 2 * rest) : rest) + 0.5) | 0;
      if (isAdded) {
        if (strength > own) cover[at] = strength;
      } else if (255 - strength < own) cover[at] = 255 - strength;
    }
  };
}

/** The pixels that a closed outline may touch. */
export function outlineArea(plane: MaskPlane, points: readonly Point[]): Area {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  return points.length < 3
    ? { left: 0, top: 0, right: 0, bottom: 0 }
    : within(plane, Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys));
}

// Rows are looked at four times each and columns exactly: a slanted edge then has no steps that the eye finds.
const looksPerRow = 4;

interface Edge {
  top: number;
  bottom: number;
  x: number;
  perRow: number;
  winding: 1 | -1;
}

function edgesOf(points: readonly Point[]): Edge[] {
  const edges: Edge[] = [];
  let before = points.at(-1);
  for (const point of points) {
    const from = before ?? point;
    before = point;
    if (from.y === point.y) continue;
    const [upper, lower] = from.y < point.y ? [from, point] : [point, from];
    edges.push({
      top: upper.y,
      bottom: lower.y,
      x: upper.x,
      perRow: (lower.x - upper.x) / (lower.y - upper.y),
      winding: from.y < point.y ? 1 : -1,
    });
  }
  return edges.toSorted((one, other) => one.top - other.top);
}

/** Fills a closed outline, whatever way it winds: where a lasso crosses itself nothing falls out. */
export function paintOutline(plane: MaskPlane, points: readonly Point[], mode: PaintMode): void {
  const area = outlineArea(plane, points);
  if (isEmptyArea(area)) return;
  const edges = edgesOf(points);
  const { width, cover } = plane;
  const row = new Float32Array(area.right - area.left);
  let living: Edge[] = [];
  let next = 0;
  for (let y = area.top; y < area.bottom; y += 1) {
    for (let edge = edges[next]; edge && edge.top < y + 1; edge = edges[next]) {
      living.push(edge);
      next += 1;
    }
    living = living.filter(({ bottom }) => bottom > y);
    row.fill(0);
    for (let look = 0; look < looksPerRow; look += 1) {
      const at = y + (look + 0.5) / looksPerRow;
      const crossings = living
        .filter(({ top, bottom }) => top <= at && at < bottom)
        .map((edge) => ({ x: edge.x + (at - edge.top) * edge.perRow, winding: edge.winding }))
        .toSorted((one, other) => one.x - other.x);
      let winding = 0;
      let from = 0;
      for (const crossing of crossings) {
        if (winding === 0) from = crossing.x;
        winding += crossing.winding;
        if (winding === 0) addSpan(row, from - area.left, crossing.x - area.left);
      }
    }
    const begin = y * width + area.left;
    for (let x = 0; x < row.length; x += 1) {
      const strength = Math.min(255, Math.round(((row[x] ?? 0) * 255) / looksPerRow));
      if (strength === 0) continue;
      const own = cover[begin + x] ?? 0;
      cover[begin + x] = mode === "add" ? Math.max(own, strength) : Math.min(own, 255 - strength);
    }
  }
}

/** Adds to each pixel how much of it lies between two columns. */
function addSpan(row: Float32Array, fromX: number, toX: number): void {
  const [from, to] = [Math.max(0, fromX), Math.min(row.length, toX)];
  if (to <= from) return;
  const [first, last] = [Math.floor(from), Math.floor(to)];
  if (first === last) {
    row[first] = (row[first] ?? 0) + to - from;
    return;
  }
  row[first] = (row[first] ?? 0) + first + 1 - from;
  for (let x = first + 1; x < last; x += 1) row[x] = (row[x] ?? 0) + 1;
  if (last < row.length) row[last] = (row[last] ?? 0) + to - last;
}

export function fillPlane(plane: MaskPlane, value: 0 | 255): void {
  plane.cover.fill(value);
}

export function invertPlane({ cover }: MaskPlane): void {
  for (let at = 0; at < cover.length; at += 1) cover[at] = 255 - (cover[at] ?? 0);
}

/** How many pixels a picture grows by on each side; below zero it is cut there. */
export interface Margins {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export const noMargins: Margins = { left: 0, top: 0, right: 0, bottom: 0 };

/** The plane of the picture with more (or less) on each side; what is new is covered wholly: it has to be painted. */
export function extendedPlane(plane: MaskPlane, margins: Margins): MaskPlane {
  const width = plane.width + margins.left + margins.right;
  const height = plane.height + margins.top + margins.bottom;
  const extended: MaskPlane = { width, height, cover: new Uint8Array(width * height).fill(255) };
  const fromX = Math.max(0, -margins.left);
  const toX = Math.min(plane.width, plane.width + margins.right);
  for (let y = Math.max(0, -margins.top); y < Math.min(plane.height, plane.height + margins.bottom); y += 1)
    extended.cover.set(
      plane.cover.subarray(y * plane.width + fromX, y * plane.width + toX),
      (y + margins.top) * width + fromX + margins.left,
    );
  return extended;
}

/** The part of the picture that is covered, from 0 to 1; by every fourth pixel of every fourth row, as it is only said. */
export function coveredPart({ width, height, cover }: MaskPlane): number {
  let [sum, count] = [0, 0];
  const step = width * height > 65_536 ? 4 : 1;
  for (let y = 0; y < height; y += step)
    for (let x = 0; x < width; x += step) {
      sum += cover[y * width + x] ?? 0;
      count += 1;
    }
  return count === 0 ? 0 : sum / (255 * count);
}

export function isBlankPlane({ cover }: MaskPlane): boolean {
  return cover.every((value) => value === 0);
}

/**
 * Where a row of a plan stands on its axes, such as Steps 20 by Guidance scale 3.5. It is written into the row's label,
 * which the history keeps and every colleague sees, so that a plan is drawn as a grid from a link alone, before the
 * first of its rows has been sent.
 */
export interface Coordinate {
  axis: string;
  value: string;
}

const between = " · ";
const afterAxis = ": ";
// As much of a prompt as tells it from its neighbours.
const longestValue = 60;
const longestLabel = 200;

/** A value as one line that holds none of the marks a label is taken apart by. */
function labelPart(value: string): string {
  const line = value.replace(/\s+/g, " ").replaceAll("·", "-").trim();
  return line.length > longestValue ? `${line.slice(0, longestValue - 1).trimEnd()}…` : line || "–";
}

export function labelOf(coordinates: readonly Coordinate[]): string {
  return coordinates
    .map(({ axis, value }) => `${axis}${afterAxis}${labelPart(value)}`)
    .join(between)
    .slice(0, longestLabel);
}

/** The labels, with a number put to those that would be the same as one before. */
export function distinctLabels(labels: readonly string[]): string[] {
  const taken = new Set<string>();
  return labels.map((label) => {
    let own = label;
    for (let number = 2; taken.has(own); number += 1) {
      const mark = ` (${number})`;
      own = label.slice(0, longestLabel - mark.length) + mark;
    }
    taken.add(own);
    return own;
  });
}

function coordinatesOf(label: string): Coordinate[] | null {
  const coordinates = label.split(between).map((part) => {
    const at = part.indexOf(afterAxis);
    return at > 0 ? { axis: part.slice(0, at), value: part.slice(at + afterAxis.length) } : null;
  });
  return coordinates.some((each) => each === null) ? null : coordinates.flatMap((each) => each ?? []);
}

export interface PlanGrid {
  /** Every axis of the plan that has more than one value, in the order of the labels. */
  axes: string[];
  across: string | null;
  down: string[];
  columns: string[];
  rows: Array<{
    label: string;
    /** For each column the positions of the plan's rows that stand there. */
    cells: number[][];
  }>;
}

/**
 * The rows of a plan as a grid: one axis across (models beside each other, where there are several), the others down.
 * Null where the labels are no coordinates, as those of a sheet.
 */
export function gridOf(labels: readonly string[], chosenAcross: string | null = null): PlanGrid | null {
  const points = labels.map(coordinatesOf);
  const first = points[0];
  if (!first || labels.length < 2) return null;
  const names = first.map(({ axis }) => axis);
  const complete = points.flatMap((point) => (point ? [point] : []));
  const isAlike = (point: readonly Coordinate[]) =>
    point.length === names.length && point.every(({ axis }, index) => axis === names[index]);
  if (complete.length < points.length || !complete.every(isAlike)) return null;

  const valuesOf = (index: number) => [...new Set(complete.map((point) => point[index]?.value ?? ""))];
  const axes = names.filter((_, index) => valuesOf(index).length > 1);
  // Beside each other what is compared first: models, or else what was written last, whose values are the shortest.
  const usual = axes[0] === names[0] ? axes[0] : axes.at(-1);
  const across = chosenAcross !== null && axes.includes(chosenAcross) ? chosenAcross : (usual ?? null);
  const acrossIndex = across === null ? -1 : names.indexOf(across);
  const columns = acrossIndex < 0 ? [""] : valuesOf(acrossIndex);
  const down = axes.filter((axis) => axis !== across);
  const rows = new Map<string, number[][]>();
  for (const [position, point] of complete.entries()) {
    const label = down.map((axis) => point[names.indexOf(axis)]?.value ?? "").join(between);
    const cells = rows.get(label) ?? columns.map((): number[] => []);
    cells[acrossIndex < 0 ? 0 : columns.indexOf(point[acrossIndex]?.value ?? "")]?.push(position);
    rows.set(label, cells);
  }
  return {
    axes,
    across,
    down,
    columns,
    rows: [...rows].map(([label, cells]) => ({ label, cells })),
  };
}

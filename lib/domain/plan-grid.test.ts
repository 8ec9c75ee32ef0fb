import * as fc from "fast-check";
import { expect, test } from "vitest";
import { distinctLabels, gridOf, labelOf } from "./plan-grid";

const label = (model: string, steps: number) =>
  labelOf([
    { axis: "Model", value: model },
    { axis: "Steps", value: String(steps) },
  ]);

test("models stand beside each other, and the other axis runs down", () => {
  const labels = ["Flux", "Seed"].flatMap((model) => [20, 30].map((steps) => label(model, steps)));
  expect(gridOf(labels)).toEqual({
    axes: ["Model", "Steps"],
    across: "Model",
    down: ["Steps"],
    columns: ["Flux", "Seed"],
    rows: [
      { label: "20", cells: [[0], [2]] },
      { label: "30", cells: [[1], [3]] },
    ],
  });
  expect(gridOf(labels, "Steps")).toMatchObject({ columns: ["20", "30"], down: ["Model"] });
});

test("the names of a sheet are no grid, and a place nobody planned stays empty", () => {
  expect(gridOf(["Barrel", "Crate"])).toBeNull();
  expect(gridOf([label("Flux", 20), "Crate"])).toBeNull();
  expect(gridOf([label("Flux", 20), label("Seed", 30)])?.rows).toEqual([
    { label: "20", cells: [[0], []] },
    { label: "30", cells: [[], [1]] },
  ]);
});

test("labels stay within what the queue takes, and no two are the same", () => {
  const long = labelOf([{ axis: "Prompt", value: "a ".repeat(500) }]);
  const labels = distinctLabels([long, long, long, "x".repeat(200), "x".repeat(200)]);
  expect(new Set(labels).size).toBe(5);
  expect(labels.every((each) => each.length <= 200)).toBe(true);
});

test("whatever the values are, every row of a plan has its one place in the grid", () => {
  const values = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 30 }), { minLength: 2, maxLength: 5 });
  fc.assert(
    fc.property(values, values, (prompts, models) => {
      const labels = models.flatMap((model) =>
        prompts.map((prompt) =>
          labelOf([
            { axis: "Model", value: model },
            { axis: "Prompt", value: prompt },
          ]),
        ),
      );
      const placed = gridOf(labels)?.rows.flatMap(({ cells }) => cells.flat()) ?? [];
      expect(placed.toSorted((a, b) => a - b)).toEqual(labels.map((_, index) => index));
    }),
  );
});

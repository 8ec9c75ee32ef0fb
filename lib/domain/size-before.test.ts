import { expect, test } from "vitest";
import type { ModelRequest } from "./request";
import { sizeMadeBefore } from "./size-before";

const run = (modelId: string, asked: object, normalized?: object) => ({
  request: {
    kind: "model",
    modelId,
    parameters: asked,
    references: [],
    mask: null,
    sessionName: null,
  } as ModelRequest,
  ...(normalized ? { normalized } : {}),
});

const square = { width: 1000, height: 1000 };

test("a size that the model made into another before is told as what it made last", () => {
  const runs = [
    run("a", square),
    run("a", { width: 1000, height: 500 }, { width: 1024, height: 512 }),
    run("a", square, { width: 1024 }),
    run("a", square, { width: 960, height: 960 }),
  ];
  expect(sizeMadeBefore(runs, "a", square)).toEqual({ width: 1024, height: 1000 });
  expect(sizeMadeBefore(runs, "b", square)).toBeNull();
  expect(sizeMadeBefore(runs, "a", { width: 1000 })).toBeNull();
  expect(sizeMadeBefore(runs, "a", {})).toBeNull();
});

test("a size that was kept the last time is not warned of", () => {
  const runs = [run("a", square, square), run("a", square, { width: 960, height: 960 })];
  expect(sizeMadeBefore(runs, "a", square)).toBeNull();
});

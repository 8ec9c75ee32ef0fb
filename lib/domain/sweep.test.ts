import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parameterDefinition } from "./parameters";
import { maxSweepValues, parameterNamed, readSweep, sweepChoices, sweepExample, sweepKeys } from "./sweep";

const labels = (...given: Parameters<typeof readSweep>) =>
  readSweep(...given).values.map(({ label }) => label);

test.each([
  ["20, 30; 40", ["20", "30", "40"]],
  ["20..60 step 10", ["20", "30", "40", "50", "60"]],
  ["60..20 step 20", ["60", "40", "20"]],
  ["10, 1..3, 2", ["10", "1", "2", "3"]],
  ["1 to 3", ["1", "2", "3"]],
  ["20..45 step 10", ["20", "30", "40"]],
  ["", []],
])("steps written %j are %j", (text, expected) => {
  expect(labels("numInferenceSteps", text)).toEqual(expected);
  expect(readSweep("numInferenceSteps", text).problems).toEqual([]);
});

test("fractions come out as they would be written", () => {
  expect(labels("promptStrength", "0..1 step 0.1")).toEqual([
    "0",
    "0.1",
    "0.2",
    "0.3",
    "0.4",
    "0.5",
    "0.6",
    "0.7",
    "0.8",
    "0.9",
    "1",
  ]);
});

test("sizes, choices and switches are read as they are said", () => {
  expect(readSweep("size", "1024x768, 512 × 512 px").values.map(({ parameters }) => parameters)).toEqual([
    { width: 1024, height: 768 },
    { width: 512, height: 512 },
  ]);
  expect(labels("quality", "low, High")).toEqual(["low", "high"]);
  expect(readSweep("removeBackground", "on, no").values.map(({ parameters }) => parameters)).toEqual([
    { removeBackground: true },
    { removeBackground: false },
  ]);
  expect(labels("seed", "random, 7")).toEqual(["random", "7"]);
});

test("what cannot be read is named, and the rest stays", () => {
  const sweep = readSweep("batchSize", "2, many, 17, 4, 1..1000000, 1..4 step 0");
  expect(sweep.values.map(({ label }) => label)).toEqual(["2", "4"]);
  expect(sweep.problems).toEqual([
    "Batch size must be a number, not “many”.",
    "Batch size must be at most 16: “17”.",
    `“1..1000000” has no end, or more than ${maxSweepValues} values.`,
    `“1..4 step 0” has no end, or more than ${maxSweepValues} values.`,
  ]);
});

test("every example and every choice that is offered can be read", () => {
  for (const key of sweepKeys) {
    const { values, problems } = readSweep(key, sweepChoices(key)?.join(", ") ?? sweepExample(key));
    expect(problems, key).toEqual([]);
    expect(values.length, key).toBeGreaterThan(1);
  }
});

test("any range stays within its ends, evenly spaced, and never grows beyond the limit", () => {
  const whole = fc.integer({ min: 1, max: 5_000 });
  fc.assert(
    fc.property(whole, whole, fc.integer({ min: 1, max: 500 }), (from, to, step) => {
      const values = labels("numInferenceSteps", `${from}..${to} step ${step}`).map(Number);
      expect(values.length).toBeLessThanOrEqual(maxSweepValues);
      for (const [index, value] of values.entries()) {
        expect(value).toBe(from + (to < from ? -1 : 1) * step * index);
        expect(value).toBeGreaterThanOrEqual(Math.min(from, to));
        expect(value).toBeLessThanOrEqual(Math.max(from, to));
      }
    }),
  );
});

test("any text is either values or sentences, never a crash", () => {
  fc.assert(
    fc.property(fc.constantFrom(...sweepKeys), fc.string(), (key, text) => {
      const { values, problems } = readSweep(key, text);
      expect(values.every(({ label }) => label !== "") && problems.every(Boolean)).toBe(true);
    }),
  );
});

test("a column is a parameter by its label or its key", () => {
  expect(parameterNamed("Guidance scale")).toBe("guidanceScale");
  expect(parameterNamed("guidance_scale")).toBe("guidanceScale");
  expect(parameterNamed("steps")).toBe("numInferenceSteps");
  expect(parameterNamed("T/A pose")).toBe("useTaPose");
  expect(parameterNamed("biome")).toBeNull();
  expect(parameterDefinition("numInferenceSteps").label).toBe("Steps");
});

import { expect, test } from "vitest";
import type { ValueSchema, WorkflowInput } from "./workflow";
import { inputsProblem } from "./workflow-check";

const input = (over: Partial<WorkflowInput>): WorkflowInput => ({
  name: "views",
  label: "Views",
  type: "number",
  isRequired: false,
  description: "",
  schema: null,
  defaultValue: null,
  ...over,
});
const views = (schema: ValueSchema | null, over: Partial<WorkflowInput> = {}) => ({
  inputs: [input({ schema, ...over })],
});

test("inputs that a schema does not allow are refused by the label of the first", () => {
  expect(inputsProblem(views({ maximum: 8 }), { views: 9 })).toBe("“Views”: This must be at most 8.");
  expect(inputsProblem(views({ maximum: 8 }), { views: 8, unknown: 1 })).toBeNull();
});

test("what is needed may be left out only where the workflow has a default", () => {
  expect(inputsProblem(views(null, { isRequired: true }), {})).toBe("“Views” is needed.");
  expect(inputsProblem(views(null, { isRequired: true, defaultValue: 4 }), {})).toBeNull();
  expect(inputsProblem(views(null, { isRequired: true, name: "__proto__" }), {})).toBe("“Views” is needed.");
});

test("nothing is held against files and schemas that make no sense", () => {
  expect(inputsProblem(views({ type: "object" }, { type: "file" }), { views: "an id" })).toBeNull();
  expect(inputsProblem(views({ $ref: "#" }), { views: 9 })).toBeNull();
});

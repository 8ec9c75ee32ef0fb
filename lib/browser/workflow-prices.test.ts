import { expect, test } from "vitest";
import type { WorkflowInput } from "../domain/workflow";
import { defaultRequest } from "./workflow-prices";

const id = "22222222-2222-2222-2222-222222222222";
const input = (over: Partial<WorkflowInput>): WorkflowInput => ({
  name: "field",
  label: "Field",
  type: "string",
  isRequired: true,
  description: "",
  schema: null,
  defaultValue: null,
  ...over,
});
const asked = (...inputs: WorkflowInput[]) => defaultRequest({ id, inputs })?.inputs ?? null;

test("a list's price is asked for the workflow's own defaults, with some words where words are needed", () => {
  expect(
    asked(
      input({ name: "idea", type: "prompt" }),
      input({ name: "views", type: "number", defaultValue: 4 }),
      input({ name: "note", isRequired: false }),
    ),
  ).toEqual({ idea: "A lantern", views: 4 });
});

test("where something has to be chosen first there is nothing to ask", () => {
  expect(asked(input({ type: "file" }))).toBeNull();
  expect(asked(input({ type: "number" }))).toBeNull();
  expect(asked(input({ schema: { type: "string", pattern: "^[0-9]+$" } }))).toBeNull();
});

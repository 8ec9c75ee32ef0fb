import { expect, test } from "vitest";
import type { WorkflowInput } from "../domain/workflow";
import { controlFor, formValue } from "./input-control";
import { inputsDifference, inputWords } from "./input-words";

const input = (over: Partial<WorkflowInput>): WorkflowInput => ({
  name: "field",
  label: "Field",
  type: "string",
  isRequired: false,
  description: "",
  schema: null,
  defaultValue: null,
  ...over,
});

const words = (over: Partial<WorkflowInput>, json: unknown) => {
  const control = controlFor(input(over));
  return inputWords(control, formValue(control, json));
};

test("what stands in a field is told as a person would read it there", () => {
  expect(words({}, "a fox")).toBe("a fox");
  expect(words({ type: "boolean" }, false)).toBe("Off");
  expect(words({ schema: { oneOf: [{ const: 7, title: "Seven" }] } }, 7)).toBe("Seven");
  expect(words({ schema: { type: "array", items: { enum: ["a", "b"] } } }, ["a", "b"])).toBe("a, b");
  const shot = { type: "object", properties: { caption: { title: "Caption", type: "string" } } };
  expect(words({ schema: { type: "array", items: shot } }, [{ caption: "Dawn" }, { caption: "Dusk" }])).toBe(
    "Caption: Dawn · Caption: Dusk",
  );
  expect(words({ type: "file" }, null)).toBeNull();
});

test("only what changes is a line, and a file is the same by whichever name it is known", () => {
  const inputs = [input({ name: "idea", label: "Idea" }), input({ name: "art", label: "Art", type: "file" })];
  const file = { fileId: "11111111-1111-1111-1111-111111111111", uploadId: null, contentType: "" };
  expect(
    inputsDifference(
      inputs,
      { idea: "a fox", art: { ...file, name: "" } },
      { idea: "an owl", art: { ...file, name: "castle.png" } },
    ),
  ).toEqual([{ label: "Idea", before: "a fox", after: "an owl" }]);
});

import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { ValueSchema, WorkflowInput } from "../domain/workflow";
import {
  checkInput,
  checkInputs,
  controlFor,
  defaultProblem,
  defaultValues,
  formValue,
} from "./input-control";
import { inputWords } from "./input-words";

const keywords = [
  "type",
  "enum",
  "const",
  "items",
  "properties",
  "required",
  "oneOf",
  "anyOf",
  "allOf",
  "not",
  "$ref",
  "$defs",
  "pattern",
  "format",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "multipleOf",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
  "uniqueItems",
  "additionalProperties",
  "nullable",
  "title",
  "contentMediaType",
  "__proto__",
];

const typeName = fc.constantFrom(
  "string",
  "number",
  "integer",
  "boolean",
  "array",
  "object",
  "null",
  "colour",
);

/** Schemas as somebody might write them, with a good deal of nonsense among it. */
const schema = fc.letrec<{ node: ValueSchema }>((tie) => ({
  node: fc
    .array(
      fc.tuple(
        fc.constantFrom(...keywords),
        fc.oneof(
          { depthSize: "small", withCrossShrink: true },
          fc.oneof(typeName, fc.constantFrom("#", "#/$defs/a", "(", "^a+$", "uuid", "image/*")),
          fc.integer({ min: -2, max: 9 }),
          fc.jsonValue({ maxDepth: 1 }),
          fc.array(typeName, { maxLength: 2 }),
          tie("node"),
          fc.array(tie("node"), { maxLength: 2 }),
          fc.dictionary(fc.constantFrom("a", "b", "file", "__proto__"), tie("node"), { maxKeys: 3 }),
        ),
      ),
      { maxLength: 5 },
    )
    .map((entries) => Object.fromEntries(entries) as ValueSchema),
})).node;

const input = fc.record<WorkflowInput>({
  name: fc.constantFrom("field", "__proto__", "constructor", "file"),
  label: fc.constant("Field"),
  type: fc.oneof(typeName, fc.constantFrom("file", "file[]", "prompt", "hologram", "string[]")),
  isRequired: fc.boolean(),
  description: fc.constant(""),
  schema: fc.option(schema),
  defaultValue: fc.jsonValue({ maxDepth: 2 }),
});

test("no schema breaks the form: every input has a control, takes any value, and gives JSON or a sentence", () => {
  fc.assert(
    fc.property(input, fc.jsonValue({ maxDepth: 3 }), (one, json) => {
      const control = controlFor(one);
      const value = formValue(control, json);
      const checked = checkInput(one, value);
      const said = "problem" in checked ? checked.problem.sentence : null;
      expect(said === null || /^[A-Z“].*\.?$/s.test(said)).toBe(true);
      expect(() => JSON.stringify(checked)).not.toThrow();
      inputWords(control, value);
      defaultProblem(one);
      checkInputs([one], defaultValues([one]));
    }),
    { numRuns: 2_000 },
  );
});

import { expect, test } from "vitest";
import type { ValueSchema, WorkflowInput } from "@/lib/domain/workflow";
import {
  checkInput,
  checkInputs,
  controlFor,
  defaultValues,
  type FormValue,
  formValue,
  ownValue,
  recalledValues,
  withValue,
} from "./input-control";

const input = (
  type: string,
  schema: ValueSchema | null = null,
  over: Partial<WorkflowInput> = {},
): WorkflowInput => ({
  name: "field",
  label: "Field",
  type,
  isRequired: false,
  description: "",
  schema,
  defaultValue: null,
  ...over,
});

const fileId = "11111111-1111-1111-1111-111111111111";

test.each([
  ["string", { maxLength: 80 }, "text"],
  ["prompt", null, "text"],
  ["number", null, "number"],
  ["integer", null, "number"],
  ["boolean", null, "toggle"],
  ["enum", { enum: ["a", "b"] }, "choice"],
  ["string", { type: "string", enum: ["a"] }, "choice"],
  ["number", { type: "integer", enum: [3, 5] }, "choice"],
  ["file", { type: "string", format: "uuid" }, "file"],
  ["array", { type: "array", items: { type: "string" } }, "lines"],
  ["array", { type: "array", items: { type: "number" } }, "json"],
  ["array", { type: "array", items: { type: "string", format: "uuid" } }, "json"],
  ["object", { type: "object" }, "json"],
  ["colour", { type: "string" }, "text"],
  ["file", { type: "array", items: { type: "string", format: "uuid" } }, "files"],
  ["file[]", null, "files"],
  ["string", { oneOf: [{ const: "a", title: "A" }, { const: "b" }] }, "choice"],
  ["hologram", { anyOf: [{ const: 1 }] }, "choice"],
  ["string", { oneOf: [{ const: "a" }, { type: "string" }] }, "text"],
  ["string", { enum: [null] }, "text"],
  ["hologram", null, "json"],
  ["hologram", { type: ["null", "boolean"] }, "toggle"],
] as const)("an input of type %s with schema %j is asked for as %s", (type, schema, kind) => {
  expect(controlFor(input(type, schema as ValueSchema | null)).kind).toBe(kind);
});

test("a schema that is nonsense does not break the field", () => {
  expect(controlFor(input("number", { minimum: "low", maximum: Number.NaN })).kind).toBe("number");
  expect(controlFor(input("array", { items: 7 })).kind).toBe("json");
  expect(controlFor(input("enum", { enum: [] })).kind).toBe("json");
});

const chosen = { fileId, uploadId: null, name: "a.png", contentType: "image/png" };

const problems: Array<[string, ValueSchema | null, FormValue, string]> = [
  ["prompt", { maxLength: 5 }, "abcdef", "At most 5 characters; this has 6."],
  ["number", { minimum: 2 }, 1, "This must be at least 2."],
  ["number", { maximum: 8 }, 9, "This must be at most 8."],
  ["integer", null, 1.5, "This must be a whole number."],
  ["enum", { enum: ["a"] }, "gone", "Choose one of the list."],
  [
    "file",
    null,
    { fileId: null, uploadId: "u", name: "a.png", contentType: "" },
    "Wait until the upload is done.",
  ],
  [
    "file",
    null,
    { fileId: null, uploadId: null, name: "a.png", contentType: "" },
    "The upload was interrupted; choose the file again.",
  ],
  ["array", { items: { type: "string" }, maxItems: 1 }, "a\nb", "At most 1 lines; this has 2."],
  ["number", { exclusiveMinimum: 0 }, 0, "This must be more than 0."],
  ["number", { exclusiveMaximum: 1 }, 1, "This must be less than 1."],
  ["number", { minimum: 0, exclusiveMinimum: true }, 0, "This must be more than 0."],
  ["integer", { exclusiveMinimum: 2 }, 2, "This must be at least 3."],
  ["integer", { exclusiveMaximum: 5, maximum: 9 }, 5, "This must be at most 4."],
  ["string", { oneOf: [{ const: "a", title: "A" }] }, "A", "Choose one of the list."],
  ["file[]", { minItems: 2 }, [chosen], "At least 2 files are needed."],
  ["file[]", { maxItems: 1 }, [chosen, chosen], "At most 1 files; this has 2."],
  [
    "file[]",
    null,
    [chosen, { fileId: null, uploadId: "u", name: "a.png", contentType: "" }],
    "Wait until the upload is done.",
  ],
  [
    "object",
    null,
    "{ name: 1 }",
    "This is not JSON yet: look at line 1, character 3. Texts need double quotes, and no comma follows the last entry.",
  ],
  [
    "object",
    null,
    '{\n  "a": 1,\n}',
    "This is not JSON yet: look at line 3, character 1. Texts need double quotes, and no comma follows the last entry.",
  ],
  [
    "array",
    null,
    "[1,",
    "This is not JSON yet: it ends too early. Texts need double quotes, and no comma follows the last entry.",
  ],
  ["object", null, "[1]", "This must be an object in curly brackets."],
  ["array", { items: {} }, "{}", "This must be a list in square brackets."],
];

test.each(problems)("an input of type %s with %j refuses %j in words", (type, schema, value, error) => {
  expect(checkInput(input(type, schema), value)).toEqual({ error });
});

test("an empty field that must be filled says so, one that need not be is left to the workflow", () => {
  expect(checkInput(input("prompt", null, { isRequired: true }), "  ")).toEqual({ error: "This is needed." });
  expect(checkInput(input("prompt"), "")).toEqual({ isLeftOut: true });
  expect(checkInput(input("file", null, { isRequired: true }), null)).toEqual({ error: "Choose a file." });
  expect(checkInput(input("boolean"), null)).toEqual({ isLeftOut: true });
  expect(checkInput(input("boolean", null, { isRequired: true }), null)).toEqual({ json: false });
});

test("what a field holds comes back as the value it was made from, for every kind of control", () => {
  const cases: Array<[WorkflowInput, unknown]> = [
    [input("prompt"), "a fox\nin two lines"],
    [input("number"), 0.25],
    [input("boolean"), false],
    [input("enum", { enum: [3, 5, "auto"] }), 5],
    [input("file"), fileId],
    [input("array", { items: { type: "string" } }), ["potion", "key"]],
    [input("file[]"), [fileId, fileId]],
    [input("string", { oneOf: [{ const: 7, title: "Seven" }] }), 7],
    [input("object"), { nested: [1, { deep: true }] }],
  ];
  for (const [field, json] of cases)
    expect(checkInput(field, formValue(controlFor(field), json))).toEqual({ json });
});

test("a default that does not fit its field leaves the field empty", () => {
  expect(defaultValues([input("number", null, { defaultValue: "four" })])).toEqual({ field: null });
});

test("recalling a run replaces the form: what that run left out is empty, not the default", () => {
  const inputs = [
    input("number", null, { name: "views", defaultValue: 4 }),
    input("prompt", null, { name: "character" }),
  ];
  expect(recalledValues(inputs, { character: "a fox", unknown: 1 })).toEqual({
    views: null,
    character: "a fox",
  });
});

test("the form gives a run what is right and names what is not", () => {
  const inputs = [
    input("prompt", null, { name: "character", isRequired: true }),
    input("number", { maximum: 8 }, { name: "views" }),
    input("string", null, { name: "notes" }),
  ];
  expect(checkInputs(inputs, { character: "a fox", views: 9 })).toEqual({
    inputs: { character: "a fox" },
    errors: { views: "This must be at most 8." },
  });
});

test("an input may be named like what every object has", () => {
  const names = ["__proto__", "constructor", "toString"];
  const inputs = names.map((name) => input("prompt", null, { name, isRequired: true }));
  const empty = checkInputs(inputs, {});
  expect(Object.keys(empty.errors)).toEqual(names);
  expect(ownValue(checkInputs([], {}).errors, "__proto__")).toBeUndefined();
  expect(Object.values(recalledValues(inputs, {}))).toEqual([null, null, null]);

  let values = {};
  for (const name of names) values = withValue(values, defaultValues(inputs), name, () => `a ${name}`);
  expect(JSON.stringify(checkInputs(inputs, values).inputs)).toBe(
    '{"__proto__":"a __proto__","constructor":"a constructor","toString":"a toString"}',
  );
});

test("a change starts from what is there, and from the default only while the field is untouched", () => {
  const seen: FormValue[] = [];
  const see = (last: FormValue) => {
    seen.push(last);
    return null;
  };
  const touched = withValue({}, { field: "default" }, "field", see);
  withValue(touched, { field: "default" }, "field", see);
  expect(seen).toEqual(["default", null]);
});

test("a choice is labelled by its titles, and offers null only where it must be chosen", () => {
  const schema = { oneOf: [{ const: "hd", title: "High" }, { const: "sd" }, { const: null }] };
  const labels = (isRequired: boolean) => {
    const control = controlFor(input("string", schema, { isRequired }));
    return control.kind === "choice" ? control.choices.map(({ label }) => label) : [];
  };
  expect(labels(false)).toEqual(["High", "sd"]);
  expect(labels(true)).toEqual(["High", "sd", "None"]);
  expect(checkInput(input("string", schema, { isRequired: true }), null)).toEqual({
    error: "Choose one of the list.",
  });
  expect(checkInput(input("string", schema), null)).toEqual({ isLeftOut: true });
});

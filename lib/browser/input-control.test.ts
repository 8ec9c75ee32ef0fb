import { expect, test } from "vitest";
import { problemSentence } from "../domain/value-schema";
import type { ValueSchema, WorkflowInput } from "../domain/workflow";
import {
  type CheckedInput,
  checkInput,
  checkInputs,
  controlFor,
  defaultProblem,
  defaultValues,
  type FormValue,
  formValue,
  ownValue,
  recalledValues,
  withFiles,
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
  ["array", { type: "array", items: { type: "number" } }, "list"],
  ["array", { type: "array", items: { type: "string", maxLength: 2_000 } }, "list"],
  ["array", { type: "array", items: { type: "string", enum: ["a", "b"] } }, "several"],
  ["array", { type: "array", items: { type: "string", format: "file-id" } }, "files"],
  ["array", { type: "array", items: {} }, "json"],
  ["array", { type: "array", items: [{ type: "string" }, { type: "number" }] }, "json"],
  ["object", { type: "object", properties: { width: { type: "integer" } } }, "fields"],
  ["object", { type: "object", additionalProperties: { type: "number" } }, "json"],
  ["string", { type: "array", items: { type: "string" } }, "lines"],
  ["string", { anyOf: [{ type: "integer", minimum: 2 }, { type: "null" }] }, "number"],
  ["mood", { $defs: { mood: { enum: ["calm", "wild"] } }, allOf: [{ $ref: "#/$defs/mood" }] }, "choice"],
  ["image", { type: "string", format: "uuid" }, "file"],
  ["string", { type: "string", contentMediaType: "image/*" }, "file"],
  ["string[]", null, "lines"],
  ["number[]", null, "list"],
  ["hologram[]", null, "json"],
  ["constructor", null, "json"],
  ["hologram", { $ref: "#" }, "json"],
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

const sentenceOf = (checked: CheckedInput) =>
  "problem" in checked ? problemSentence(checked.problem) : null;
const key = (json: unknown) => JSON.stringify(json);

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
  expect(sentenceOf(checkInput(input(type, schema), value))).toBe(error);
});

test("an empty field that must be filled says so, one that need not be is left to the workflow", () => {
  expect(sentenceOf(checkInput(input("prompt", null, { isRequired: true }), "  "))).toBe("This is needed.");
  expect(checkInput(input("prompt"), "")).toEqual({ isLeftOut: true });
  expect(sentenceOf(checkInput(input("file", null, { isRequired: true }), null))).toBe("Choose a file.");
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
    problems: { views: { path: [], sentence: "This must be at most 8." } },
  });
});

test("an input may be named like what every object has", () => {
  const names = ["__proto__", "constructor", "toString"];
  const inputs = names.map((name) => input("prompt", null, { name, isRequired: true }));
  const empty = checkInputs(inputs, {});
  expect(Object.keys(empty.problems)).toEqual(names);
  expect(ownValue(checkInputs([], {}).problems, "__proto__")).toBeUndefined();
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
  expect(sentenceOf(checkInput(input("string", schema, { isRequired: true }), null))).toBe(
    "Choose one of the list.",
  );
  expect(checkInput(input("string", schema), null)).toEqual({ isLeftOut: true });
});

test("a number and the text of its digits are two choices", () => {
  const field = input("string", { enum: [3, "3", "4"] });
  const control = controlFor(field);
  expect(control.kind === "choice" && control.choices.map(({ label }) => label)).toEqual([
    "3",
    "3 (as text)",
    "4",
  ]);
  expect(checkInput(field, key(3))).toEqual({ json: 3 });
  expect(checkInput(field, key("3"))).toEqual({ json: "3" });
  expect(formValue(control, "3")).toBe(key("3"));
});

const scene: ValueSchema = {
  type: "object",
  required: ["title"],
  properties: {
    title: { type: "string", title: "Title" },
    size: { type: "object", properties: { width: { type: "integer", maximum: 8 } }, required: ["width"] },
    moods: { type: "array", items: { enum: ["calm", "wild"] } },
    cover: { type: "string", format: "file-id" },
  },
};

test("lists and groups are asked for part by part, and give what their parts give", () => {
  const field = input("array", { type: "array", items: scene, minItems: 1 }, { name: "scenes" });
  const json = [{ title: "Dawn", size: { width: 8 }, moods: ["calm"], cover: fileId }, { title: "Dusk" }];
  const value = formValue(controlFor(field), json);
  expect(checkInput(field, value)).toEqual({ json });
});

test("what is wrong within a list or a group says where", () => {
  const field = input("array", { type: "array", items: scene }, { name: "scenes" });
  const said = (json: unknown) => sentenceOf(checkInput(field, formValue(controlFor(field), json)));
  expect(said([{ title: "Dawn" }, { title: "Dusk", size: { width: 9 } }])).toBe(
    "In entry 2, “size”, “width”: this must be at most 8.",
  );
  expect(said([{ moods: ["calm"] }])).toBe("In entry 1, “title”: this is needed.");
  expect(sentenceOf(checkInput(field, [null]))).toBe("In entry 1, “title”: this is needed.");
});

test("a group that nobody filled in is left out, and one that is needed names its first gap", () => {
  const group = (isRequired: boolean) => input("object", scene, { isRequired });
  expect(checkInput(group(false), { fields: { title: " ", size: { fields: { width: null } } } })).toEqual({
    isLeftOut: true,
  });
  expect(sentenceOf(checkInput(group(true), null))).toBe("In “title”: this is needed.");
});

test("a schema that contains itself is asked for as deep as a form can go, then as JSON", () => {
  const field = input("object", {
    type: "object",
    properties: { name: { type: "string" }, child: { $ref: "#" } },
  });
  expect(JSON.stringify(controlFor(field)).match(/"kind":"fields"/g)).toHaveLength(3);
  const json = { name: "a", child: { name: "b", child: { name: "c", child: { name: "d" } } } };
  expect(checkInput(field, formValue(controlFor(field), json))).toEqual({ json });
});

test("the parts of a group and of an entry begin as their own defaults say, where their rules allow it", () => {
  const beast = {
    type: "object",
    required: ["name"],
    properties: {
      name: { type: "string", minLength: 3, default: "Ox" },
      tame: { type: "boolean", default: true },
      limbs: { type: "integer", maximum: 8, default: 4 },
      kind: { enum: ["wild", "kept"], default: "lost" },
    },
  };
  const list = input("array", { type: "array", items: beast }, { isRequired: true });
  expect(sentenceOf(checkInput(list, [null]))).toBe("In entry 1, “name”: this is needed.");
  // "Ox" is too short and "lost" is none of the kinds; the others are given as they are shown.
  expect(checkInput(list, [{ fields: { name: "Griffin" } }])).toEqual({
    json: [{ name: "Griffin", tame: true, limbs: 4 }],
  });
  expect(checkInput(list, [{ fields: { name: "Griffin", tame: false, limbs: null } }])).toEqual({
    json: [{ name: "Griffin", tame: false }],
  });
  const group = input("object", beast);
  expect(checkInput(group, null)).toEqual({ isLeftOut: true });
  expect(checkInput(group, formValue(controlFor(group), { name: "Griffin" }))).toEqual({
    json: { name: "Griffin", tame: true, limbs: 4 },
  });
  const numbers = controlFor(input("array", { type: "array", items: { type: "number", default: 3 } }));
  expect(numbers).toMatchObject({ kind: "list", initial: 3 });
});

test("a default its rules forbid is told with the place where it is wrong", () => {
  const list = input(
    "array",
    { type: "array", items: { type: "object", properties: { name: { type: "string", minLength: 3 } } } },
    { defaultValue: [{ name: "Ape" }, { name: "Ox" }] },
  );
  expect(defaultProblem(list)).toContain("in entry 2, “name”: at least 3 characters are needed.");
});

test("what may be given in several ways names each, by its title and what it holds", () => {
  const way = (title: string, ...names: string[]) => ({
    title,
    type: "object",
    properties: Object.fromEntries(names.map((name) => [name, { type: "number" }])),
  });
  const shape = { oneOf: [way("Circle", "radius"), way("Box", "width", "height")] };
  for (const type of ["object", "shape"])
    expect(controlFor(input(type, shape))).toMatchObject({
      kind: "json",
      ways: ["Circle (radius)", "Box (width, height)"],
    });
  const deep = (items: object) =>
    input("array", {
      type: "array",
      items: {
        type: "object",
        properties: { limbs: { type: "array", items: { type: "object", ...items } } },
      },
    });
  expect(JSON.stringify(controlFor(deep(shape)))).toContain(
    '"ways":["Circle (radius)","Box (width, height)"]',
  );
  expect(JSON.stringify(controlFor(deep(way("", "kind", "count"))))).toContain('"ways":["kind, count"]');
  // Of a way without a name or a part nothing can be said, and half a list would be a wrong one.
  expect(controlFor(input("shape", { oneOf: [way("Circle", "radius"), {}] }))).toMatchObject({ ways: [] });
});

test("a text that its pattern lets have several lines gets room for them", () => {
  expect(controlFor(input("string", { type: "string", pattern: "^a\\nb$" }))).toMatchObject({ isLong: true });
  expect(controlFor(input("string", { type: "string", pattern: "^ab$" }))).toMatchObject({ isLong: false });
});

test("a text as it was typed is judged by all of its schema, not only by what the control knows", () => {
  const field = input("string", { type: "string", pattern: "^[a-z]+$", not: { const: "none" } });
  expect(sentenceOf(checkInput(field, "Fox"))).toBe("This must be written as the pattern ^[a-z]+$ says.");
  expect(sentenceOf(checkInput(field, "none"))).toBe("The workflow's own rules do not allow this.");
  expect(checkInput(field, "fox")).toEqual({ json: "fox" });
});

test("a default that its own rules do not allow is not put on the form, and says why", () => {
  const views = input("number", { type: "integer", maximum: 8 }, { defaultValue: 12 });
  expect(defaultValues([views])).toEqual({ field: null });
  expect(defaultProblem(views)).toBe(
    "The workflow's own default, 12, is not allowed by its own rules: this must be at most 8.",
  );
  expect(defaultProblem(input("number", null, { defaultValue: "four" }))).toBe(
    'The workflow\'s own default, "four", is not allowed by its own rules: it is of another kind.',
  );
  expect(defaultProblem(input("number", { maximum: 8 }, { defaultValue: 8 }))).toBeNull();
});

test("a file of a type the input does not take is refused in words; of an unknown type it may be right", () => {
  const field = input("file", { type: "string", contentMediaType: "image/png" });
  expect(sentenceOf(checkInput(field, { ...chosen, contentType: "video/mp4" }))).toBe(
    "This takes image/png; the file is video/mp4.",
  );
  expect(checkInput(field, { ...chosen, contentType: "" })).toEqual({ json: fileId });
});

test("a file is found wherever it stands in a form", () => {
  const seen: string[] = [];
  withFiles({ fields: { a: [chosen, { fields: { b: chosen } }] } }, (file) => {
    seen.push(file.name);
    return file;
  });
  expect(seen).toEqual(["a.png", "a.png"]);
});

const strangers: Array<[type: string, schema: ValueSchema | null, kind: string]> = [
  ["string", { const: "yes" }, "choice"],
  ["number", { const: 3 }, "choice"],
  ["array", { type: "array", items: { type: "string", format: "file_id" }, maxItems: 4 }, "files"],
  [
    "array",
    { items: { type: "string", enum: ["mossy", "gilded"] }, minItems: 2, uniqueItems: true },
    "several",
  ],
  ["number", { allOf: [{ $ref: "https://elsewhere.example/schema.json" }] }, "number"],
  ["string", { $ref: "#/nowhere" }, "text"],
  ["string", { type: "banana", minimum: "tall", enum: "no", pattern: 7 }, "text"],
  ["string", { oneOf: [{ type: "string", minLength: 3 }, { type: "object" }] }, "text"],
  ["datetime", { type: "string", format: "date-time" }, "text"],
  ["voxel_grid", null, "json"],
  ["enum", { enum: [1, "1", true, null, { a: 1 }] }, "choice"],
  ["file", { type: "string" }, "file"],
];

test.each(strangers)("a stranger's %s with %j is asked for as %s", (type, schema, kind) => {
  expect(controlFor(input(type, schema)).kind).toBe(kind);
});

test("numbers that are multiples are stepped and judged by tenths as by sevens", () => {
  const sevens = input("integer", { type: "integer", multipleOf: 7, exclusiveMinimum: 0, maximum: 70 });
  expect(controlFor(sevens)).toMatchObject({ kind: "number", min: 1, step: 7 });
  expect(checkInput(sevens, 21)).toEqual({ json: 21 });
  expect(sentenceOf(checkInput(sevens, 22))).toBe("This must be a multiple of 7.");
  expect(checkInput(input("number", { multipleOf: 0.1 }), 0.3)).toEqual({ json: 0.3 });
});

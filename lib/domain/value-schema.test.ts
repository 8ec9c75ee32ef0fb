import { expect, test } from "vitest";
import { plainSchema, problemSentence, readSchema, schemaProblem } from "./value-schema";
import type { ValueSchema } from "./workflow";

const said = (schema: unknown, json: unknown) => {
  const problem = schemaProblem(schema as ValueSchema, json);
  return problem && problemSentence(problem);
};

test.each([
  [{ type: "integer" }, 1.5, "This must be a whole number."],
  [{ type: ["string", "null"] }, 7, "This must be a text or null."],
  [{ enum: ["a", 3] }, "b", "This must be one of “a”, 3."],
  [{ enum: [3] }, "3", "This must be one of 3."],
  [{ const: { a: 1 } }, {}, 'This must be {"a":1}.'],
  [{ pattern: "^[A-Z]{3}$" }, "abc", "This must be written as the pattern ^[A-Z]{3}$ says."],
  [
    { pattern: "^#[0-9a-f]{6}$", description: "A colour, such as #ff8800." },
    "red",
    "This is not written as it should be: A colour, such as #ff8800.",
  ],
  [{ format: "date" }, "soon", "This must be a day, such as 2026-03-31."],
  [{ minLength: 2 }, "a", "At least 2 characters are needed."],
  [{ maxLength: 1 }, "🦊🦊", "At most 1 character; this has 2."],
  [{ minimum: 2, maximum: 8 }, 9, "This must be at most 8."],
  [{ exclusiveMinimum: 0 }, 0, "This must be more than 0."],
  [{ minimum: 0, exclusiveMinimum: true }, 0, "This must be more than 0."],
  [{ multipleOf: 0.1 }, 0.25, "This must be a multiple of 0.1."],
  [{ multipleOf: 0.1 }, 0.3, null],
  [{ maxItems: 2 }, [1, 2, 3], "At most 2 entries; this has 3."],
  [{ uniqueItems: true }, ["a", "a"], "Each entry may be there only once."],
  [{ items: { type: "number", maximum: 1 } }, [0, 2], "In entry 2: this must be at most 1."],
  [
    { properties: { size: { properties: { width: { maximum: 8 } } } } },
    { size: { width: 9 } },
    "In “size”, “width”: this must be at most 8.",
  ],
  [{ required: ["name"] }, {}, "In “name”: this is needed."],
  [{ properties: { a: true }, additionalProperties: false }, { b: 1 }, "“b” is not known here."],
  [{ anyOf: [{ type: "null" }, { type: "number", minimum: 3 }] }, 2, "This must be at least 3."],
  [
    {
      oneOf: [
        { type: "string", pattern: "^a" },
        { type: "string", pattern: "^b" },
      ],
    },
    "c",
    "This fits none of the ways in which it may be given.",
  ],
  [
    { $defs: { p: { maximum: 1 } }, items: { $ref: "#/$defs/p" } },
    [2],
    "In entry 1: this must be at most 1.",
  ],
  [{ if: { const: 1 }, else: { minimum: 2 } }, 0, "This must be at least 2."],
  [{ type: "string", nullable: true }, null, null],
])("%j does not allow %j, in words", (schema, json, sentence) => {
  expect(said(schema, json)).toBe(sentence);
});

test("a tree of any depth is judged to its leaves", () => {
  const tree = {
    type: "object",
    properties: { name: { type: "string" }, children: { type: "array", items: { $ref: "#" } } },
    required: ["name"],
  };
  expect(said(tree, { name: "a", children: [{ name: "b", children: [{ name: 3 }] }] })).toBe(
    "In “children”, entry 1, “children”, entry 1, “name”: this must be a text.",
  );
});

const nonsense: unknown[] = [
  { type: "colour", enum: "red", minimum: "low", required: true, properties: 7, items: 3 },
  { type: [], pattern: "(", multipleOf: 0, maxLength: -1, format: 5, $ref: "https://elsewhere/x" },
  { $ref: "#" },
  { allOf: [{ $ref: "#" }] },
  { $ref: "#/$defs/none" },
  { $id: "http://[", anyOf: [] },
  { $defs: { a: { $ref: "#/$defs/b" }, b: { $ref: "#/$defs/a" } }, $ref: "#/$defs/a" },
  { properties: { a: null }, patternProperties: { "[": { type: "number" } } },
  { anyOf: [{ type: "number" }, 7] },
];

test.each(nonsense)("a schema that is nonsense or never ends says nothing: %j", (schema) => {
  for (const json of ["x", 3, null, [], { a: 1 }]) expect(said(schema, json)).toBeNull();
  expect(plainSchema(schema as ValueSchema, schema)).toBeTypeOf("object");
});

test("a schema whose parts each refer to the next one twice is given up, and one that is merely large is not", () => {
  const parts = Array.from({ length: 60 }, (_, index) => [
    `p${index}`,
    index === 59
      ? { maximum: 8 }
      : { allOf: [{ $ref: `#/$defs/p${index + 1}` }, { $ref: `#/$defs/p${index + 1}` }] },
  ]);
  expect(said({ $defs: Object.fromEntries(parts), $ref: "#/$defs/p0" }, 3)).toBeNull();
  const list = { $defs: { part: { type: "number" } }, type: "array", items: { $ref: "#/$defs/part" } };
  expect(said(list, [...Array.from({ length: 9_000 }, () => 1), "x"])).toBe(
    "In entry 9001: this must be a number.",
  );
});

test("nonsense beside sense leaves the sense standing", () => {
  expect(said({ type: "number", minimum: "low", maximum: 8, required: true }, 9)).toBe(
    "This must be at most 8.",
  );
  expect(readSchema({ type: "colour", maximum: 8 })).toEqual({ maximum: 8 });
});

test.each([
  "^(a+)+$",
  "(a|aa)+$",
  "^(([a-z])+.)+$",
  "(.*)(.*)(.*)(.*)=",
  "(a)\\1",
  "[a]*[a]*[a]*b",
  "^a|[a]*[a]*[a]*b",
  "^\\w{1,9}\\w{1,9}\\w{1,9}\\w{1,9}b",
  "^(?:a?){25}b{25}$",
  "^(a?){2,9}b$",
  `^${"a?".repeat(20)}b$`,
])("a pattern that might never be found is not looked for: %s", (pattern) => {
  expect(said({ pattern }, `${"a".repeat(900)}!`)).toBeNull();
  expect(said({ pattern: "^b" }, "a".repeat(2_000))).toBeNull();
});

test.each([
  ["^[\\w.+-]+@[\\w-]+\\.[\\w.-]+$", "ada@studio.example", "ada at studio"],
  [
    "^(?:https?://)?studio\\.example/(?<key>[a-z]+)$",
    "https://studio.example/fox",
    "ftp://studio.example/fox",
  ],
  ["^[A-Z]{3}-\\d{4}$", "FOX-0042", "FOX-42"],
])("a pattern as people write them is looked for: %s", (pattern, right, wrong) => {
  expect(said({ pattern }, right)).toBeNull();
  expect(said({ pattern }, wrong)).toMatch(/pattern/);
});

test("many short texts are as much to look through as a long one", () => {
  expect(said({ items: { pattern: "^b" } }, ["a"])).not.toBeNull();
  expect(said({ items: { pattern: "^b" } }, Array(300).fill("aaaa"))).toBeNull();
});

test.each([{ propertyNames: { pattern: "^b" } }, { patternProperties: { "^a": false } }])(
  "long names are as much to look through as long texts: %j",
  (schema) => {
    expect(said(schema, { a: 1 })).not.toBeNull();
    expect(said(schema, { ["a".repeat(2_000)]: 1 })).toBeNull();
  },
);

test("entries are not held against each other where they are thousands", () => {
  const entries = Array.from({ length: 2_000 }, (_, at) => ({ at: at % 1_999 }));
  expect(said({ uniqueItems: true }, entries)).toBeNull();
  expect(said({ uniqueItems: true, maxItems: 1_000 }, entries)).toBe("At most 1000 entries; this has 2000.");
});

test("a web address is one by whichever word it is asked for, also on a host without a dot", () => {
  for (const format of ["uri", "url"]) {
    expect(said({ format }, "http://localhost:3000/fox.png")).toBeNull();
    expect(said({ format }, "fox")).toBe("This must be a web address.");
  }
});

test("a schema of absurd size or depth says nothing, soon", () => {
  let deep: ValueSchema = { type: "number" };
  for (let depth = 0; depth < 3_000; depth += 1) deep = { items: deep };
  expect(said(deep, [[]])).toBeNull();
  const wide = { properties: Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`p${at}`, {}])) };
  expect(said(wide, { p1: 1 })).toBeNull();
});

test("a field may be called what every object has", () => {
  const schema = JSON.parse(
    '{"properties":{"__proto__":{"type":"number"},"constructor":{"type":"number"}},"required":["__proto__"]}',
  ) as ValueSchema;
  expect(said(schema, {})).toBe("In “__proto__”: this is needed.");
  expect(said(schema, JSON.parse('{"__proto__":"x"}'))).toBe("In “__proto__”: this must be a number.");
  expect(said(schema, JSON.parse('{"__proto__":1,"constructor":"x"}'))).toBe(
    "In “constructor”: this must be a number.",
  );
});

test("a part is read through references, lone parts and “this or null”", () => {
  const root = { $defs: { mood: { type: "string", enum: ["calm"], title: "Mood" } } };
  expect(plainSchema(root, { allOf: [{ $ref: "#/$defs/mood" }], title: "Own" })).toEqual({
    type: "string",
    enum: ["calm"],
    title: "Own",
  });
  expect(plainSchema(root, { anyOf: [{ type: "integer" }, { type: "null" }] })).toEqual({ type: "integer" });
});

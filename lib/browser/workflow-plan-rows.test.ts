import { expect, test } from "vitest";
import type { Workflow, WorkflowInput } from "../domain/workflow";
import { defaultValues } from "./input-control";
import { fileNamesIn, inputSheet, readAxis, variedRows } from "./workflow-plan-rows";

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

const fileId = "11111111-1111-1111-1111-111111111111";

const workflow: Workflow = {
  id: "22222222-2222-2222-2222-222222222222",
  name: "Turnaround",
  description: "",
  modality: "image",
  createdAt: "",
  publishedAt: null,
  outputs: [],
  inputs: [
    input({ name: "character", label: "Character", type: "prompt", isRequired: true }),
    input({
      name: "views",
      label: "Views",
      type: "number",
      schema: { type: "integer", maximum: 8 },
      defaultValue: 4,
    }),
    input({ name: "look", label: "Look", type: "enum", schema: { enum: ["clay", "pixel art"] } }),
    input({ name: "art", label: "Key art", type: "file" }),
    input({ name: "clean", label: "Clean", type: "boolean" }),
    input({ name: "moods", label: "Moods", type: "array", schema: { items: { enum: ["calm", "wild"] } } }),
  ],
};

const base = {
  workflow,
  values: { ...defaultValues(workflow.inputs), character: "a fox" },
  sessionName: "Sprint 4",
  fileOf: (name: string) =>
    name === "castle.png"
      ? { is: "found" as const, thing: { fileId, name, contentType: "image/png", thumbnail: null } }
      : { is: "missing" as const, why: `No uploaded file is called “${name}”.` },
  limit: 500,
};

const asked = (rows: ReturnType<typeof variedRows>["rows"]) =>
  rows.map(({ request }) => request?.kind === "workflow" && request.inputs);

test("every value of two inputs meets every other, named by both, with the rest of the form", () => {
  const { rows, total } = variedRows(base, [
    { name: "views", text: "2..6 step 2" },
    { name: "look", text: "clay\nPixel art" },
  ]);
  expect(total).toBe(6);
  expect(rows[1]?.label).toBe("Views: 2 · Look: pixel art");
  expect(asked(rows)[1]).toEqual({ character: "a fox", views: 2, look: "pixel art" });
  expect(rows[0]?.request?.sessionName).toBe("Sprint 4");
});

test("a value its input does not allow is a row that says why, and is not asked for", () => {
  const { rows } = variedRows(base, [{ name: "views", text: "4, 12" }]);
  expect(rows.map(({ request }) => request === null)).toEqual([false, true]);
  expect(rows[1]?.problems).toEqual(["Views: This must be at most 8."]);
});

test("what cannot be read as a value is told beside its axis and makes no row", () => {
  const [, views] = workflow.inputs;
  expect(views && readAxis(views, "4, four", base.fileOf)).toMatchObject({
    values: [{ label: "4" }],
    problems: ["“four” is no number."],
  });
});

test("nothing varied is no run, and too many are cut with their number told", () => {
  expect(variedRows(base, []).rows).toEqual([]);
  const many = variedRows({ ...base, limit: 3 }, [{ name: "character", text: "a\nb\nc\nd" }]);
  expect(many).toMatchObject({ isTooMany: true, total: 4 });
  expect(many.rows).toHaveLength(3);
});

test("a sheet's columns are inputs by label or name; an empty cell is the form's", () => {
  const { rows, columns } = inputSheet(base, [
    ["Name", "character", "Key art", "Clean", "Moods", "Session", "Colour", "Character"],
    ["Hero", "=cmd a knight", "castle.png", "yes", "calm; Wild", "Sprint 5", "red", "x"],
    ["Foe", "", "gone.png", "", "", "", "", ""],
    ["", "", "", "", "", "", "", ""],
  ]);
  expect(columns.map(({ meaning }) => meaning.kind)).toEqual([
    "name",
    "input",
    "input",
    "input",
    "input",
    "session",
    "unused",
    "unused",
  ]);
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatchObject({ label: "Hero", line: 2, request: { sessionName: "Sprint 5" } });
  expect(asked(rows)[0]).toEqual({
    character: "=cmd a knight",
    views: 4,
    art: fileId,
    clean: true,
    moods: ["calm", "wild"],
  });
  expect(rows[1]?.problems).toEqual(["Key art: No uploaded file is called “gone.png”."]);
});

test("the files that are asked for by name are those of file inputs", () => {
  expect(
    fileNamesIn(workflow, [{ name: "art", text: "Castle.png\nkeep.png" }], [["Key art"], ["castle.png"]]),
  ).toEqual(["castle.png", "keep.png"]);
});

test("a number is read with a comma for its point, and not where the comma may mean a thousand", () => {
  const number = input({ name: "amount", label: "Amount", type: "number" });
  const counted = { ...base, workflow: { ...workflow, inputs: [number] }, values: {} };
  const { rows } = inputSheet(counted, [["Amount"], ["1000"], ["0,25"], ["1,000"], ["-2,500,000"]]);
  expect(asked(rows)).toEqual([{ amount: 1_000 }, { amount: 0.25 }, false, false]);
  expect(rows.flatMap(({ problems }) => problems)).toEqual([
    "Amount: “1,000” is read in two ways. Write it without the comma.",
    "Amount: “-2,500,000” is read in two ways. Write it without the comma.",
  ]);
});

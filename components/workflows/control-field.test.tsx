import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { checkInput, controlFor, type FormValue, formValue } from "@/lib/browser/input-control";
import type { WorkflowInput } from "@/lib/domain/workflow";
import { ControlField } from "./control-field";

const shots: WorkflowInput = {
  name: "shots",
  label: "Shots",
  type: "array",
  isRequired: true,
  description: "In their order.",
  defaultValue: null,
  schema: {
    type: "array",
    items: { $ref: "#/$defs/shot" },
    maxItems: 2,
    $defs: {
      shot: {
        type: "object",
        required: ["caption"],
        properties: {
          caption: { type: "string", title: "Caption" },
          seconds: { type: "integer", title: "Seconds", maximum: 12 },
        },
      },
    },
  },
};

function drawn(input: WorkflowInput, value: FormValue): string {
  const checked = checkInput(input, value);
  return renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <ControlField
        workspaceId="w"
        label={input.label}
        description={input.description}
        isRequired={input.isRequired}
        control={controlFor(input)}
        value={value}
        problem={"problem" in checked ? checked.problem : null}
        onChange={() => undefined}
      />
    </QueryClientProvider>,
  );
}

test("what is wrong with a part is said once, at that part", () => {
  const control = controlFor(shots);
  const drawing = drawn(shots, formValue(control, [{ caption: "Dawn" }, { caption: "Dusk", seconds: 13 }]));
  expect(drawing.split("This must be at most 12.")).toHaveLength(2);
  expect(drawing).toMatch(/id="([^"]+)"[^>]*aria-invalid="true"[^>]*aria-describedby="\1-help \1-error"/);
  expect(drawn(shots, [null]).split("This is needed.")).toHaveLength(2);
});

test("what is wrong with a list as a whole is said at the list, and a full one offers no room", () => {
  expect(drawn(shots, null)).toContain("At least one entry is needed.");
  expect(drawn(shots, null)).toContain("Shots: add an entry");
  const full = drawn(shots, formValue(controlFor(shots), [{ caption: "Dawn" }, { caption: "Dusk" }]));
  expect(full).not.toContain("add an entry");
  expect(full).toContain("Remove Shots 2");
});

test("what Layer's people wrote ends before a sentence of ours begins", () => {
  const count: WorkflowInput = {
    name: "count",
    label: "Count",
    type: "number",
    isRequired: true,
    description: "How many there are",
    defaultValue: null,
    schema: { type: "integer", minimum: 1 },
  };
  expect(drawn(count, 2)).toContain("How many there are. At least 1.");
  expect(drawn({ ...count, description: "How many?" }, 2)).toContain("How many? At least 1.");
});

test("a number that is needed says so as a text does: beside its name, and to a screen reader", () => {
  const drawing = drawn(
    {
      name: "count",
      label: "Count",
      type: "number",
      isRequired: true,
      description: "",
      defaultValue: null,
      schema: null,
    },
    null,
  );
  expect(drawing).toMatch(/<label[^>]*>.*Count.*required.*<\/label>/);
  expect(drawing).toMatch(/<input[^>]* required=""/);
});

test("a day is chosen from a calendar, and how a text is to be written stands beside it before it is wrong", () => {
  const text = (format: string): WorkflowInput => ({
    name: "when",
    label: "When",
    type: "string",
    isRequired: false,
    description: "",
    defaultValue: null,
    schema: { type: "string", format },
  });
  expect(drawn(text("date"), null)).toMatch(/<input[^>]* type="date"/);
  expect(drawn(text("color"), null)).toContain("A colour, such as #c2502e.");
  expect(drawn(text("constructor"), null)).toMatch(/<input[^>]* type="text"/);
});

test("a group shows what its parts begin as", () => {
  const group: WorkflowInput = {
    name: "look",
    label: "Look",
    type: "object",
    isRequired: false,
    description: "",
    defaultValue: null,
    schema: { type: "object", properties: { style: { type: "string", default: "ink" } } },
  };
  expect(drawn(group, null)).toContain('value="ink"');
});

test("what only JSON can give says what is to stand in it", () => {
  const deep = (properties: object): WorkflowInput => ({
    name: "limbs",
    label: "Limbs",
    type: "limbs",
    isRequired: false,
    description: "Of a beast",
    defaultValue: null,
    schema: {
      type: "object",
      properties,
      additionalProperties: { type: "string" },
    },
  });
  expect(drawn(deep({ kind: {}, count: {} }), null)).toContain(
    "Of a beast. It holds kind, count. Given as JSON: an object in curly brackets.",
  );
  expect(drawn(deep({}), null)).toContain("Of a beast. Given as JSON");
});

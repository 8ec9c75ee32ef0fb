import { expect, test } from "vitest";
import type { ValueSchema, WorkflowInput } from "./workflow";
import { inputsForFile, isAccepted } from "./workflow-files";

const input = (name: string, type: string, schema: ValueSchema | null): WorkflowInput => ({
  name,
  label: name,
  type,
  isRequired: false,
  description: "",
  schema,
  defaultValue: null,
});

test("the inputs that take a file are those for files, but for those that ask for another type", () => {
  const inputs = [
    input("words", "prompt", { type: "string" }),
    input("any", "file", null),
    input("several", "file[]", null),
    input("clip", "file", { type: "string", contentMediaType: "video/mp4" }),
    input("still", "string", { type: "string", format: "file-id", accept: "image/*" }),
    input("parent", "string", { type: "string", format: "uuid" }),
    input("referenceImage", "string", { type: "string", format: "uuid" }),
  ];
  const names = (type: string) => inputsForFile({ inputs }, type).map(({ name }) => name);
  expect(names("image/png")).toEqual(["any", "several", "still", "referenceImage"]);
  expect(names("video/mp4")).toEqual(["any", "several", "clip", "referenceImage"]);
});

test("a type is matched whatever its case and parameters, and an unknown one is not refused", () => {
  expect(isAccepted(["image/png"], "IMAGE/PNG; q=1")).toBe(true);
  expect(isAccepted(["image/*"], "video/mp4")).toBe(false);
  expect(isAccepted(["image/*"], "")).toBe(true);
  expect(isAccepted([], "model/gltf-binary")).toBe(true);
});

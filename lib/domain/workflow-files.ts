import { readSchema } from "./value-schema";
import type { ValueSchema, Workflow, WorkflowInput } from "./workflow";

const fileFormats = new Set(["file", "file-id", "file_id", "binary", "data-url"]);
const mediaTypes = new Set([
  "image",
  "picture",
  "video",
  "audio",
  "sound",
  "mesh",
  "three_d",
  "3d",
  "media",
  "asset",
]);

const textsOf = (value: unknown): string[] =>
  (typeof value === "string" ? value.split(",") : Array.isArray(value) ? value : []).flatMap(
    (each: unknown) => (typeof each === "string" && each.includes("/") ? [each.trim().toLowerCase()] : []),
  );

/** The media types a schema asks for, such as `image/png` or `image/*`; empty where it takes any file. */
export function acceptedTypes({ contentMediaType, accept }: ValueSchema): string[] {
  return [...textsOf(contentMediaType), ...textsOf(accept)];
}

export function isAccepted(types: readonly string[], contentType: string): boolean {
  const type = contentType.toLowerCase().split(";", 1)[0]?.trim() ?? "";
  // What is not known to be anything may be what is asked for.
  return (
    types.length === 0 ||
    type === "" ||
    types.some(
      (each) => each === "*/*" || (each.endsWith("/*") ? type.startsWith(each.slice(0, -1)) : type === each),
    )
  );
}

/** Whether a text is the id of a file, as far as its description tells: Layer has no such type within a schema. */
export function isFileSchema(schema: ValueSchema, name: string): boolean {
  if (schema.type !== "string") return false;
  if (fileFormats.has(String(schema.format)) || acceptedTypes(schema).length > 0) return true;
  return (
    schema.format === "uuid" &&
    /file|image|picture|video|audio|mesh/i.test(
      `${name} ${typeof schema.title === "string" ? schema.title : ""}`,
    )
  );
}

/** What an input itself takes of files: one, several or none. */
export function filesOf({ name, type, schema }: Pick<WorkflowInput, "name" | "type" | "schema">): {
  holds: "one" | "several" | "none";
  types: string[];
} {
  const read = readSchema(schema);
  const wanted = type.toLowerCase();
  const items = typeof read.items === "object" && read.items !== null ? (read.items as ValueSchema) : {};
  const isList = read.type === "array" || wanted.endsWith("[]");
  const base = wanted.replace(/\[\]$/, "");
  if (isList) {
    const isOfFiles =
      base === "file" || (mediaTypes.has(base) && items.format === "uuid") || isFileSchema(items, name);
    return {
      holds: isOfFiles ? "several" : "none",
      types: [...acceptedTypes(read), ...acceptedTypes(items)],
    };
  }
  const isFile =
    base === "file" ||
    (mediaTypes.has(base) && read.format === "uuid") ||
    (base !== "prompt" && isFileSchema(read, name));
  return { holds: isFile ? "one" : "none", types: acceptedTypes(read) };
}

/** The inputs of a workflow that take a file of this type, in the order of its form. */
export function inputsForFile({ inputs }: Pick<Workflow, "inputs">, contentType: string): WorkflowInput[] {
  return inputs.filter((input) => {
    const { holds, types } = filesOf(input);
    return holds !== "none" && isAccepted(types, contentType);
  });
}

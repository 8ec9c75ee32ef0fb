import type { Generation } from "@/lib/domain/generation";
import { isUuid } from "@/lib/domain/is-uuid";

/** Every text within a value, wherever it stands. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value.trim()];
  if (Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === "string"))
    // Lines and choices belong together; the ids of files do not.
    return value.every(isUuid) ? value : [value.join(", ").trim()];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** What tells a run of a workflow from the others at a glance: what was written, else how many files were given. */
export function runWords({ request, source }: Pick<Generation, "request" | "source">): string {
  const texts = request.kind === "workflow" ? textsIn(request.inputs) : [];
  // The longest text is the one a person wrote; the short ones are choices. An id tells nobody anything.
  const [written] = texts.filter((text) => !isUuid(text)).toSorted((a, b) => b.length - a.length);
  if (written) return written;
  const fileCount = texts.filter(isUuid).length;
  if (fileCount === 0) return source.name;
  return fileCount === 1 ? "1 file" : `${fileCount} files`;
}

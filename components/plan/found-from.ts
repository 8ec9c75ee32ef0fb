import { problemFrom } from "@/lib/browser/api";
import type { Found } from "@/lib/browser/plan-rows";
import { problemWords } from "@/lib/domain/problem";

interface Answer<Thing> {
  data: Thing | null | undefined;
  error: Error | null;
}

/** What a look-up by name has come to; `missing` says that there is none. */
export function foundFrom<Thing>(answer: Answer<Thing> | undefined, missing: string): Found<Thing> {
  if (answer?.data) return { is: "found", thing: answer.data };
  if (answer?.error) return { is: "missing", why: problemWords[problemFrom(answer.error).code].title };
  return answer?.data === null ? { is: "missing", why: missing } : { is: "looking" };
}

import * as z from "zod/mini";

// Layer's ids are UUIDs of any version, so the version nibble is not checked as a strict UUID parser would.
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A UUID in any version; everything that goes into a path of Layer's is checked with it first. */
export const uuid = z.string().check(z.regex(uuidPattern, "must be a UUID"));

export function isUuid(text: string): boolean {
  return uuidPattern.test(text);
}

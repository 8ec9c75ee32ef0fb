// Layer's ids are UUIDs of any version, so the version nibble is not checked as a strict UUID parser would.
export const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Apart from the schema of the same rule, so that a page can ask it without a schema library. */
export function isUuid(text: string): boolean {
  return uuidPattern.test(text);
}

/** A text PostgreSQL can hold: it refuses NUL, and half of a surrogate pair inside JSON. Everything else stays. */
export function storableText(text: string): string {
  return text
    .replaceAll("\u0000", "")
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
}

/** The same for every text within a value that goes into a JSON column. */
export function storable<Value>(value: Value): Value {
  return deepStorable(value) as Value;
}

function deepStorable(value: unknown): unknown {
  if (typeof value === "string") return storableText(value);
  if (Array.isArray(value)) return value.map(deepStorable);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [storableText(key), deepStorable(item)]),
    );
  return value;
}

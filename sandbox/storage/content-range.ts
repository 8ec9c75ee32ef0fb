/** What a PUT to a session says about itself. Positions are byte offsets, `last` inclusive, `total` a byte count. */
export type ContentRange =
  | { kind: "absent" }
  | { kind: "query"; total: number | null }
  | { kind: "bytes"; first: number; last: number | null; total: number | null }
  | { kind: "malformed" };

const form = /^bytes (?:(\d+)-(\d+|\*)|\*)\/(\d+|\*)$/;

// Google's clients send all of a-b/T, a-b/*, a-*/T, a-*/*, */T and */*; no header at all means that the body is the
// whole object.
export function parseContentRange(header: string | undefined): ContentRange {
  if (header === undefined) return { kind: "absent" };
  const match = form.exec(header.trim());
  if (!match) return { kind: "malformed" };
  const [, first, last, total] = match;
  const totalBytes = total === undefined || total === "*" ? null : Number(total);
  if (first === undefined) return { kind: "query", total: totalBytes };
  const lastByte = last === undefined || last === "*" ? null : Number(last);
  if (lastByte !== null && (lastByte < Number(first) || (totalBytes !== null && lastByte >= totalBytes))) {
    return { kind: "malformed" };
  }
  return { kind: "bytes", first: Number(first), last: lastByte, total: totalBytes };
}

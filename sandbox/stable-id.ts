import { createHash } from "node:crypto";

/** The same name gives the same UUID in every process, so that links and favourites survive a restart. */
export function stableId(kind: string, name: string): string {
  const hex = createHash("sha1").update(`layer-sandbox/${kind}/${name}`).digest("hex");
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`;
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isUuid(value: string): boolean {
  return uuidPattern.test(value);
}

/** A fraction of 0 to 1 that depends on the text alone; it stands where a real service would vary. */
export function stableFraction(text: string): number {
  return createHash("sha1").update(text).digest().readUInt32BE(0) / 0xffffffff;
}

export function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
}

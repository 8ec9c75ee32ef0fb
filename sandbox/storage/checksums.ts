import { createHash } from "node:crypto";

// Written out here instead of taken from a package, so that the judge does not share the library of the code it judges.
const crc32cTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) {
    remainder = remainder & 1 ? (remainder >>> 1) ^ 0x82f63b78 : remainder >>> 1;
  }
  return remainder;
});

/** CRC32C (Castagnoli) as Cloud Storage prints it: base64 of the big-endian four bytes. */
export function crc32cBase64(bytes: Uint8Array): string {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc = (crc >>> 8) ^ (crc32cTable[(crc ^ byte) & 0xff] ?? 0);
  }
  const digest = Buffer.alloc(4);
  digest.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
  return digest.toString("base64");
}

/** MD5 in base64, the form `x-goog-hash` carries. */
export function md5Base64(bytes: Uint8Array): string {
  return createHash("md5").update(bytes).digest("base64");
}

/** The `crc32c` and `md5` members of an `X-Goog-Hash` header; members in other algorithms are left out. */
export function parseGoogHash(header: string): { crc32c: string | null; md5: string | null } {
  const members = new Map(
    header.split(",").map((member) => {
      const at = member.indexOf("=");
      return [member.slice(0, at).trim(), member.slice(at + 1).trim()] as const;
    }),
  );
  return { crc32c: members.get("crc32c") ?? null, md5: members.get("md5") ?? null };
}

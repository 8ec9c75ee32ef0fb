import { createHash } from "node:crypto";

// Written out here instead of taken from a package, so that the judge does not share the library of the code it judges.
const crc32cTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) {
    remainder = remainder & 1 ? (remainder >>> 1) ^ 0x82f63b78 : remainder >>> 1;
  }
  return remainder;
});

const crc32cStart = 0xffffffff;

/** The remainder after more bytes; begins with `crc32cStart`. */
function crc32cAfter(remainder: number, bytes: Uint8Array): number {
  let crc = remainder;
  // Counted and not iterated, which takes several times as long; large files are read through here.
  for (let at = 0; at < bytes.length; at += 1)
    crc = (crc >>> 8) ^ (crc32cTable[(crc ^ (bytes[at] ?? 0)) & 0xff] ?? 0);
  return crc;
}

function crc32cWritten(remainder: number): string {
  const digest = Buffer.alloc(4);
  digest.writeUInt32BE((remainder ^ 0xffffffff) >>> 0);
  return digest.toString("base64");
}

/** CRC32C (Castagnoli) as Cloud Storage prints it: base64 of the big-endian four bytes. */
export function crc32cBase64(bytes: Uint8Array): string {
  return crc32cWritten(crc32cAfter(crc32cStart, bytes));
}

/** MD5 in base64, the form `x-goog-hash` carries. */
export function md5Base64(bytes: Uint8Array): string {
  return createHash("md5").update(bytes).digest("base64");
}

// About two milliseconds of work; in between, other requests have their turn.
const sliceBytes = 262_144;

/**
 * Both checksums of bytes that come one part after another, reckoned while more of them are on their way, as storage does.
 * Reckoned at the end they would hold up a large file's last answer, and everybody else's, for half a second.
 */
export class RunningChecksums {
  #remainder = crc32cStart;
  readonly #md5 = createHash("md5");
  #waiting: Uint8Array[] = [];
  #turn: NodeJS.Immediate | undefined;

  add(bytes: Uint8Array): void {
    this.#waiting.push(bytes);
    this.#turn ??= setImmediate(() => this.#takeTurn());
  }

  #takeTurn(): void {
    const [part, ...others] = this.#waiting;
    this.#turn = undefined;
    if (!part) return;
    this.#reckon(part.subarray(0, sliceBytes));
    const rest = part.subarray(sliceBytes);
    this.#waiting = rest.length > 0 ? [rest, ...others] : others;
    if (this.#waiting.length > 0) this.#turn = setImmediate(() => this.#takeTurn());
  }

  #reckon(bytes: Uint8Array): void {
    this.#remainder = crc32cAfter(this.#remainder, bytes);
    this.#md5.update(bytes);
  }

  /** Nothing can be added after this. */
  end(): { crc32c: string; md5: string } {
    this.stop();
    for (const part of this.#waiting) this.#reckon(part);
    return { crc32c: crc32cWritten(this.#remainder), md5: this.#md5.digest("base64") };
  }

  /** Leaves what is not reckoned yet alone. */
  stop(): void {
    clearImmediate(this.#turn);
    this.#turn = undefined;
  }
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

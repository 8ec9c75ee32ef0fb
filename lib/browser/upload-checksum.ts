import { buf } from "crc-32/crc32c";

/** A CRC32C over the bytes before `offset`; grows as bytes are known to be stored. */
export interface Checksum {
  offset: number;
  value: number;
}

export const emptyChecksum: Checksum = { offset: 0, value: 0 };

/** The checksum of the bytes before plus these. */
export function extendChecksum({ offset, value }: Checksum, bytes: Uint8Array): Checksum {
  return { offset: offset + bytes.byteLength, value: buf(bytes, value) };
}

/** As the storage host writes it: four bytes, the highest first, in base64. */
export function checksumBase64({ value }: Checksum): string {
  return btoa(String.fromCharCode(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255));
}

import { buf } from "crc-32/crc32c";

const edgeBytes = 65_536;

/** What tells a file apart without reading all of it. */
export interface Fingerprint {
  sizeBytes: number;
  /** Milliseconds since 1970, as the disk says. */
  lastModified: number;
  /** Name, or path within the folder it came with. */
  path: string;
  /** CRC32C of the first and of the last 64 KiB. */
  head: number;
  tail: number;
}

const pathOf = (file: File) => file.webkitRelativePath || file.name;

async function edge(file: Blob, from: number, to: number): Promise<number> {
  return buf(new Uint8Array(await file.slice(from, to).arrayBuffer()));
}

/** Throws what the browser throws where the file can no longer be read. */
export async function fingerprintOf(file: File): Promise<Fingerprint> {
  return {
    sizeBytes: file.size,
    lastModified: file.lastModified,
    path: pathOf(file),
    head: await edge(file, 0, edgeBytes),
    tail: await edge(file, Math.max(0, file.size - edgeBytes), file.size),
  };
}

/** One text for a fingerprint, such as the name of a lock. */
export function fingerprintKey(print: Fingerprint): string {
  return [print.sizeBytes, print.lastModified, print.head >>> 0, print.tail >>> 0, print.path].join(":");
}

/** Whether a file chosen again is the one that was begun; its name and folder may have changed. */
export function isSameFile(begun: Fingerprint, chosen: Fingerprint): boolean {
  return (
    begun.sizeBytes === chosen.sizeBytes &&
    begun.lastModified === chosen.lastModified &&
    begun.head === chosen.head &&
    begun.tail === chosen.tail
  );
}

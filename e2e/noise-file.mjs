// Files that begin as their kind does and are noise from there on: as hard to send as real ones, and never twice the same.
import { randomBytes } from "node:crypto";

const latin1 = (text) => Buffer.from(text, "latin1");
const uint32 = (value, isLittle) => {
  const bytes = Buffer.alloc(4);
  if (isLittle) bytes.writeUInt32LE(value);
  else bytes.writeUInt32BE(value);
  return bytes;
};

/** The first bytes of a file of each kind Layer takes, by the ending of its name; pictures say 64 × 48 pixels. */
const heads = {
  png: () =>
    Buffer.concat([latin1("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), uint32(64), uint32(48), latin1("\b\x02\0\0\0")]),
  jpg: () => latin1("\xff\xd8\xff\xc0\0\x11\b\0\x30\0\x40\x03\x01\x11\0\x02\x11\0\x03\x11\0\xff\xda\0\x02"),
  webp: (sizeBytes) =>
    Buffer.concat([
      latin1("RIFF"),
      uint32(sizeBytes - 8, true),
      latin1("WEBPVP8X\n\0\0\0\0\0\0\0\x3f\0\0\x2f\0\0"),
    ]),
  mp4: () => latin1("\0\0\0\x18ftypisom\0\0\x02\0isommp42"),
  mp3: () => latin1("ID3\x04\0\0\0\0\0\0\xff\xfb\x90\0"),
  wav: (sizeBytes) =>
    Buffer.concat([
      latin1("RIFF"),
      uint32(sizeBytes - 8, true),
      latin1("WAVEfmt \x10\0\0\0\x01\0\x02\0"),
      uint32(44_100, true),
      uint32(176_400, true),
      latin1("\x04\0\x10\0data"),
      uint32(sizeBytes - 44, true),
    ]),
};

/** A whole file of the kind that `name` ends with. */
export function noiseFile(name, sizeBytes) {
  const bytes = randomBytes(sizeBytes);
  heads[name.split(".").at(-1)](sizeBytes).copy(bytes);
  return bytes;
}

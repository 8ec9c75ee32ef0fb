import { expect, test } from "vitest";
import { sizeSentence, sniffUploadType, uploadChunkBytes, uploadQuantumBytes } from "./upload-rules";

const bytes = (...parts: Array<string | number[]>) =>
  Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === "string" ? Array.from(part, (letter) => letter.charCodeAt(0)) : part,
    ),
  );

test.each([
  ["image/jpeg", bytes([0xff, 0xd8, 0xff, 0xe0])],
  ["image/png", bytes([0x89], "PNG", [13, 10, 26, 10])],
  ["image/webp", bytes("RIFF", [1, 2, 3, 4], "WEBPVP8 ")],
  ["audio/wav", bytes("RIFF", [1, 2, 3, 4], "WAVEfmt ")],
  ["video/mp4", bytes([0, 0, 0, 24], "ftypisom")],
  ["audio/mpeg", bytes("ID3", [4, 0])],
  ["audio/mpeg", bytes([0xff, 0xfb, 0x90, 0x64])],
])("%s is known by its first bytes", (type, head) => {
  expect(sniffUploadType(head)).toBe(type);
});

test.each([
  ["a GIF", bytes("GIF89a")],
  ["an AVIF", bytes([0, 0, 0, 24], "ftypavif")],
  ["a HEIC", bytes([0, 0, 0, 24], "ftypheic")],
  ["a web page", bytes("<!doctype html>")],
  ["an SVG", bytes("<svg xmlns=")],
  ["an AAC stream", bytes([0xff, 0xf1, 0x50, 0x80])],
  ["nothing at all", bytes()],
])("%s is not taken for one of Layer's types", (_, head) => {
  expect(sniffUploadType(head)).toBeNull();
});

test("a relayed chunk is whole quanta and passes a 4.5 MB request limit", () => {
  expect(uploadChunkBytes % uploadQuantumBytes).toBe(0);
  expect(uploadChunkBytes).toBeLessThan(4_500_000);
});

test("a file over the limit is told its own size, an empty one that it is empty", () => {
  expect(sizeSentence("big.mp4", 64_100_000)).toBe("big.mp4 has 64.1 MB; Layer takes files up to 64 MB.");
  expect(sizeSentence("none.png", 0)).toBe("none.png is empty.");
  expect(sizeSentence("fits.wav", 64_000_000)).toBeNull();
});

import { expect, test } from "vitest";
import { assetKind, isHugeAsset } from "./asset";

test.each([
  ["image/png", "https://m/a.png", "image"],
  ["image/svg+xml", "https://m/a", "image"],
  ["VIDEO/MP4; codecs=avc1", "https://m/a", "video"],
  ["audio/mpeg", "https://m/a", "audio"],
  ["model/gltf-binary", "https://m/a", "mesh"],
  ["application/octet-stream", "https://m/knight.glb?v=2#x", "mesh"],
  ["application/octet-stream", "https://m/roar.wav", "audio"],
  ["application/json", "https://m/a", "text"],
  ["text/markdown", "https://m/a", "text"],
  ["application/zip", "https://m/a.zip", "other"],
  ["", "https://m/noending", "other"],
] as const)("%j at %s is shown as %s", (contentType, url, kind) => {
  expect(assetKind({ contentType, url })).toBe(kind);
});

test("a picture of 20,000 pixels square is more than a browser is asked to unpack; drawn shapes never are", () => {
  const square = (pixels: number, contentType = "image/png") => ({
    url: "https://media.example/a",
    contentType,
    widthPixels: pixels,
    heightPixels: pixels,
  });
  expect([square(8_192), square(20_000), square(20_000, "image/svg+xml")].map(isHugeAsset)).toEqual([
    false,
    true,
    false,
  ]);
  expect(isHugeAsset({ ...square(1), widthPixels: null, heightPixels: null })).toBe(false);
});

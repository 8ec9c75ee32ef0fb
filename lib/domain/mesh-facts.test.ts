import { expect, test } from "vitest";
import { meshFacts } from "./mesh-facts";

const scene = {
  asset: { version: "2.0" },
  accessors: [{ count: 8 }, { count: 36 }, { count: 5 }],
  meshes: [
    { primitives: [{ attributes: { POSITION: 0 }, indices: 1 }] },
    {
      primitives: [
        { attributes: { POSITION: 2 }, mode: 5 },
        { attributes: { POSITION: 2 }, mode: 1 },
      ],
    },
  ],
  materials: [{}, {}],
  images: [{ bufferView: 0, mimeType: "image/png" }, { uri: "elsewhere.png" }],
  bufferViews: [{ byteOffset: 4, byteLength: 24 }],
};

function glb(json: unknown, binary: Uint8Array): Uint8Array {
  const text = new TextEncoder().encode(
    JSON.stringify(json).padEnd(Math.ceil(JSON.stringify(json).length / 4) * 4),
  );
  const bytes = new Uint8Array(28 + text.length + binary.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x46546c67, true);
  view.setUint32(4, 2, true);
  view.setUint32(8, bytes.length, true);
  view.setUint32(12, text.length, true);
  view.setUint32(16, 0x4e4f534a, true);
  bytes.set(text, 20);
  view.setUint32(20 + text.length, binary.length, true);
  view.setUint32(24 + text.length, 0x004e4942, true);
  bytes.set(binary, 28 + text.length);
  return bytes;
}

const png = new Uint8Array(28);
png.set(
  [
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 4, 0, 0, 0, 2,
    0,
  ],
  4,
);

test("a mesh's triangles, points and textures are counted from the file, lines not taken for triangles", () => {
  expect(meshFacts(glb(scene, png))).toEqual({
    triangles: 12 + 3,
    vertices: 8 + 5 + 5,
    meshes: 2,
    materials: 2,
    textures: [{ widthPixels: 1_024, heightPixels: 512 }, null],
    animations: 0,
  });
  expect(meshFacts(new TextEncoder().encode(JSON.stringify(scene)))?.triangles).toBe(15);
});

test.each([
  ["nothing", new Uint8Array()],
  ["a web page", new TextEncoder().encode("<!doctype html><html>")],
  ["half a file", glb(scene, png).subarray(0, 60)],
  ["other JSON", new TextEncoder().encode("[1]")],
  [
    "counts that are no counts",
    glb({ asset: {}, accessors: [{ count: -1 }], meshes: [{ primitives: 3 }] }, png).subarray(0, 10),
  ],
])("%s is no mesh", (_, bytes) => {
  expect(meshFacts(bytes)).toBeNull();
});

import { expect, test } from "vitest";
import { fileSizeWords, fileTypeWords } from "./file-words";

test("sizes read as a file browser shows them", () => {
  expect([512, 1_400, 999_600, 1_440_000, 64_000_000, 2_500_000_000].map(fileSizeWords)).toEqual([
    "512 B",
    "1.4 kB",
    "1 MB",
    "1.4 MB",
    "64 MB",
    "2.5 GB",
  ]);
});

test("types read as an artist says them", () => {
  expect([
    fileTypeWords("image/png"),
    fileTypeWords("image/svg+xml; charset=utf-8"),
    fileTypeWords("audio/mpeg"),
    fileTypeWords("model/gltf-binary"),
    fileTypeWords("application/octet-stream", "https://media.example/a.fbx?x=1"),
  ]).toEqual(["PNG", "SVG", "MP3", "GLB", "FBX"]);
});

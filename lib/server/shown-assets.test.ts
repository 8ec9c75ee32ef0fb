import { expect, test } from "vitest";
import type { Asset } from "@/lib/domain/asset";
import type { Generation } from "@/lib/domain/generation";
import { shownAssetPath, shownGeneration, shownPreview } from "./shown-assets";

const origins = {
  appOrigin: "https://easel.example",
  mediaOrigins: ["https://media.example", "https://easel.example:8443"],
};
const path = shownAssetPath("w", "g", 0);

test.each([
  ["on a media host", "https://media.example/p", "https://media.example/p"],
  ["under Easel's own name", "https://easel.example:8443/p", `${path}?preview=1`],
  ["on a host that is nobody's", "https://elsewhere.example/p", null],
  ["on a media host by another scheme", "http://media.example/p", null],
  ["at no address", "not an address", null],
  ["not there", null, null],
])("a preview %s is asked for where no cookie of ours can go", (_, previewUrl, expected) => {
  expect(shownPreview(previewUrl, path, origins)).toBe(expected);
});

test("every asset of a finished generation is told so, and nothing else of it is changed", () => {
  const asset = {
    position: 0,
    url: "https://easel.example:8443/a",
    previewUrl: "https://easel.example:8443/p",
  };
  const generation = {
    id: "g",
    workspaceId: "w",
    status: "complete",
    assets: [asset as Asset],
  } as unknown as Generation;
  expect(shownGeneration(generation, origins)).toEqual({
    ...generation,
    assets: [{ ...asset, previewUrl: `${path}?preview=1` }],
  });
});

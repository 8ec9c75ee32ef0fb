import { expect, test } from "vitest";
import type { Asset } from "@/lib/domain/asset";
import type { Generation } from "@/lib/domain/generation";
import { shownGeneration } from "./shown-assets";

const origins = {
  appOrigin: "https://easel.example",
  mediaOrigins: ["https://media.example", "https://easel.example:8443"],
};
const path = "/api/workspaces/w/generations/g/assets/0";

function shown(contentType: string, url: string, previewUrl: string | null): string | null | undefined {
  const asset = { position: 0, contentType, url, previewUrl } as Asset;
  const generation = {
    id: "g",
    workspaceId: "w",
    status: "complete",
    assets: [asset],
  } as unknown as Generation;
  const told = shownGeneration(generation, origins);
  return told.status === "complete" ? told.assets[0]?.previewUrl : undefined;
}

test.each([
  ["a picture on a media host", "image/png", "https://media.example/a.png", null, null],
  [
    "its preview there",
    "image/png",
    "https://media.example/a.png",
    "https://media.example/p",
    "https://media.example/p",
  ],
  ["a picture under Easel's own name", "image/png", "https://easel.example:8443/a.png", null, path],
  [
    "its preview there",
    "image/png",
    "https://easel.example:8443/a.png",
    "https://easel.example:8443/p",
    `${path}?preview=1`,
  ],
  [
    "a clip's poster there",
    "video/mp4",
    "https://easel.example:8443/a.mp4",
    "https://easel.example:8443/p",
    `${path}?preview=1`,
  ],
  ["a clip there without one", "video/mp4", "https://easel.example:8443/a.mp4", null, null],
  ["a picture on a host that is nobody's", "image/png", "https://elsewhere.example/a.png", null, path],
  [
    "a preview on a host that is nobody's",
    "video/mp4",
    "https://media.example/a.mp4",
    "https://elsewhere.example/p",
    null,
  ],
  ["a picture without an address", "image/png", "", null, path],
])("%s is asked for where no cookie of ours can go", (_, contentType, url, previewUrl, expected) => {
  expect(shown(contentType, url, previewUrl)).toBe(expected);
});

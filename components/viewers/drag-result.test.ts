// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { dragResult } from "./drag-result";
import { assetFixture, generationFixture } from "./viewer-fixtures.test-data";

function dragged(prompt: string, contentType: string): Record<string, string> {
  const data: Record<string, string> = {};
  const transfer = { setData: (type: string, text: string) => (data[type] = text), effectAllowed: "none" };
  const asset = assetFixture({ contentType });
  const generation = generationFixture({ status: "complete", parameters: { prompt }, assets: [asset] });
  dragResult(transfer as unknown as DataTransfer, generation, asset);
  return data;
}

test("a result is dragged out under its own name, and onto a form as the file it is", () => {
  const data = dragged("a copper fox", "image/png; q=1");
  expect(data.DownloadURL).toMatch(/^image\/png:a copper fox 1\.png:http.*\/assets\/0\?download=1$/);
  expect(JSON.parse(data["application/x-easel-file"] ?? "")).toMatchObject({
    fileId: assetFixture().fileId,
    name: "a copper fox",
  });
});

test("no prompt and no type of file names another file or another address", () => {
  const data = dragged("x:https://evil.example/a.exe\n../../b", "image/png:a.exe:https://evil.example");
  const parts = (data.DownloadURL ?? "").split(":");
  expect(parts[0]).toBe("image/png");
  expect(parts[1]).not.toMatch(/[\\/:\n]/);
  expect(parts.slice(2).join(":")).toMatch(/^http:\/\/localhost.*\/assets\/0\?download=1$/);
});

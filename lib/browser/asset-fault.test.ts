import { expect, test } from "vitest";
import { problemOf } from "../domain/problem";
import { assetFault } from "./asset-fault";

const bytes = (text: string) => new TextEncoder().encode(text);

test.each([
  [206, bytes("\n <!DOCTYPE html><title>Not found"), null, "sent a web page in place of the file"],
  [416, bytes(""), null, "The file is empty."],
  [200, bytes(""), null, "The file is empty."],
  [206, bytes("glTF....."), null, "The file is broken"],
  [503, bytes("no"), null, "answered 503"],
  [502, bytes(""), problemOf("asset_unavailable", { detail: "The file lies on cdn.x." }), "lies on cdn.x"],
])("a file that answers %i with %j is told truthfully", (status, beginning, problem, words) => {
  expect(assetFault(status, beginning, problem).sentence).toContain(words);
});

// @vitest-environment happy-dom
import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { problemOf } from "../domain/problem";
import { pictureBytesQuery } from "./picture-bytes";

const asked = () =>
  new QueryClient().fetchQuery(pictureBytesQuery({ workspaceId: "w", fileId: crypto.randomUUID() }));

beforeEach(() => {
  vi.stubGlobal("createImageBitmap", async () => ({ width: 4, height: 3, close: () => {} }));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const answering = (answer: () => Response) => vi.stubGlobal("fetch", async () => answer());

test("a picture comes with its size, and a file that Easel has no way to is none", async () => {
  answering(() => new Response("pixels"));
  expect(await asked()).toMatchObject({ size: { widthPixels: 4, heightPixels: 3 } });
  answering(() => new Response(null, { status: 204 }));
  expect(await asked()).toBeNull();
});

test("what keeps a picture away for now is told, and not taken for having none", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no network")));
  await expect(asked()).rejects.toMatchObject({ problem: { code: "easel_unreachable" } });
  const cut = new ReadableStream({ start: (controller) => controller.error(new Error("cut")) });
  answering(() => new Response(cut));
  await expect(asked()).rejects.toMatchObject({ problem: { code: "easel_unreachable" } });
  const problem = problemOf("asset_unavailable", { detail: "The file is no longer at Layer." });
  answering(() => Response.json(problem, { status: problem.status }));
  await expect(asked()).rejects.toMatchObject({ problem: { detail: "The file is no longer at Layer." } });
});

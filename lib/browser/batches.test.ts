// @vitest-environment happy-dom
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onlineManager, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, renderHook, waitFor } from "@testing-library/react";
import { createElement, type ReactNode } from "react";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { NewBatch } from "../domain/batch";
import { useChangeBatch, useCreateBatch } from "./batches";

declare const happyDOM: { setURL: (url: string) => void };

const batchId = "33333333-3333-4333-8333-333333333333";
const plan: NewBatch = {
  batchId,
  name: "Icons",
  rows: [
    {
      rowId: "44444444-4444-4444-8444-444444444444",
      label: "lantern",
      request: {
        kind: "model",
        modelId: "22222222-2222-4222-8222-222222222222",
        parameters: { prompt: "a lantern" },
        references: [],
        mask: null,
        sessionName: null,
      },
      estimate: 4,
    },
  ],
};

let asked: string[];
let isCut: boolean;
const server = createServer((request, response) => {
  asked.push(`${request.method} ${request.url}`);
  if (isCut) return void response.destroy();
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify({ id: batchId }));
});

beforeEach(async () => {
  asked = [];
  isCut = false;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  happyDOM.setURL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});

afterEach(async () => {
  onlineManager.setOnline(true);
  cleanup();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const page = <Result>(hook: () => Result) => {
  const client = new QueryClient();
  const wrapper = ({ children }: { children: ReactNode }) =>
    createElement(QueryClientProvider, { client }, children);
  return renderHook(hook, { wrapper }).result;
};

test("a plan approved without a network is refused at once, not held to spend later by itself", async () => {
  onlineManager.setOnline(false);
  isCut = true;
  const { current } = page(() => useCreateBatch("w"));
  await expect(current.mutateAsync(plan)).rejects.toMatchObject({ problem: { code: "easel_unreachable" } });
  isCut = false;
  onlineManager.setOnline(true);
  const sent = asked.length;
  await page(() => useChangeBatch("w", batchId)).current.mutateAsync({ change: "pause" });
  expect(asked.slice(sent)).toEqual([`PATCH /api/workspaces/w/batches/${batchId}`]);
});

test("a plan is sent to the server once", async () => {
  const { current } = page(() => useCreateBatch("w"));
  current.mutate(plan);
  await waitFor(() => expect(asked).toEqual(["POST /api/workspaces/w/batches"]));
});

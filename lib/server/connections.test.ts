import { createRequire } from "node:module";
import type * as Net from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { createLayerClient } from "@/lib/layer/layer-client";
import { openSession } from "@/lib/storage/resumable-session";
import { streamAsset } from "./media";

// The object undici itself calls; the call goes through, only what it was given is noted.
const net = createRequire(import.meta.url)("node:net") as typeof Net;

// Nothing listens there, so each attempt ends at once.
const closed = "http://127.0.0.1:1";

afterEach(() => vi.restoreAllMocks());

test.each<[string, () => Promise<unknown>]>([
  [
    "Layer",
    async () => {
      const layer = createLayerClient({ baseUrl: `${closed}/v1` });
      await layer.readRun("pat_whoever", "w", { kind: "model", sourceId: "m", runId: "r" });
    },
  ],
  [
    "the storage host",
    () =>
      openSession({
        uploadUrl: `${closed}/o`,
        contentType: "image/png",
        sizeBytes: 1,
        allowedOrigins: [closed],
      }),
  ],
  [
    "the media host",
    async () => {
      process.env.AUTH_SECRET = "0123456789abcdef0123456789abcdef";
      process.env.DATABASE_URL = "postgres://nobody@127.0.0.1:1/none";
      process.env.LAYER_MEDIA_ORIGINS = closed;
      const asset = { url: `${closed}/a.png`, contentType: "image/png" };
      await streamAsset(new Request("http://localhost:3000/"), asset, null);
    },
  ],
])("each address of %s gets time enough to be reached", async (_, reach) => {
  const connect = vi.spyOn(net, "connect");
  await expect(reach()).rejects.toThrow(/reached|failed/);
  const [given] = connect.mock.calls[0] as unknown as [
    Net.NetConnectOpts & { autoSelectFamilyAttemptTimeout: number },
  ];
  expect(given).toMatchObject({ host: "127.0.0.1", autoSelectFamilyAttemptTimeout: 2_500 });
});

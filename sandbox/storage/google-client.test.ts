import { createHash, randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { IdempotencyStrategy, Storage } from "@google-cloud/storage";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { StorageFault } from "./fault-plan";
import { openStorageBench, type StorageBench } from "./storage-bench";

// Google's own client is the judge that nobody here wrote: what it uploads through this host must arrive unchanged.
const source = randomBytes(2 * 1024 * 1024 + 12_345);
const sha256 = createHash("sha256").update(source).digest("hex");
const chunkBytes = 512 * 1024;

let bench: StorageBench;
beforeAll(async () => {
  bench = await openStorageBench();
});
afterAll(() => bench.close());
beforeEach(async () => {
  await bench.control("/faults", { method: "DELETE" });
  await bench.control("/requests", { method: "DELETE" });
});

function write(session: string, options: { chunkSize?: number; contentLength?: number } = {}): Promise<void> {
  const storage = new Storage({
    apiEndpoint: bench.origin,
    projectId: "sandbox",
    retryOptions: {
      autoRetry: true,
      maxRetries: 5,
      // The jitter of up to a second is the client's own and cannot be configured away.
      retryDelayMultiplier: 1,
      maxRetryDelay: 0.01,
      totalTimeout: 60,
      idempotencyStrategy: IdempotencyStrategy.RetryAlways,
    },
  });
  const sink = storage
    .bucket("b")
    .file("o")
    .createWriteStream({
      resumable: true,
      uri: session,
      validation: false,
      chunkSize: options.chunkSize,
      metadata: options.contentLength === undefined ? {} : { contentLength: options.contentLength },
    });
  return pipeline(Readable.from(slices(source, 64 * 1024)), sink);
}

function slices(bytes: Buffer, size: number): Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
    bytes.subarray(at * size, (at + 1) * size),
  );
}

async function storedSha256(fileId: string): Promise<string> {
  const answer = (await (await bench.control(`/objects/${fileId}/sha256`)).json()) as { sha256: string };
  return answer.sha256;
}

async function requestLog(): Promise<
  Array<{ op: string; status: number | null; range: string | null; bytes: number }>
> {
  return (await (await bench.control("/requests")).json()) as Awaited<ReturnType<typeof requestLog>>;
}

describe("Google's client", () => {
  it("uploads in chunks, each acknowledged, and the bytes are the source's", async () => {
    const { session, fileId } = await bench.open({ sizeBytes: source.length });
    await write(session, { chunkSize: chunkBytes });
    expect(await storedSha256(fileId)).toBe(sha256);
    const sent = (await requestLog()).filter(({ op }) => op === "chunk" || op === "final");
    expect(sent.map(({ status }) => status)).toEqual([308, 308, 308, 308, 200]);
  });

  it("uploads in one streamed request of unknown length", async () => {
    const { session, fileId } = await bench.open({ sizeBytes: source.length });
    await write(session);
    expect(await storedSha256(fileId)).toBe(sha256);
    expect((await requestLog()).map(({ range }) => range)).toContain("bytes 0-*/*");
  });

  it("uploads in one streamed request of known length", async () => {
    const { session, fileId } = await bench.open({ sizeBytes: source.length });
    await write(session, { contentLength: source.length });
    expect(await storedSha256(fileId)).toBe(sha256);
  });

  it("resumes behind a first chunk that a plain request has put", async () => {
    const { session, fileId } = await bench.open({ sizeBytes: source.length });
    const first = await fetch(session, {
      method: "PUT",
      headers: { "content-range": `bytes 0-${chunkBytes - 1}/*` },
      body: new Uint8Array(source.subarray(0, chunkBytes)),
    });
    expect(first.status).toBe(308);
    await write(session, { chunkSize: chunkBytes });
    expect(await storedSha256(fileId)).toBe(sha256);
    const sent = (await requestLog()).filter(({ op }) => op === "chunk" || op === "final");
    expect(sent.reduce((total, { bytes }) => total + bytes, 0)).toBe(source.length);
  });

  it.each<[string, StorageFault]>([
    ["a 503", { kind: "status", status: 503 }],
    ["a 429 with Retry-After", { kind: "status", status: 429, retryAfter: 1 }],
    ["a reset mid-chunk with nothing kept", { kind: "cut", bytes: 1000 }],
    ["a reset mid-chunk with one quantum kept", { kind: "cut", bytes: 256 * 1024 + 7 }],
    ["a lost answer to a kept chunk", { kind: "persist-then-destroy" }],
    ["a short Range", { kind: "short-range", bytes: 256 * 1024 }],
  ])("survives %s with the source's bytes", async (_, fault) => {
    const { session, fileId } = await bench.open({ sizeBytes: source.length });
    await bench.plan(fault, { match: { fileId, op: "chunk" } });
    await write(session, { chunkSize: chunkBytes });
    expect(await storedSha256(fileId)).toBe(sha256);
    expect((await requestLog()).some(({ op }) => op === "chunk")).toBe(true);
    expect(await (await bench.control("/faults")).json()).toEqual([]);
  });

  it("fails when the final answer is lost, though the object is whole: the client's own, known fault", async () => {
    const { session, fileId } = await bench.open({ sizeBytes: source.length });
    await bench.plan({ kind: "persist-then-destroy" }, { match: { fileId, op: "final" } });
    await expect(write(session, { chunkSize: chunkBytes })).rejects.toThrow(/./);
    expect(await storedSha256(fileId)).toBe(sha256);
  });
});

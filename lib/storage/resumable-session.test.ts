import { createHash, randomBytes, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "../../sandbox/sandbox";
import { crc32cBase64 } from "../../sandbox/storage/checksums";
import { cancelSession, openSession, putChunk, querySession } from "./resumable-session";
import { StorageError } from "./storage-error";

const quantum = 262_144;
const contentType = "image/png";

let sandbox: Sandbox;
let token: string;
let workspaceId: string;

beforeAll(async () => {
  sandbox = await startSandbox();
});

afterAll(async () => {
  await sandbox.close();
});

async function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<unknown> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  expect(response.ok).toBe(true);
  return await response.json();
}

beforeEach(async () => {
  const fresh = await post(`${sandbox.controlUrl}/workspaces`, {});
  ({ token, workspaceId } = fresh as { token: string; workspaceId: string });
});

interface SignedUpload {
  fileId: string;
  uploadUrl: string;
}

async function signedUpload(sizeBytes: number): Promise<SignedUpload> {
  const answer = await post(
    `${sandbox.apiUrl}/workspaces/${workspaceId}/files/upload-url`,
    { content_type: contentType, file_size_bytes: sizeBytes, file_name: "key.png" },
    { authorization: `Bearer ${token}` },
  );
  const { file_id: fileId, upload_url: uploadUrl } = answer as { file_id: string; upload_url: string };
  return { fileId, uploadUrl };
}

async function plan(fileId: string, fault: Record<string, unknown>, op?: string): Promise<void> {
  await post(`${sandbox.controlUrl}/storage/faults`, { fault, match: { fileId, op } });
}

async function storedSha256(fileId: string): Promise<string | undefined> {
  const response = await fetch(`${sandbox.controlUrl}/storage/objects/${fileId}/sha256`);
  return ((await response.json()) as { sha256?: string }).sha256;
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

interface Upload {
  fileId: string;
  bytes: Buffer;
  session: { sessionUrl: string; allowedOrigins: string[]; silenceMs: number };
  /** Sends the bytes from `offset` to `end`, or to the file's end. */
  send(offset: number, end?: number, crc32c?: string): ReturnType<typeof putChunk>;
  query(): ReturnType<typeof querySession>;
}

async function openUpload(sizeBytes: number): Promise<Upload> {
  const bytes = randomBytes(sizeBytes);
  const { fileId, uploadUrl } = await signedUpload(sizeBytes);
  const allowedOrigins = [sandbox.storageOrigin];
  const { sessionUrl } = await openSession({ uploadUrl, contentType, sizeBytes, allowedOrigins });
  const session = { sessionUrl, allowedOrigins, silenceMs: 400 };
  return {
    fileId,
    bytes,
    session,
    send: (offset, end, crc32c) =>
      putChunk({ ...session, offset, bytes: bytes.subarray(offset, end), sizeBytes, contentType, crc32c }),
    query: () => querySession({ ...session, sizeBytes }),
  };
}

async function refusalOf(call: Promise<unknown>): Promise<StorageError> {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(StorageError);
  const everything = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error);
  // An address of a session or a signed start is a credential wherever it shows up.
  expect(everything).not.toMatch(/upload_id|X-Goog-Signature|easel-sandbox-uploads/i);
  return error as StorageError;
}

describe("a whole file", () => {
  test.each([1, quantum - 1, quantum, quantum + 1, 3 * quantum])(
    "of %i bytes arrives byte for byte",
    async (sizeBytes) => {
      const upload = await openUpload(sizeBytes);

      let progress = await upload.query();
      while (!progress.isDone) progress = await upload.send(progress.offset, progress.offset + quantum);

      expect(progress).toEqual({
        offset: sizeBytes,
        isDone: true,
        storedSizeBytes: sizeBytes,
        crc32c: crc32cBase64(upload.bytes),
      });
      expect(await storedSha256(upload.fileId)).toBe(sha256(upload.bytes));
    },
  );

  test("keeps the type it was announced with", async () => {
    const upload = await openUpload(10);
    await upload.send(0);
    const response = await fetch(`${sandbox.controlUrl}/storage/objects/${upload.fileId}/sha256`);
    expect(await response.json()).toMatchObject({ contentType });
  });

  test("is checked by its checksum on both sides", async () => {
    const upload = await openUpload(2 * quantum);
    await upload.send(0, quantum);
    const progress = await upload.send(quantum, undefined, crc32cBase64(upload.bytes));
    expect(progress).toMatchObject({ isDone: true, crc32c: crc32cBase64(upload.bytes) });
  });
});

describe("the next chunk begins where the host says", () => {
  test("when it kept less than was sent", async () => {
    const upload = await openUpload(4 * quantum);
    await plan(upload.fileId, { kind: "short-range", bytes: quantum });
    expect(await upload.send(0, 3 * quantum)).toEqual({ offset: quantum, isDone: false });
  });

  test("when it kept nothing", async () => {
    const upload = await openUpload(3 * quantum);
    await upload.send(0, quantum);
    await plan(upload.fileId, { kind: "no-range", lost: true });
    expect(await upload.send(quantum, 2 * quantum)).toEqual({ offset: 0, isDone: false });
  });

  test("when the connection broke within a chunk", async () => {
    const upload = await openUpload(4 * quantum);
    await plan(upload.fileId, { kind: "cut", bytes: quantum + 1_000 });

    const error = await refusalOf(upload.send(0, 3 * quantum));

    expect(error).toMatchObject({ code: "storage_unreachable", isRetryable: true });
    expect(await upload.query()).toEqual({ offset: quantum, isDone: false });
  });

  test("when a chunk was stored and its answer lost", async () => {
    const upload = await openUpload(3 * quantum);
    await plan(upload.fileId, { kind: "persist-then-destroy" });
    await refusalOf(upload.send(0, quantum));
    expect(await upload.query()).toEqual({ offset: quantum, isDone: false });
  });

  test("when the final answer was lost, the file is done", async () => {
    const upload = await openUpload(100);
    await plan(upload.fileId, { kind: "persist-then-destroy" });
    await refusalOf(upload.send(0));
    expect(await upload.query()).toMatchObject({ offset: 100, isDone: true, storedSizeBytes: 100 });
  });

  test("when a chunk was sent beyond a gap, which is asked about and not repeated", async () => {
    const upload = await openUpload(4 * quantum);
    await upload.send(0, quantum);
    expect(await upload.send(2 * quantum, 3 * quantum)).toEqual({ offset: quantum, isDone: false });
  });

  test("when bytes are sent again", async () => {
    const upload = await openUpload(2 * quantum);
    await upload.send(0, quantum);
    expect(await upload.send(0)).toMatchObject({ isDone: true });
    expect(await storedSha256(upload.fileId)).toBe(sha256(upload.bytes));
  });
});

describe("a fault that passes is retryable and keeps the session", () => {
  test.each([408, 429, 500, 502, 503, 504])("status %i", async (status) => {
    const upload = await openUpload(2 * quantum);
    await plan(upload.fileId, {
      kind: "status",
      status,
      retryAfter: 9,
      body: "<html>",
      contentType: "text/html",
    });

    const error = await refusalOf(upload.send(0, quantum));

    expect(error).toMatchObject({
      code: "storage_unreachable",
      isRetryable: true,
      retryAfterSeconds: 9,
      status,
    });
    expect(await upload.query()).toEqual({ offset: 0, isDone: false });
  });

  test.each(["before-body", "after-body"])("silence %s", async (at) => {
    const upload = await openUpload(2 * quantum);
    await plan(upload.fileId, { kind: "stall", at });

    const error = await refusalOf(upload.send(0, quantum));

    expect(error).toMatchObject({ code: "storage_unreachable", isRetryable: true });
    expect(error.detail).toMatch(/silent/);
    expect(await upload.query()).toMatchObject({ isDone: false });
  });
});

describe("what is stored and is not the file is never called done", () => {
  test("a host that claims more than was sent", async () => {
    const upload = await openUpload(4 * quantum);
    await plan(upload.fileId, { kind: "range-beyond", by: quantum });
    expect(await refusalOf(upload.send(0, quantum))).toMatchObject({
      code: "upload_refused",
      isRetryable: false,
    });
  });

  test("unless an earlier request may have brought it", async () => {
    const upload = await openUpload(4 * quantum);
    await upload.send(0, 3 * quantum);
    expect(await refusalOf(upload.send(0, quantum))).toMatchObject({ code: "upload_refused" });
    const chunk = {
      offset: 0,
      bytes: upload.bytes.subarray(0, quantum),
      sizeBytes: 4 * quantum,
      contentType,
    };
    expect(await putChunk({ ...upload.session, ...chunk, mayReach: 4 * quantum })).toEqual({
      offset: 3 * quantum,
      isDone: false,
    });
  });

  test("a shorter file", async () => {
    const upload = await openUpload(1_000);
    await plan(upload.fileId, { kind: "wrong-size", bytes: 1 });
    expect(await refusalOf(upload.send(0))).toMatchObject({ code: "upload_corrupt" });
    expect(await refusalOf(upload.query())).toMatchObject({ code: "upload_corrupt" });
  });

  test("a flipped bit, found by the checksum", async () => {
    const upload = await openUpload(1_000);
    await plan(upload.fileId, { kind: "flip-byte" });
    expect(await refusalOf(upload.send(0, undefined, crc32cBase64(upload.bytes)))).toMatchObject({
      code: "upload_corrupt",
    });
  });
});

test.each([404, 410] as const)("a session that died with %i has expired", async (status) => {
  const upload = await openUpload(2 * quantum);
  await plan(upload.fileId, { kind: "gone", status });
  expect(await refusalOf(upload.send(0, quantum))).toMatchObject({
    code: "upload_expired",
    isRetryable: false,
  });
  expect(await refusalOf(upload.query())).toMatchObject({ code: "upload_expired" });
});

test("a chunk that does not fit the file is not sent", async () => {
  const upload = await openUpload(2 * quantum);
  const misfits = [
    upload.send(0, quantum - 1),
    upload.send(0, 0),
    upload.send(-quantum, -1),
    putChunk({
      ...upload.session,
      offset: quantum,
      bytes: upload.bytes,
      sizeBytes: 2 * quantum,
      contentType,
    }),
  ];
  const errors = await Promise.all(misfits.map(refusalOf));
  expect(errors.map(({ code }) => code)).toEqual(misfits.map(() => "invalid_request"));
  expect(await upload.query()).toEqual({ offset: 0, isDone: false });
});

test("a cancelled session is gone, and cancelling it again is no error", async () => {
  const upload = await openUpload(2 * quantum);
  await cancelSession(upload.session);
  await cancelSession(upload.session);
  expect(await refusalOf(upload.query())).toMatchObject({ code: "upload_expired" });
});

test("a cancel that meets a fault says so", async () => {
  const upload = await openUpload(2 * quantum);
  await plan(upload.fileId, { kind: "status", status: 503 }, "cancel");
  expect(await refusalOf(cancelSession(upload.session))).toMatchObject({
    code: "storage_unreachable",
    isRetryable: true,
  });
});

async function refusedStart(fault: Record<string, unknown>): Promise<StorageError> {
  const { fileId, uploadUrl } = await signedUpload(10);
  await plan(fileId, fault);
  const allowedOrigins = [sandbox.storageOrigin];
  return await refusalOf(
    openSession({ uploadUrl, contentType, sizeBytes: 10, allowedOrigins, silenceMs: 400 }),
  );
}

describe("a start", () => {
  test("at a signed address that is too old asks for a new one", async () => {
    expect(await refusedStart({ kind: "expired" })).toMatchObject({
      code: "upload_expired",
      storageCode: "ExpiredToken",
    });
  });

  test("that is wrongly signed is refused with the host's code", async () => {
    expect(await refusedStart({ kind: "signature" })).toMatchObject({
      code: "upload_refused",
      storageCode: "SignatureDoesNotMatch",
      isRetryable: false,
    });
  });

  test("that lacks a header is refused with the host's code", async () => {
    expect(await refusedStart({ kind: "malformed" })).toMatchObject({
      code: "upload_refused",
      storageCode: "MalformedSecurityHeader",
    });
  });

  test("that meets a passing fault is retryable", async () => {
    expect(await refusedStart({ kind: "status", status: 503, retryAfter: 2 })).toMatchObject({
      code: "storage_unreachable",
      isRetryable: true,
      retryAfterSeconds: 2,
    });
    expect(await refusedStart({ kind: "stall", at: "before-body" })).toMatchObject({
      code: "storage_unreachable",
      isRetryable: true,
    });
    expect(await refusedStart({ kind: "persist-then-destroy" })).toMatchObject({ isRetryable: true });
  });

  test("for a file of another size than announced is refused by the signature", async () => {
    const { uploadUrl } = await signedUpload(10);
    const allowedOrigins = [sandbox.storageOrigin];
    const error = await refusalOf(openSession({ uploadUrl, contentType, sizeBytes: 11, allowedOrigins }));
    expect(error).toMatchObject({ code: "upload_refused", storageCode: "SignatureDoesNotMatch" });
  });
});

describe("a host that nobody here wrote", () => {
  let server: Server;
  let origin: string;
  let received: Array<Pick<IncomingMessage, "method" | "url" | "headers">>;
  let answer: RequestListener;

  beforeEach(async () => {
    received = [];
    server = createServer((request, response) => {
      received.push({ method: request.method, url: request.url, headers: request.headers });
      request.resume().on("end", () => answer(request, response));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const start = (path: string, allowedOrigins = [origin]) =>
    openSession({ uploadUrl: `${origin}${path}`, contentType, sizeBytes: 10, allowedOrigins });
  const put = (path: string, size = 10) =>
    putChunk({
      sessionUrl: `${origin}${path}`,
      allowedOrigins: [origin],
      offset: 0,
      bytes: Buffer.alloc(Math.min(size, quantum)),
      sizeBytes: size,
      contentType,
    });

  test("may answer 200, name its session relatively and by any path, and finish in JSON", async () => {
    answer = (request, response) => {
      const isStart = request.method === "POST";
      response
        .writeHead(200, isStart ? { location: "/any/where/7" } : { "content-type": "application/json" })
        .end(isStart ? "" : JSON.stringify({ kind: "storage#object", size: "10", crc32c: "AAAAAA==" }));
    };

    const { sessionUrl } = await start("/sign");
    const session = { sessionUrl, allowedOrigins: [origin] };

    expect(sessionUrl).toBe(`${origin}/any/where/7`);
    expect(
      await putChunk({ ...session, offset: 0, bytes: Buffer.alloc(10), sizeBytes: 10, contentType }),
    ).toEqual({ offset: 10, isDone: true, storedSizeBytes: 10, crc32c: "AAAAAA==" });
  });

  test("gets the header names that its own address lists, and no cookie, referrer or token", async () => {
    answer = (_, response) => response.writeHead(201, { location: `${origin}/s`, "set-cookie": "a=1" }).end();

    await start(
      "/a?X-Goog-SignedHeaders=content-type%3Bhost%3Bx-goog-content-length-range%3Bx-goog-resumable",
    );
    await start("/b?x-goog-signedheaders=host%3Bx-goog-resumable");
    await start("/c");

    const [all, few, none] = received.map(({ headers }) => headers);
    expect(all).toEqual({
      host: new URL(origin).host,
      connection: "keep-alive",
      "content-length": "0",
      "content-type": contentType,
      "x-goog-content-length-range": "0,10",
      "x-goog-resumable": "start",
    });
    expect(few).not.toHaveProperty("x-goog-content-length-range");
    expect(none).toMatchObject({ "x-goog-content-length-range": "0,10", "x-goog-resumable": "start" });
  });

  test("that asks for a header nobody knows is told so before anything is sent", async () => {
    const error = await refusalOf(start("/a?X-Goog-SignedHeaders=host%3Bx-goog-meta-owner"));
    expect(error).toMatchObject({
      code: "upload_refused",
      detail: expect.stringContaining("x-goog-meta-owner"),
    });
    expect(received).toHaveLength(0);
  });

  test("can have the browser's origin in the start, which decides on CORS", async () => {
    answer = (_, response) => response.writeHead(201, { location: `${origin}/s` }).end();
    await openSession({
      uploadUrl: `${origin}/a`,
      contentType,
      sizeBytes: 10,
      allowedOrigins: [origin],
      origin: "https://easel.example",
    });
    expect(received[0]?.headers.origin).toBe("https://easel.example");
  });

  test("ends a file that has every byte and is still open, once it is asked", async () => {
    answer = (request, response) => {
      const isQuery = request.headers["content-range"] === "bytes */10";
      response.writeHead(isQuery ? 200 : 308, isQuery ? {} : { range: "bytes=0-9" }).end();
    };
    expect(await put("/s")).toEqual({ offset: 10, isDone: true });
    expect(received).toHaveLength(2);
  });

  test("that calls a file done after its first half has not stored it", async () => {
    answer = (_, response) => response.writeHead(200).end();
    expect(await refusalOf(put("/s", 2 * quantum))).toMatchObject({ code: "upload_corrupt" });
  });

  test("that does not say clearly what it has is asked again", async () => {
    answer = (_, response) => response.writeHead(308, { range: "bytes 0 to 9" }).end();
    expect(await refusalOf(put("/s"))).toMatchObject({ code: "storage_unreachable", isRetryable: true });
  });

  test("that answers without a session's address is refused", async () => {
    answer = (_, response) => response.writeHead(201).end();
    expect(await refusalOf(start("/a"))).toMatchObject({ code: "upload_refused" });
  });

  describe("is never followed elsewhere", () => {
    let stranger: Server;
    let strangerOrigin: string;
    let strangerConnections: number;

    beforeEach(async () => {
      strangerConnections = 0;
      stranger = createServer((_, response) => response.writeHead(200).end());
      stranger.on("connection", () => {
        strangerConnections += 1;
      });
      await new Promise<void>((resolve) => stranger.listen(0, "127.0.0.1", resolve));
      strangerOrigin = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
    });

    afterEach(async () => {
      stranger.closeAllConnections();
      await new Promise((resolve) => stranger.close(resolve));
    });

    test.each([301, 302, 303, 307, 308])("by a %i on the start", async (status) => {
      answer = (_, response) => response.writeHead(status, { location: `${strangerOrigin}/s` }).end();
      expect(await refusalOf(start("/a"))).toMatchObject({ code: "upload_refused" });
      expect(strangerConnections).toBe(0);
    });

    test.each([301, 302, 303, 307, 308])("by a %i on a chunk, a question or a cancel", async (status) => {
      answer = (_, response) => response.writeHead(status, { location: `${strangerOrigin}/s` }).end();
      const session = { sessionUrl: `${origin}/s`, allowedOrigins: [origin] };
      expect(await refusalOf(put("/s"))).toMatchObject({ code: "upload_refused" });
      expect(await refusalOf(querySession({ ...session, sizeBytes: 10 }))).toMatchObject({
        code: "upload_refused",
      });
      expect(await refusalOf(cancelSession(session))).toMatchObject({ code: "upload_refused" });
      expect(strangerConnections).toBe(0);
    });

    test("by a session's address on another origin", async () => {
      answer = (_, response) => response.writeHead(201, { location: `${strangerOrigin}/s` }).end();
      expect(await refusalOf(start("/a"))).toMatchObject({ code: "upload_refused" });
      expect(strangerConnections).toBe(0);
    });

    test("by an address that only looks allowed", async () => {
      const { port, host } = new URL(origin);
      const traps = [
        `${strangerOrigin}/?next=${origin}`,
        `http://${host}@127.0.0.1:${new URL(strangerOrigin).port}/`,
        `http://user:word@${host}/`,
        `http://localhost:${port}/`,
        `https://${host}/`,
        `http://127.0.0.1:${port}.evil.example/`,
        `http://2130706433:1/`,
        "file:///etc/passwd",
        "not an address",
        "",
      ];
      const errors = await Promise.all(
        traps.flatMap((address) => [
          refusalOf(openSession({ uploadUrl: address, contentType, sizeBytes: 1, allowedOrigins: [origin] })),
          refusalOf(querySession({ sessionUrl: address, allowedOrigins: [origin], sizeBytes: 1 })),
        ]),
      );
      expect(errors.map(({ code }) => code)).toEqual(errors.map(() => "upload_refused"));
      expect([received.length, strangerConnections]).toEqual([0, 0]);
    });

    test("in the clear to a host that is not this machine, even if it is listed", async () => {
      const sessionUrl = `http://storage.example/${randomUUID()}`;
      const error = await refusalOf(
        querySession({ sessionUrl, allowedOrigins: ["http://storage.example"], sizeBytes: 1 }),
      );
      expect(error).toMatchObject({ code: "upload_refused" });
    });
  });
});

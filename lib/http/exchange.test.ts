import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Pool } from "undici";
import { afterEach, beforeEach, expect, test } from "vitest";
import { exchange, retryAfterSeconds } from "./exchange";

const limits = { silenceMs: 5_000, totalMs: 5_000, bodyBytes: 100, errorBodyBytes: 10 };

let server: Server;
let pool: Pool;
let answer: RequestListener;
let paths: string[];

beforeEach(async () => {
  paths = [];
  server = createServer((request, response) => {
    paths.push(request.url ?? "");
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  pool = new Pool(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { connections: 1 });
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await pool.destroy();
});

const get = (path: string) => ({ method: "GET" as const, path, headers: {}, body: null });

test("a request given up while it waits for a connection has not arrived, and never will", async () => {
  const isHeld = new Promise<ServerResponse>((resolve) => {
    answer = (_, response) => resolve(response);
  });

  const first = exchange(pool, get("/first"), limits);
  const held = await isHeld;
  const second = await exchange(pool, get("/second"), { ...limits, totalMs: 50 });
  answer = (_, response) => void response.end("later");
  held.end("first");
  await first;
  const third = await exchange(pool, get("/third"), limits);

  expect(second).toMatchObject({ mayHaveArrived: false, status: null, failure: { kind: "timed_out" } });
  expect(third.body.toString()).toBe("later");
  expect(paths).toEqual(["/first", "/third"]);
});

test("a successful body beyond the limit is a failure, another is cut off, and both keep the status", async () => {
  answer = (request, response) => response.writeHead(request.url === "/ok" ? 200 : 500).end("x".repeat(101));

  const tooLong = await exchange(pool, get("/ok"), limits);
  const cut = await exchange(pool, get("/fault"), limits);

  expect(tooLong).toMatchObject({ status: 200, failure: { kind: "too_large" } });
  expect(tooLong.body).toHaveLength(100);
  expect(cut.status).toBe(500);
  expect(cut.body).toHaveLength(10);
});

test("a body of exactly the limit arrives whole", async () => {
  answer = (_, response) => response.end("x".repeat(100));
  expect(await exchange(pool, get("/"), limits)).toMatchObject({ failure: null, status: 200 });
});

test("an answer announced before the answer is not taken for it", async () => {
  answer = (_, response) => {
    response.writeEarlyHints({ link: "</style.css>; rel=preload" });
    response.writeHead(204, { "x-repeated": ["one", "two"] }).end();
  };
  const exchanged = await exchange(pool, get("/"), limits);
  expect(exchanged).toMatchObject({ status: 204, headers: { "x-repeated": "one" }, failure: null });
  expect(exchanged.headers).not.toHaveProperty("link");
});

test("a header that cannot be sent is told without throwing, and nothing left", async () => {
  const exchanged = await exchange(pool, { ...get("/"), headers: { "x-a": "a\r\nb: c" } }, limits);
  expect(exchanged).toMatchObject({ mayHaveArrived: false, failure: { kind: "unreachable" } });
  expect(paths).toEqual([]);
});

/** A body of so many bytes a part, each after a while. */
async function* parts(count: number, afterMs: number, partBytes = 1_000) {
  for (let part = 0; part < count; part += 1) {
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    yield new Uint8Array(partBytes).fill(part);
  }
}
const put = (body: AsyncIterable<Uint8Array>, lengthBytes: number) => ({
  method: "PUT" as const,
  path: "/",
  headers: { "content-length": String(lengthBytes) },
  body,
});

test("a body that passes slowly is no silence of the other side, and arrives byte for byte", async () => {
  let arrived = Buffer.alloc(0);
  answer = (request, response) => {
    request.on("data", (part: Buffer) => (arrived = Buffer.concat([arrived, part])));
    request.on("end", () => response.end());
  };
  const exchanged = await exchange(pool, put(parts(6, 60), 6_000), {
    ...limits,
    silenceMs: 100,
    totalMs: 100,
  });
  expect(exchanged).toMatchObject({ status: 200, failure: null });
  expect([...new Set(arrived)]).toEqual([0, 1, 2, 3, 4, 5]);
  expect(arrived).toHaveLength(6_000);
});

test("a body of another length than was announced never looks whole", async () => {
  const isWhole: boolean[] = [];
  answer = (request) => {
    request.resume();
    request.on("close", () => isWhole.push(request.complete));
  };
  for (const lengthBytes of [1_500, 2_500]) {
    const exchanged = await exchange(pool, put(parts(2, 1), lengthBytes), limits);
    expect(exchanged).toMatchObject({ status: null, failure: { kind: "unreachable" } });
  }
  await expect.poll(() => isWhole).toEqual([false, false]);
});

test("who takes no more of a passing body is given up, and so is who sends none, and who takes it all and says nothing", async () => {
  answer = (request) => void request.pause();
  const endless = put(parts(100, 0, 1_000_000), 100_000_000);
  const stuck = await exchange(pool, endless, { ...limits, silenceMs: 200 });
  expect(stuck).toMatchObject({ status: null, failure: { kind: "timed_out", reason: "BODY_NOT_TAKEN" } });
  answer = (request) => void request.resume();
  const slow = await exchange(pool, put(parts(2, 600_000), 2_000), { ...limits, totalMs: 200 });
  expect(slow).toMatchObject({ status: null, failure: { kind: "timed_out", reason: "SENDER_SILENT" } });
  const silent = await exchange(pool, put(parts(1, 0), 1_000), { ...limits, silenceMs: 200 });
  expect(silent).toMatchObject({ status: null, failure: { kind: "timed_out", reason: "HEADERS_TIMEOUT" } });
});

test.each([
  ["7", 7],
  ["0.5", 0.5],
  ["Thu, 01 Jan 2026 00:00:30 GMT", 30],
  ["Thu, 01 Jan 2015 00:00:00 GMT", 0],
  ["soon", null],
  ["", null],
])("Retry-After %j is %j seconds", (text, seconds) => {
  expect(retryAfterSeconds({ "retry-after": text }, Date.parse("2026-01-01T00:00:00Z"))).toBe(seconds);
});

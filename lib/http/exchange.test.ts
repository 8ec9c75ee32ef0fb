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

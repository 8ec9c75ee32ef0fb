import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { ProblemError } from "@/lib/domain/problem";
import { attachment, streamAsset } from "./media";

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

interface Host {
  origin: string;
  requests: IncomingMessage[];
  answer: Answer;
  server: Server;
}

async function openHost(): Promise<Host> {
  const host: Host = {
    origin: "",
    requests: [],
    answer: (_, response) => response.end(),
    server: createServer(),
  };
  host.server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    host.requests.push(request);
    host.answer(request, response);
  });
  host.server.listen(0, "127.0.0.1");
  await once(host.server, "listening");
  host.origin = `http://127.0.0.1:${(host.server.address() as AddressInfo).port}`;
  return host;
}

const picture = Buffer.from("0123456789");
let media: Host;
let other: Host;

beforeAll(async () => {
  media = await openHost();
  other = await openHost();
  process.env.AUTH_SECRET = "0123456789abcdef0123456789abcdef";
  process.env.DATABASE_URL = "postgres://nobody@127.0.0.1:1/none";
  process.env.LAYER_MEDIA_ORIGINS = media.origin;
});

beforeEach(() => {
  media.requests = [];
  other.requests = [];
});

afterAll(() => {
  for (const { server } of [media, other]) {
    server.close();
    server.closeAllConnections();
  }
});

const serve =
  (headers: Record<string, string>, status = 200, body: Buffer = picture): Answer =>
  (_, response) =>
    response.writeHead(status, headers).end(body);

const ask = (headers: Record<string, string> = {}, signal?: AbortSignal) =>
  new Request("http://localhost:3000/api/asset", { headers, signal: signal ?? null });

const png = (path = "/a.png") => ({ url: `${media.origin}${path}`, contentType: "image/png" });

async function problemOf(answer: Promise<Response>): Promise<string> {
  return await answer.then(
    () => "answered",
    (error: ProblemError) => error.problem.code,
  );
}

test("an asset arrives whole, with its type, and can neither be sniffed nor run", async () => {
  media.answer = serve({ "content-type": "image/png", "content-length": "10", etag: '"1"' });
  const answer = await streamAsset(ask(), png(), null);
  expect(answer.status).toBe(200);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "image/png",
    "content-length": "10",
    etag: '"1"',
    "x-content-type-options": "nosniff",
    "content-security-policy": expect.stringMatching(/^sandbox; default-src 'none'/),
  });
  expect(await answer.text()).toBe("0123456789");
});

test("nothing of the reader reaches the media host: no cookie, no token, no address", async () => {
  media.answer = serve({ "content-type": "image/png" });
  await streamAsset(
    ask({
      cookie: "next-auth.session-token=sealed",
      authorization: "Bearer pat_secret",
      referer: "http://localhost:3000/w/1",
      "x-forwarded-for": "10.0.0.1",
      "user-agent": "someone",
    }),
    png(),
    null,
  );
  expect(Object.keys(media.requests[0]?.headers ?? {}).toSorted()).toEqual([
    "accept",
    "accept-encoding",
    "connection",
    "host",
  ]);
});

test("a file that the host compressed unasked arrives as itself", async () => {
  media.answer = serve(
    { "content-type": "image/svg+xml", "content-encoding": "gzip" },
    200,
    gzipSync("<svg/>"),
  );
  const answer = await streamAsset(ask(), { ...png("/a.svg"), contentType: "image/svg+xml" }, null);
  expect(answer.headers.has("content-encoding")).toBe(false);
  expect(await answer.text()).toBe("<svg/>");
});

test("a part of a compressed file is refused, as it is a part of nothing", async () => {
  media.answer = serve({ "content-encoding": "gzip", "content-range": "bytes 0-3/10" }, 206);
  expect(await problemOf(streamAsset(ask({ range: "bytes=0-3" }), png(), null))).toBe("asset_unavailable");
});

test("a player's range is passed on and its part comes back as a part", async () => {
  media.answer = serve(
    { "content-range": "bytes 2-4/10", "content-type": "video/mp4" },
    206,
    picture.subarray(2, 5),
  );
  const answer = await streamAsset(ask({ range: "bytes=2-4", "if-range": '"1"' }), png("/a.mp4"), null);
  expect(media.requests[0]?.headers).toMatchObject({ range: "bytes=2-4", "if-range": '"1"' });
  expect([answer.status, answer.headers.get("content-range"), await answer.text()]).toEqual([
    206,
    "bytes 2-4/10",
    "234",
  ]);
});

test("several ranges at once are not asked for", async () => {
  media.answer = serve({ "content-type": "video/mp4" });
  await streamAsset(ask({ range: "bytes=0-1,4-5", "if-range": '"1"' }), png(), null);
  expect(media.requests[0]?.headers).not.toHaveProperty("range");
  expect(media.requests[0]?.headers).not.toHaveProperty("if-range");
});

test.each(["text/html", "application/xhtml+xml", "text/javascript", "nonsense", "application/pdf"])(
  "a file of type %s is handed over as a download of plain bytes",
  async (contentType) => {
    media.answer = serve({ "content-type": contentType });
    const answer = await streamAsset(ask(), { ...png("/a"), contentType }, null);
    expect(answer.headers.get("content-type")).toBe("application/octet-stream");
    expect(answer.headers.get("content-disposition")).toBe("attachment");
  },
);

test.each([
  ["another host", () => `${other.origin}/a.png`],
  ["another port", () => media.origin.replace(/:\d+$/, ":1/a.png")],
  ["the host as user", () => media.origin.replace("http://", `http://127.0.0.1@`).replace(/$/, "/a.png")],
  ["another scheme", () => "file:///etc/passwd"],
  ["the origin as a beginning", () => `${media.origin}.evil.example/a.png`],
  ["no address", () => "/a.png"],
])("an address on %s is never fetched", async (_, url) => {
  expect(await problemOf(streamAsset(ask(), { ...png(), url: url() }, null))).toBe("asset_unavailable");
  expect([media.requests.length, other.requests.length]).toEqual([0, 0]);
});

test("a redirect within the media origins is followed", async () => {
  media.answer = (request, response) =>
    request.url === "/a.png"
      ? response.writeHead(302, { location: "/b.png" }).end()
      : response.writeHead(200, { "content-type": "image/png" }).end("moved");
  expect(await (await streamAsset(ask(), png(), null)).text()).toBe("moved");
});

test("a redirect to any other host is refused and that host hears nothing", async () => {
  media.answer = serve({ location: `${other.origin}/a.png` }, 302);
  expect(await problemOf(streamAsset(ask(), png(), null))).toBe("asset_unavailable");
  expect(other.requests).toHaveLength(0);
});

test("redirects without end are given up after three", async () => {
  media.answer = serve({ location: "/again.png" }, 302);
  expect(await problemOf(streamAsset(ask(), png(), null))).toBe("asset_unavailable");
  expect(media.requests).toHaveLength(4);
});

test.each([404, 403, 500])("a %i of the media host is a file that cannot be fetched", async (status) => {
  media.answer = serve({ "content-type": "text/html" }, status);
  expect(await problemOf(streamAsset(ask(), png(), null))).toBe("asset_unavailable");
});

test("a reader who goes away ends the transfer at the media host", async () => {
  const closed = new Promise<void>((resolve) => {
    media.answer = (_, response) => {
      response.on("close", resolve);
      response.writeHead(200, { "content-type": "video/mp4" });
      response.write(picture);
    };
  });
  const answer = await streamAsset(ask(), png(), null);
  const reader = answer.body?.getReader();
  await reader?.read();
  await reader?.cancel();
  await expect(closed).resolves.toBeUndefined();
});

test("a request that is given up before the answer ends at the media host too", async () => {
  const reader = new AbortController();
  const closed = new Promise<void>((resolve) => {
    media.answer = (request) => {
      request.on("close", resolve);
      reader.abort();
    };
  });
  await expect(streamAsset(ask({}, reader.signal), png(), null)).rejects.toThrow(/abort/i);
  await closed;
});

test("a slow reader is not read ahead of: memory stays bounded", async () => {
  const block = Buffer.alloc(64 * 1024);
  let writtenBytes = 0;
  const stalled = new Promise<void>((resolve) => {
    media.answer = async (_, response) => {
      response.writeHead(200, { "content-type": "video/mp4" });
      for (let blocks = 0; blocks < 4_000; blocks += 1) {
        writtenBytes += block.byteLength;
        if (response.write(block)) continue;
        const drained = await Promise.race([
          once(response, "drain").then(() => true),
          new Promise<boolean>((still) => setTimeout(() => still(false), 300)),
        ]);
        if (!drained) break;
      }
      resolve();
    };
  });
  const answer = await streamAsset(ask(), png(), null);
  await stalled;
  expect(writtenBytes).toBeLessThan(32 * 1024 * 1024);
  await answer.body?.cancel();
});

test("a download's name is safe in a header and in every file system", () => {
  expect(attachment('a "quoted"; name/with\\parts\r\nSet-Cookie: x=1')).toBe(
    `attachment; filename="a quoted _ name with parts Set-Cookie x=1"; filename*=UTF-8''a%20quoted%20%3B%20name%20with%20parts%20Set-Cookie%20x%3D1`,
  );
  expect(attachment("日本の剣 1.png")).toBe(
    `attachment; filename="____ 1.png"; filename*=UTF-8''%E6%97%A5%E6%9C%AC%E3%81%AE%E5%89%A3%201.png`,
  );
  expect(attachment("...")).toContain('filename="file"');
});

import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { ProblemError } from "@/lib/domain/problem";
import { type Sandbox, startSandbox } from "@/sandbox/sandbox";
import { freshDatabase } from "@/scripts/fresh-database";
import { journal } from "./journal";
import { personIdOf } from "./person";
import { type FetchRules, fetchPublic, isPublicAddress, publicRules } from "./public-fetch";
import type { Session } from "./session";
import { uploadFromUrl } from "./upload-from-url";
import { listUploadedFiles } from "./uploaded-files";

let sandbox: Sandbox;
let host: Server;
let port: number;
let answer: RequestListener;
let asked: Array<{ url: string; headers: NodeJS.Dict<string | string[]> }>;
let workspaceId: string;
let session: Session;

beforeAll(async () => {
  sandbox = await startSandbox({ speed: 50 });
  process.env.AUTH_SECRET = "0123456789abcdef0123456789abcdef";
  process.env.DATABASE_URL = await freshDatabase();
  process.env.LAYER_API_URL = sandbox.apiUrl;
  process.env.LAYER_STORAGE_ORIGINS = sandbox.storageOrigin;
  process.env.LAYER_MEDIA_ORIGINS = sandbox.mediaOrigin;
  host = createServer((request, response) => {
    asked.push({ url: request.url ?? "", headers: request.headers });
    answer(request, response);
  });
  host.listen(0, "127.0.0.1");
  await once(host, "listening");
  port = (host.address() as AddressInfo).port;
});

afterAll(async () => {
  host.closeAllConnections();
  host.close();
  await journal().close();
  await sandbox.close();
});

beforeEach(async () => {
  asked = [];
  answer = (_, response) => void response.writeHead(404).end();
  const made = await fetch(`${sandbox.controlUrl}/workspaces`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "Test studio" }),
  });
  const { token, workspaceId: id } = (await made.json()) as { token: string; workspaceId: string };
  workspaceId = id;
  session = { token, personId: personIdOf(token), personName: "Ada" };
});

/** The public rules, but for one name that stands for a host of the internet and is this test's server. */
const testRules: FetchRules = {
  refusal: (url) => (url.protocol === "http:" && url.port === String(port) ? null : publicRules.refusal(url)),
  resolve: (hostname) =>
    hostname === "pictures.example" ? Promise.resolve(["127.0.0.1"]) : publicRules.resolve(hostname),
  isReachable: (ipAddress) => ipAddress === "127.0.0.1" || isPublicAddress(ipAddress),
};

const at = (path: string) => `http://pictures.example:${port}${path}`;
const limits = { maxBytes: 1_000, totalMs: 2_000 };
const calm = () => new AbortController().signal;

const problemOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown as ProblemError,
  );
  return error?.problem;
};

const take = (url: string, rules: FetchRules = testRules) =>
  uploadFromUrl(session, workspaceId, { url }, calm(), rules);

const files = async () =>
  (await listUploadedFiles(session, workspaceId, { cursor: null, limit: 20 }, "")).files;

const picture = () =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: "#b52" } })
    .png()
    .toBuffer();

test("a picture at an address is uploaded whole, under its name, and listed", async () => {
  const bytes = await picture();
  answer = (_, response) => response.writeHead(200, { "content-type": "text/html" }).end(bytes);
  const { file, isKnown } = await take(at("/art/L%C3%A4mp.png?size=1"));
  expect(isKnown).toBe(false);
  expect(file).toMatchObject({
    name: "Lämp.png",
    contentType: "image/png",
    sizeBytes: bytes.length,
    isMine: true,
  });
  expect(await files()).toMatchObject([{ fileId: file.fileId }]);
});

test("bytes that are in the workspace already are not sent again, and a removed file is listed anew", async () => {
  const bytes = await picture();
  answer = (_, response) => response.end(bytes);
  const first = await take(at("/a.png"));
  await journal().setUploadRemoved({ workspaceId, personId: session.personId }, first.file.fileId, true);
  const second = await take(at("/b.png"));
  expect(second).toMatchObject({ isKnown: true, file: { fileId: first.file.fileId } });
  expect(await files()).toHaveLength(1);
});

test("the host learns nothing of the person: no cookie, no token, no referrer", async () => {
  answer = (_, response) => response.end("x");
  await fetchPublic(at("/a"), limits, calm(), testRules);
  expect(Object.keys(asked[0]?.headers ?? {}).toSorted()).toEqual([
    "accept",
    "accept-encoding",
    "connection",
    "host",
    "user-agent",
  ]);
  expect(asked[0]?.headers.host).toBe(`pictures.example:${port}`);
});

test.each([
  "http://127.0.0.1/",
  "https://127.0.0.1/",
  "https://localhost/",
  "https://LOCALHOST./",
  "https://2130706433/",
  "https://0x7f.1/",
  "https://0177.0.0.1/",
  "https://127.1/",
  "https://0/",
  "https://10.0.0.8/",
  "https://172.16.3.4/",
  "https://192.168.1.1/",
  "https://100.64.0.1/",
  "https://169.254.169.254/latest/meta-data/",
  "https://168.63.129.16/",
  "https://[::1]/",
  "https://[::]/",
  "https://[::ffff:127.0.0.1]/",
  "https://[::ffff:7f00:1]/",
  "https://[::127.0.0.1]/",
  "https://[64:ff9b::7f00:1]/",
  "https://[2002:7f00:1::]/",
  "https://[2001:0:7f00:1::]/",
  "https://[fe80::1]/",
  "https://[fd00:ec2::254]/",
  "https://[ff02::1]/",
  "https://user:secret@example.com/",
  "https://example.com@127.0.0.1/",
  "https://example.com:8443/",
  "http://example.com/",
  "ftp://example.com/a.png",
  "file:///etc/passwd",
  "data:image/png;base64,AAAA",
  "//example.com/a.png",
  "not an address",
])("%s is refused before any request", async (address) => {
  expect(await problemOf(fetchPublic(address, limits, calm()))).toMatchObject({
    code: "invalid_request",
    field: "url",
  });
});

test("a name that points inside is refused, also where only one of its addresses does", async () => {
  const inside = (addresses: string[]): FetchRules => ({
    ...publicRules,
    resolve: () => Promise.resolve(addresses),
  });
  for (const addresses of [["10.1.2.3"], ["8.8.8.8", "127.0.0.1"], ["::1"], []])
    expect(
      await problemOf(fetchPublic("https://nice.example/", limits, calm(), inside(addresses))),
    ).toMatchObject({
      detail: "There is nothing on the public internet at this address.",
    });
});

test("a name is resolved once a hop, and the address that was judged is the one connected to", async () => {
  answer = (_, response) => response.end("from the judged one");
  let resolved = 0;
  const rebinding: FetchRules = {
    ...testRules,
    resolve: () => {
      resolved += 1;
      // A second question would be told of another machine.
      return Promise.resolve(resolved === 1 ? ["127.0.0.1"] : ["127.0.0.2"]);
    },
  };
  const { bytes } = await fetchPublic(at("/a"), limits, calm(), rebinding);
  expect(bytes.toString()).toBe("from the judged one");
  expect(resolved).toBe(1);
});

test.each([
  "https://169.254.169.254/latest/meta-data/",
  "https://localhost/admin",
  "https://[::ffff:10.0.0.1]/",
  "file:///etc/passwd",
  "https://user:secret@example.com/",
])("a redirect to %s is not followed", async (location) => {
  answer = (_, response) => void response.writeHead(302, { location }).end();
  expect(await problemOf(fetchPublic(at("/a"), limits, calm(), testRules))).toMatchObject({
    code: "invalid_request",
  });
  expect(asked).toHaveLength(1);
});

test("three redirects are followed, a fourth is not", async () => {
  answer = (request, response) => {
    const left = Number(request.url?.slice(1));
    if (left === 0) return response.end("here");
    return response.writeHead(307, { location: `/${left - 1}` }).end();
  };
  expect((await fetchPublic(at("/3"), limits, calm(), testRules)).bytes.toString()).toBe("here");
  expect(await problemOf(fetchPublic(at("/4"), limits, calm(), testRules))).toMatchObject({
    detail: "The address leads from one to the next without end.",
  });
  expect(asked).toHaveLength(8);
});

test("what is too large is given up, whether its length is announced or not", async () => {
  answer = (_, response) => response.writeHead(200, { "content-length": "1001" }).end("x".repeat(1_001));
  expect(await problemOf(fetchPublic(at("/a"), limits, calm(), testRules))).toMatchObject({
    code: "upload_size",
  });
  answer = (_, response) => {
    response.write("x".repeat(900));
    response.end("x".repeat(900));
  };
  expect(await problemOf(fetchPublic(at("/a"), limits, calm(), testRules))).toMatchObject({
    code: "upload_size",
  });
});

test("a host that trickles for ever is given up in words", async () => {
  answer = (_, response) => void response.write("x");
  expect(
    await problemOf(fetchPublic(at("/a"), { ...limits, totalMs: 200 }, calm(), testRules)),
  ).toMatchObject({
    detail: "The host did not hand over the file within 0.2 seconds.",
  });
});

test("an answer that is packed is not unpacked", async () => {
  answer = (_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end("x");
  expect(await problemOf(fetchPublic(at("/a"), limits, calm(), testRules))).toMatchObject({
    code: "invalid_request",
  });
});

test.each([
  ["a web page", "<!doctype html><p>hello", "upload_type"],
  ["nothing", "", "upload_size"],
  ["a GIF", "GIF89a\u0001\u0000\u0001\u0000", "upload_type"],
  ["a picture with a script in it", "\u0089PNG\r\n\u001a\n<script>", "upload_type"],
])("%s at an address is refused, and Layer is not asked for anything", async (_, text, code) => {
  answer = (_request, response) =>
    response.writeHead(200, { "content-type": "image/png" }).end(Buffer.from(text, "latin1"));
  expect(await problemOf(take(at("/a.png")))).toMatchObject({ code, field: "url" });
  expect(await files()).toEqual([]);
});

test("somebody whose token does not reach the workspace makes no request leave", async () => {
  const stranger = { ...session, token: "pat_nobody", personId: personIdOf("pat_nobody") };
  await problemOf(uploadFromUrl(stranger, workspaceId, { url: at("/a.png") }, calm(), testRules));
  expect(asked).toEqual([]);
});

test.each(["8.8.8.8", "1.1.1.1", "172.15.0.1", "2606:4700::1111", "2a00:1450:4001::200e"])(
  "%s is public",
  (ipAddress) => {
    expect(isPublicAddress(ipAddress)).toBe(true);
  },
);

import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, request as requestHttp, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { encode } from "next-auth/jwt";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import {
  createUploadEngine,
  isUploading,
  type Upload,
  type UploadEngineOptions,
} from "@/lib/browser/upload-engine";
import { pageLocks } from "@/lib/browser/upload-locks";
import { abortableWait } from "@/lib/browser/upload-pace";
import { browserUploadStore, memoryUploadStore } from "@/lib/browser/upload-store";
import { httpUploadTransport, NoAnswer, type SendExchange } from "@/lib/browser/uploads-transport";
import { ProblemError, problemOf } from "@/lib/domain/problem";
import type { UploadTicket } from "@/lib/domain/upload-rules";
import type { RouteContext } from "@/lib/server/handle";
import { journal } from "@/lib/server/journal";
import { personIdOf } from "@/lib/server/person";
import { type Sandbox, startSandbox } from "@/sandbox/sandbox";
import { startEmbeddedPostgres } from "@/scripts/embedded-postgres.mjs";

// The faults of uploading, by the numbers of the list they come from. Engine, relay and storage host speak real HTTP; only
// the browser's rules between origins are played, by `send` below. The same in Chromium is among the journeys.

type Handler = (request: Request, context: RouteContext) => Promise<Response>;

const secret = "0123456789abcdef0123456789abcdef";
const quantum = 262_144;
// Smaller than the deployment's, so that a file of several chunks is a matter of milliseconds.
const relayChunk = 2 * quantum;
const directChunk = 4 * quantum;

let sandbox: Sandbox;
let database: { databaseUrl: string; stop: () => Promise<void> };
let server: Server;
let origin: string;
let post: Handler;
let chunkRoutes: { PUT: Handler; DELETE: Handler };
let studio: { token: string; workspaceId: string; cookie: string };
/** What the relay does to the next chunks before it is a relay; by turns. */
let lineFaults: Array<(incoming: IncomingMessage) => void> = [];
let relayed: Array<{ method: string; kind: "ticket" | "chunk" | "query" | "cancel"; bytes: number }> = [];
let inFlight = 0;
let mostInFlight = 0;

async function control<Answer>(path: string, body?: unknown, method = "POST"): Promise<Answer> {
  const response = await fetch(`${sandbox.controlUrl}${path}`, {
    method,
    headers: { "content-type": "application/json" },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await response.text();
  return (text === "" ? null : JSON.parse(text)) as Answer;
}

async function answer(incoming: IncomingMessage): Promise<Response> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  const body = Buffer.concat(parts);
  const isChunkRoute = incoming.url?.endsWith("/chunk") ?? false;
  const kind = !isChunkRoute
    ? "ticket"
    : incoming.method === "DELETE"
      ? "cancel"
      : incoming.headers["upload-query"] === "1"
        ? "query"
        : "chunk";
  relayed.push({ method: incoming.method ?? "", kind, bytes: body.length });
  if (kind === "chunk") lineFaults.shift()?.(incoming);
  const request = new Request(`${origin}${incoming.url}`, {
    method: incoming.method ?? "GET",
    headers: incoming.headers as Record<string, string>,
    body: body.length === 0 ? null : body,
  });
  const workspaceId = incoming.url?.split("/")[3];
  const handler = kind === "ticket" ? post : kind === "cancel" ? chunkRoutes.DELETE : chunkRoutes.PUT;
  return await handler(request, { params: Promise.resolve({ workspaceId }) });
}

beforeAll(async () => {
  vi.stubGlobal("navigator", { onLine: true });
  sandbox = await startSandbox({ speed: 50 });
  database = await startEmbeddedPostgres();
  server = createServer((incoming, outgoing) => {
    inFlight += 1;
    mostInFlight = Math.max(mostInFlight, inFlight);
    outgoing.once("close", () => {
      inFlight -= 1;
    });
    answer(incoming).then(
      async (response) => {
        outgoing.writeHead(response.status, Object.fromEntries(response.headers));
        outgoing.end(Buffer.from(await response.arrayBuffer()));
      },
      () => incoming.socket.destroy(),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  process.env.AUTH_SECRET = secret;
  process.env.APP_URL = origin;
  process.env.DATABASE_URL = database.databaseUrl;
  process.env.LAYER_API_URL = sandbox.apiUrl;
  process.env.LAYER_STORAGE_ORIGINS = sandbox.storageOrigin;
  process.env.LAYER_MEDIA_ORIGINS = sandbox.mediaOrigin;
  process.env.UPLOAD_TRANSPORT = "auto";
  ({ POST: post } = (await import("./route")) as unknown as { POST: Handler });
  chunkRoutes = await import("./chunk/route");
}, 60_000);

afterAll(async () => {
  vi.unstubAllGlobals();
  server.closeAllConnections();
  server.close();
  await journal().close();
  await sandbox.close();
  await database.stop();
});

beforeEach(async () => {
  const { token, workspaceId } = await control<{ token: string; workspaceId: string }>("/workspaces", {});
  const sealed = await encode({
    secret,
    token: { layerToken: token, personId: personIdOf(token), personName: "Ada" },
  });
  studio = { token, workspaceId, cookie: `next-auth.session-token=${sealed}` };
  relayed = [];
  lineFaults = [];
  mostInFlight = 0;
  await control("/storage/requests", undefined, "DELETE");
  await control("/storage/cors", { origins: [origin] }, "PUT");
});

afterEach(async () => {
  await control("/storage/faults", undefined, "DELETE");
});

const plan = (fault: Record<string, unknown>, more: { op?: string; times?: number | null } = {}) =>
  control("/storage/faults", {
    fault,
    ...(more.times === undefined ? {} : { times: more.times }),
    match: more.op === undefined ? {} : { op: more.op },
  });

interface StorageRequest {
  op: string;
  method: string;
  range: string | null;
  bytes: number;
  status: number | null;
}

const storageRequests = () => control<StorageRequest[]>("/storage/requests", undefined, "GET");
const countOf = async (op: string) => (await storageRequests()).filter((each) => each.op === op).length;

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
async function storedSha256(upload: Upload): Promise<string | undefined> {
  return (await control<{ sha256?: string }>(`/storage/objects/${upload.fileId}/sha256`, undefined, "GET"))
    .sha256;
}

/** One request as a page of `origin` would make it: what the other origin does not let it read, it does not get. */
const browserSend: SendExchange = async (exchange, { stallMs, answerMs }) => {
  const isForeign = new URL(exchange.url).origin !== origin;
  const raw = (
    method: string,
    headers: Record<string, string>,
    body: Uint8Array<ArrayBuffer> | null,
    onSent?: (bytes: number) => void,
  ) =>
    new Promise<{ status: number; headers: IncomingMessage["headers"]; text: string }>((resolve, reject) => {
      const { signal } = exchange;
      if (signal?.aborted) return reject(signal.reason as Error);
      const length = body?.byteLength ?? 0;
      const outgoing = requestHttp(exchange.url, {
        method,
        agent: false,
        headers: { ...headers, origin, "content-length": String(length) },
      });
      let timer: ReturnType<typeof setTimeout> | undefined;
      const fail = (error: Error) => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", abort);
        reject(error);
        outgoing.destroy();
      };
      const abort = () => fail(signal?.reason as Error);
      const within = (limitMs: number) => {
        clearTimeout(timer);
        timer = setTimeout(() => fail(new ProblemError(problemOf("storage_unreachable"))), limitMs);
      };
      signal?.addEventListener("abort", abort);
      outgoing.on("error", () => fail(new NoAnswer()));
      outgoing.on("response", (incoming) => {
        const parts: Buffer[] = [];
        incoming.on("data", (part: Buffer) => parts.push(part));
        incoming.on("error", () => fail(new NoAnswer()));
        incoming.on("end", () => {
          clearTimeout(timer);
          signal?.removeEventListener("abort", abort);
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            text: Buffer.concat(parts).toString(),
          });
        });
      });
      within(length === 0 ? answerMs : stallMs);
      let sent = 0;
      const write = () => {
        if (outgoing.destroyed || !body) return;
        if (sent === length) {
          outgoing.end();
          return within(answerMs);
        }
        const end = Math.min(sent + quantum, length);
        outgoing.write(body.subarray(sent, end), () => {
          onSent?.(end);
          within(stallMs);
          sent = end;
          write();
        });
      };
      if (body) write();
      else outgoing.end();
    });

  if (isForeign) {
    const leave = await raw(
      "OPTIONS",
      { "access-control-request-method": exchange.method, "access-control-request-headers": "content-range" },
      null,
    );
    const allowed = (leave.headers["access-control-allow-headers"] ?? "").toLowerCase();
    if (leave.headers["access-control-allow-origin"] !== origin || !allowed.includes("content-range"))
      throw new NoAnswer();
  }
  const headers = isForeign ? exchange.headers : { ...exchange.headers, cookie: studio.cookie };
  const got = await raw(exchange.method, headers, exchange.body, exchange.onSent);
  if (isForeign && got.headers["access-control-allow-origin"] !== origin) throw new NoAnswer();
  const exposed = (got.headers["access-control-expose-headers"] ?? "").toLowerCase().split(", ");
  return {
    status: got.status,
    text: got.text,
    header: (name) =>
      isForeign && !exposed.includes(name.toLowerCase())
        ? null
        : (got.headers[name.toLowerCase()]?.toString() ?? null),
  };
};

const requestWholeTicket = async (
  workspaceId: string,
  file: { name: string; contentType: string; sizeBytes: number },
  signal: AbortSignal,
) => {
  const response = await fetch(`${origin}/api/workspaces/${workspaceId}/uploads`, {
    method: "POST",
    signal,
    headers: { "content-type": "application/json", cookie: studio.cookie, origin },
    body: JSON.stringify(file),
  });
  const body: unknown = await response.json();
  if (!response.ok) throw new ProblemError(body as ProblemError["problem"]);
  return body as UploadTicket;
};

const requestTicket: typeof requestWholeTicket = async (...asked) => {
  const ticket = await requestWholeTicket(...asked);
  return {
    ...ticket,
    chunkBytes: relayChunk,
    ...(ticket.direct ? { direct: { ...ticket.direct, chunkBytes: directChunk } } : {}),
  };
};

/** A way for the bytes, and what the storage host's rules between origins let the page read of it. */
type Lane = "relay" | "direct" | "direct, CORS off" | "direct, Range hidden" | "direct, last answer hidden";
const lanes: Lane[] = ["relay", "direct"];
const everyLane: Lane[] = [
  ...lanes,
  "direct, CORS off",
  "direct, Range hidden",
  "direct, last answer hidden",
];

const rulesOf: Record<Lane, () => Promise<unknown>> = {
  relay: async () => {},
  direct: async () => {},
  "direct, CORS off": () => control("/storage/cors", { origins: null }, "PUT"),
  "direct, Range hidden": () => plan({ kind: "cors", cors: "range-hidden" }),
  "direct, last answer hidden": () => plan({ kind: "cors", cors: "absent-on-200" }),
};

interface Patient {
  stallMs?: number;
  answerMs?: number;
}

function openEngine(lane: Lane, options: Partial<UploadEngineOptions> & Patient = {}) {
  const { stallMs = 10_000, answerMs = 20_000, ...rest } = options;
  const waits: number[] = [];
  let isRefused = lane === "relay";
  const states: Upload[] = [];
  const engine = createUploadEngine({
    transport: httpUploadTransport(origin, {
      send: browserSend,
      patience: { stallMs, answerMs },
      requestTicket,
    }),
    random: () => 0.5,
    wait: async (delayMs) => void waits.push(delayMs),
    direct: {
      isRefused: () => isRefused,
      refuse: () => {
        isRefused = true;
      },
    },
    ...rest,
  });
  engine.subscribe(() => states.push(...engine.snapshot()));
  const ended = (id: string, phases: Array<Upload["state"]["phase"]> = ["done", "failed"]) =>
    vi.waitFor(
      () => {
        const upload = engine.snapshot().find((each) => each.id === id);
        expect(phases).toContain(upload?.state.phase);
        return upload as Upload;
      },
      { timeout: 20_000, interval: 5 },
    );
  const add = (file: File) => engine.add(studio.workspaceId, [file])[0]?.id ?? "";
  return { engine, ended, add, waits, states, isDirectRefused: () => isRefused };
}

let made = 0;
const picture = (sizeBytes: number) => {
  const bytes = randomBytes(sizeBytes);
  Buffer.from("\x89PNG\r\n\x1a\n", "latin1").copy(bytes);
  made += 1;
  return { bytes, file: new File([new Uint8Array(bytes)], `picture-${made}.png`) };
};

/** Uploads a file on a lane and holds that it is stored byte for byte. */
async function arrives(lane: Lane, sizeBytes: number, options: Parameters<typeof openEngine>[1] = {}) {
  const opened = openEngine(lane, options);
  const { bytes, file } = picture(sizeBytes);
  const upload = await opened.ended(opened.add(file));
  expect(upload.state).toEqual({ phase: "done" });
  expect(await storedSha256(upload)).toBe(sha256(bytes));
  return { ...opened, upload, bytes, file };
}

const file9 = 2 * relayChunk + quantum + 77;

const chunkOf = (lane: Lane) => (lane === "relay" ? relayChunk : directChunk);

describe.each(everyLane)("%s", (lane) => {
  const oneChunk = chunkOf(lane);

  beforeEach(rulesOf[lane]);

  test.each([0, 1, quantum - 1, quantum, quantum + 1, relayChunk - 1])(
    "1: a connection cut after %i bytes of a chunk goes on where the host says its bytes end",
    async (bytes) => {
      await plan({ kind: "cut", bytes }, { op: "chunk" });
      await arrives(lane, oneChunk + 500_000);
      expect(await countOf("start")).toBe(1);
    },
  );

  test("2: a lost answer to a stored chunk sends no byte twice", async () => {
    await plan({ kind: "persist-then-destroy" }, { op: "chunk" });
    const { upload } = await arrives(lane, oneChunk + 500_000);
    const sent = (await storageRequests()).reduce((sum, { bytes }) => sum + bytes, 0);
    expect(sent).toBe(upload.sizeBytes);
  });

  test("3: a lost last answer is found out by asking", async () => {
    await plan({ kind: "persist-then-destroy" }, { op: "final" });
    const { upload } = await arrives(lane, 500_000);
    expect((await storageRequests()).reduce((sum, { bytes }) => sum + bytes, 0)).toBe(upload.sizeBytes);
  });

  test.each([0, quantum, 300_000, relayChunk - 1])(
    "4: a chunk of which %i bytes were kept is cut anew from there",
    async (bytes) => {
      await plan({ kind: "short-range", bytes }, { op: "chunk" });
      await arrives(lane, oneChunk + 500_000);
      expect(await countOf("start")).toBe(1);
    },
  );

  test.each([false, true])(
    "5: an answer without Range is asked about, whether or not the bytes are lost (lost: %s)",
    async (lost) => {
      await plan({ kind: "no-range", lost }, { op: "chunk" });
      await arrives(lane, 2 * oneChunk + 500_000);
      expect(await countOf("start")).toBe(1);
    },
  );

  test.each([408, 429, 500, 502, 503, 504])("8: status %i costs a wait and nothing else", async (status) => {
    await plan({ kind: "status", status }, { op: "chunk" });
    const { waits } = await arrives(lane, oneChunk + 500_000);
    expect(waits).toEqual([500]);
  });

  test("10: a line on which nothing moves is given up and taken up again, before and after the bytes", async () => {
    await plan({ kind: "stall", at: "before-body" }, { op: "chunk" });
    await plan({ kind: "stall", at: "after-body" }, { op: "chunk" });
    await arrives(lane, 2 * oneChunk + 500_000, { stallMs: 700, answerMs: 700 });
    expect(await countOf("start")).toBe(1);
  });

  test.each([404, 410])("11: a session that ends with %i is begun anew once, and told", async (status) => {
    await plan({ kind: "gone", status }, { op: "chunk" });
    const { upload, states } = await arrives(lane, oneChunk + 500_000);
    expect(upload.note).toMatch(/^Began again from the start/);
    expect(await countOf("start")).toBe(2);
    expect(states.some(({ state }) => state.phase === "retrying")).toBe(false);
  });

  test("11: a second death of the session is a person's matter", async () => {
    await plan({ kind: "gone", status: 410 }, { op: "chunk", times: 2 });
    const { add, ended } = openEngine(lane);
    const upload = await ended(add(picture(oneChunk + 500_000).file));
    expect(upload.state).toMatchObject({ problem: { code: "upload_expired" }, canRetry: true });
  });

  test("14: bytes that changed on their way are noticed and sent once more", async () => {
    await plan({ kind: "flip-byte" }, { op: "final" });
    const { upload } = await arrives(lane, 500_000);
    expect(upload.note).toMatch(/what was stored was not what was sent/);
  });

  test("14: bytes that always change are told, never taken for the file", async () => {
    await plan({ kind: "flip-byte" }, { op: "final", times: null });
    const { add, ended } = openEngine(lane);
    const upload = await ended(add(picture(500_000).file));
    expect(upload.state).toMatchObject({ phase: "failed", problem: { code: "upload_corrupt" } });
  });

  test("15: a finished object of another size is not the file", async () => {
    await plan({ kind: "wrong-size", bytes: 1 }, { op: "final" });
    const { upload } = await arrives(lane, 500_000);
    expect(upload.note).toMatch(/what was stored was not what was sent/);
  });

  test("16: cuts in a row, on either side of the relay, leave one loop and the right bytes", async () => {
    lineFaults = Array.from({ length: 3 }, () => (incoming: IncomingMessage) => incoming.socket.destroy());
    for (const bytes of [1, quantum + 1, 2 * quantum]) await plan({ kind: "cut", bytes }, { op: "chunk" });
    await arrives(lane, 4 * directChunk + 500_000);
    expect(await countOf("start")).toBe(1);
  });

  test("32: what is shown only grows, and is never the whole before the host has the whole", async () => {
    await plan({ kind: "cut", bytes: quantum }, { op: "chunk" });
    await plan({ kind: "short-range", bytes: quantum }, { op: "chunk" });
    const { states, upload } = await arrives(lane, 2 * oneChunk + 500_000);
    const sent = states.map(({ sentBytes }) => sentBytes);
    expect(sent).toEqual(sent.toSorted((a, b) => a - b));
    const early = states.filter(({ state }) => state.phase !== "done");
    expect(Math.max(...early.map(({ sentBytes }) => sentBytes))).toBeLessThan(upload.sizeBytes);
    expect(early.length).toBeGreaterThan(10);
  });
});

test.each(lanes)(
  "6: a host that claims more than was sent gets nothing more, and the person is told (%s)",
  async (lane) => {
    const oneChunk = chunkOf(lane);
    await plan({ kind: "range-beyond", by: 1 }, { op: "chunk" });
    const { add, ended } = openEngine(lane);
    const upload = await ended(add(picture(2 * oneChunk).file));
    expect(upload.state).toMatchObject({ phase: "failed", problem: { code: "upload_refused" } });
    expect(await countOf("chunk")).toBe(1);
  },
);

test.each(lanes)(
  "7: the 503 of a wrong offset is answered with a question, not with the same bytes (%s)",
  async (lane) => {
    const oneChunk = chunkOf(lane);
    await plan({ kind: "gap" }, { op: "chunk" });
    await arrives(lane, oneChunk + 500_000);
    const ops = (await storageRequests())
      .map(({ op }) => op)
      .filter((op) => op === "chunk" || op === "query");
    expect(ops.slice(0, 3)).toEqual(["chunk", "query", ...(lane === "relay" ? ["query"] : ["chunk"])]);
  },
);

test("8: the host's Retry-After is waited for", async () => {
  await plan({ kind: "status", status: 503, retryAfter: 7 }, { op: "chunk" });
  expect((await arrives("relay", file9)).waits).toEqual([7_000]);
});

test("9: a host that stays away is given up after eight tries, and its session goes on from a click", async () => {
  await plan({ kind: "status", status: 503 }, { times: null, op: "chunk" });
  const { engine, add, ended, waits } = openEngine("relay");
  const { bytes, file } = picture(file9);
  const id = add(file);
  const failed = await ended(id);
  expect(failed.state).toMatchObject({ problem: { code: "storage_unreachable" }, canRetry: true });
  expect(waits).toHaveLength(7);
  await control("/storage/faults", undefined, "DELETE");
  engine.retry(id);
  const done = await ended(id, ["done"]);
  expect(await storedSha256(done)).toBe(sha256(bytes));
  expect(await countOf("start")).toBe(1);
});

test("12: a signed address that grew too old is replaced before anybody notices", async () => {
  await plan({ kind: "expired" });
  const { waits } = await arrives("relay", 500_000);
  expect(waits).toEqual([]);
  expect(relayed.filter(({ kind }) => kind === "ticket")).toHaveLength(1);
  expect(await countOf("start")).toBe(2);
});

test.each(["signature", "malformed"])("13: a start refused for its %s is not tried again", async (kind) => {
  await plan({ kind });
  const { add, ended, waits } = openEngine("relay");
  const upload = await ended(add(picture(500_000).file));
  expect(upload.state).toMatchObject({ phase: "failed", problem: { code: "upload_refused" } });
  expect(waits).toEqual([]);
  expect(await countOf("start")).toBe(1);
});

test("16: a network that comes and goes during requests leaves one loop and the right bytes", async () => {
  let isOnline = true;
  lineFaults = Array.from({ length: 5 }, () => (incoming: IncomingMessage) => {
    isOnline = false;
    // The bytes may or may not have been stored; the page hears nothing either way.
    setTimeout(() => incoming.socket.destroy(), 5);
  });
  const opened = openEngine("relay", {
    isOnline: () => isOnline,
    wait: (delayMs, signal) => abortableWait(Math.min(delayMs, 10), signal),
  });
  const { bytes, file } = picture(4 * relayChunk);
  const id = opened.add(file);
  const flap = setInterval(() => {
    isOnline = true;
    opened.engine.noteNetwork();
    opened.engine.noteNetwork();
  }, 3);
  const upload = await opened.ended(id);
  clearInterval(flap);
  expect(upload.state).toEqual({ phase: "done" });
  expect(await storedSha256(upload)).toBe(sha256(bytes));
  const chunks = (await storageRequests()).filter(({ method }) => method === "PUT");
  expect(chunks.length).toBeGreaterThan(4);
});

/** What many uploaders do: a chunk without an answer is taken for sent, and a network that is back starts another loop. */
async function naiveUpload(bytes: Uint8Array<ArrayBuffer>, ticket: UploadTicket): Promise<void> {
  const sessionUrl = ticket.direct?.sessionUrl ?? "";
  for (let offset = 0; offset < bytes.length; offset += relayChunk) {
    const part = bytes.subarray(offset, offset + relayChunk);
    // The slice is read anew after the cut, from where the loop believes it is: one chunk too far.
    const headers = { "content-range": `bytes ${offset}-${offset + part.length - 1}/${bytes.length}` };
    const response = await fetch(sessionUrl, { method: "PUT", headers, body: part }).catch(() => null);
    if (!response) {
      const next = bytes.subarray(offset + relayChunk, offset + 2 * relayChunk);
      await fetch(sessionUrl, { method: "PUT", headers, body: next });
    }
  }
}

test("16, control: an uploader that believes itself stores other bytes and reports success", async () => {
  const { bytes } = picture(4 * relayChunk);
  const ticket = await requestTicket(
    studio.workspaceId,
    { name: "naive.png", contentType: "image/png", sizeBytes: bytes.length },
    new AbortController().signal,
  );
  await plan({ kind: "cut", bytes: 0 }, { op: "chunk" });
  await naiveUpload(new Uint8Array(bytes), ticket);
  const stored = await control<{ sha256?: string; sizeBytes?: number }>(
    `/storage/objects/${ticket.fileId}/sha256`,
    undefined,
    "GET",
  );
  expect(stored.sizeBytes).toBe(bytes.length);
  expect(stored.sha256).not.toBe(sha256(bytes));
});

test.each<[string, Record<string, unknown> | null]>([
  ["that succeeds", null],
  ["that storage answers with 500", { kind: "status", status: 500 }],
  ["whose answer is lost", { kind: "persist-then-destroy" }],
])("18: a cancel %s leaves nothing on this machine", async (_, fault) => {
  for (const each of fault ? [fault] : []) await plan(each, { op: "cancel" });
  const store = memoryUploadStore();
  await plan({ kind: "stall", at: "before-body", ms: 2_000 }, { op: "chunk" });
  const { engine, add } = openEngine("relay", { store });
  const id = add(picture(file9).file);
  await vi.waitFor(() => expect(relayed.some(({ kind }) => kind === "chunk")).toBe(true), {
    timeout: 10_000,
  });
  engine.cancel(id);
  await vi.waitFor(() => expect(relayed.some(({ kind }) => kind === "cancel")).toBe(true), {
    timeout: 10_000,
  });
  expect(engine.snapshot()).toEqual([]);
  expect(await store.all()).toEqual([]);
});

/** Begins an upload and leaves the page once the host has some of it; gives what the next page finds. */
async function abandon(lane: Lane, file: File) {
  const store = memoryUploadStore();
  await plan({ kind: "stall", at: "before-body" }, { op: "final" });
  const { engine, add } = openEngine(lane, { store });
  const id = add(file);
  await vi.waitFor(
    async () => expect((await store.all()).some(({ offsetHint }) => offsetHint > 0)).toBe(true),
    { timeout: 10_000, interval: 5 },
  );
  const records = await store.all();
  // A page that is gone does nothing any more; a paused engine does as little.
  engine.pause(id);
  await control("/storage/faults", undefined, "DELETE");
  const next = memoryUploadStore();
  for (const record of records) await next.write({ ...record, isPaused: false });
  return { store: next, id, copy: file };
}

test.each(lanes)(
  "19: after a crash a small file goes on by itself where the host says (%s)",
  async (lane) => {
    const { bytes, file } = picture(directChunk + relayChunk + 99);
    const { store, id } = await abandon(lane, file);
    await store.writeCopy(id, new Blob([new Uint8Array(bytes)]));
    const { engine, ended } = openEngine(lane, { store });
    await engine.restore(studio.workspaceId);
    const upload = await ended(id);
    expect(await storedSha256(upload)).toBe(sha256(bytes));
    expect(await countOf("start")).toBe(1);
  },
);

test("19: without its bytes it asks for the file, says how much is sent, and goes on with it", async () => {
  const { bytes, file } = picture(file9);
  const { store, id } = await abandon("relay", file);
  const { engine, ended } = openEngine("relay", { store });
  await engine.restore(studio.workspaceId);
  const waiting = await ended(id, ["needs_file"]);
  expect(waiting.state).toMatchObject({
    detail: expect.stringMatching(/^Choose the same file to continue, [3-8]\d % sent$/) as string,
  });
  await engine.chooseFile(id, new File([file], "renamed.png", { lastModified: file.lastModified }));
  expect(await storedSha256(await ended(id))).toBe(sha256(bytes));
  expect(await countOf("start")).toBe(1);
});

test("19: the same file dropped again is the upload that waited for it", async () => {
  const { bytes, file } = picture(file9);
  const { store } = await abandon("relay", file);
  const { engine, ended, add } = openEngine("relay", { store });
  await engine.restore(studio.workspaceId);
  const upload = await ended(add(file));
  expect(await storedSha256(upload)).toBe(sha256(bytes));
  expect(engine.snapshot()).toHaveLength(1);
  expect(await countOf("start")).toBe(1);
});

test("19: what somebody else began in this browser stays hidden, and is theirs when they are back", async () => {
  const { file } = picture(file9);
  const { store } = await abandon("relay", file);
  const owner = studio.cookie;
  const { token } = await control<{ token: string }>("/tokens", { workspaceIds: [studio.workspaceId] });
  const sealed = await encode({
    secret,
    token: { layerToken: token, personId: personIdOf(token), personName: "Eve" },
  });
  studio.cookie = `next-auth.session-token=${sealed}`;
  const stranger = openEngine("relay", { store });
  await stranger.engine.restore(studio.workspaceId);
  expect(stranger.engine.snapshot()).toEqual([]);
  studio.cookie = owner;
  const { engine } = openEngine("relay", { store });
  await engine.restore(studio.workspaceId);
  expect(engine.snapshot()).toHaveLength(1);
});

test("19: what still waited for its turn when the page went goes on too, begun by the same person", async () => {
  const shared = memoryUploadStore();
  await plan({ kind: "stall", at: "before-body" }, { times: null, op: "chunk" });
  const first = openEngine("relay", { store: shared, parallel: 1 });
  const pictures = [picture(file9), picture(file9)];
  const added = first.engine.add(
    studio.workspaceId,
    pictures.map(({ file }) => file),
  );
  await vi.waitFor(async () => {
    expect(await shared.all()).toHaveLength(2);
    expect(relayed.some(({ kind }) => kind === "chunk")).toBe(true);
  });
  const records = await shared.all();
  for (const { id } of added) first.engine.pause(id);
  await control("/storage/faults", undefined, "DELETE");
  const store = memoryUploadStore();
  for (const record of records) await store.write(record);
  for (const [at, { id }] of added.entries())
    await store.writeCopy(id, new Blob([new Uint8Array(pictures[at]?.bytes ?? [])]));
  const { engine, ended } = openEngine("relay", { store });
  await engine.restore(studio.workspaceId);
  const ends = await Promise.all(added.map(({ id }) => ended(id)));
  expect(await Promise.all(ends.map(storedSha256))).toEqual(pictures.map(({ bytes }) => sha256(bytes)));
});

test.each<[string, (bytes: Buffer, modified: number) => File]>([
  [
    "another size",
    (bytes, lastModified) => new File([new Uint8Array(bytes), "x"], "a.png", { lastModified }),
  ],
  ["another time", (bytes, at) => new File([new Uint8Array(bytes)], "a.png", { lastModified: at + 1 })],
  [
    "another beginning",
    (bytes, lastModified) => new File([new Uint8Array(bytes).fill(7, 20, 21)], "a.png", { lastModified }),
  ],
  [
    "another end",
    (bytes, lastModified) => new File([new Uint8Array(bytes).fill(7, -40, -1)], "a.png", { lastModified }),
  ],
])("20: a file of %s is refused, and the upload waits on", async (_, changed) => {
  const { bytes, file } = picture(file9);
  const { store, id } = await abandon("relay", file);
  const { engine, ended } = openEngine("relay", { store });
  await engine.restore(studio.workspaceId);
  bytes[20] = 6;
  const sent = relayed.length;
  await engine.chooseFile(id, changed(bytes, file.lastModified));
  expect((await ended(id, ["needs_file"])).state).toMatchObject({
    detail: expect.stringContaining("is not the file that was begun") as string,
  });
  expect(relayed).toHaveLength(sent);
});

/** A file that is moved away after so many reads. */
class VanishingFile extends File {
  constructor(
    content: Uint8Array<ArrayBuffer>,
    name: string,
    private readonly reads: { left: number },
  ) {
    super([content], name, { lastModified: 1 });
  }
  override slice(from?: number, to?: number): Blob {
    this.reads.left -= 1;
    if (this.reads.left >= 0) return super.slice(from, to);
    const gone = new Blob([]);
    gone.arrayBuffer = () => Promise.reject(new DOMException("gone", "NotReadableError"));
    return gone;
  }
}

test("21: a file that vanishes is asked for again, not blamed on the network", async () => {
  const { bytes } = picture(21 * 1_048_576);
  const { engine, ended, add, waits } = openEngine("relay");
  const id = add(new VanishingFile(new Uint8Array(bytes), "cloud.png", { left: 5 }));
  const waiting = await ended(id, ["needs_file", "failed", "done"]);
  expect(waiting.state).toMatchObject({
    phase: "needs_file",
    detail: expect.stringContaining("Choose it again") as string,
  });
  expect(waits).toEqual([]);
  await engine.chooseFile(id, new File([new Uint8Array(bytes)], "cloud.png", { lastModified: 1 }));
  expect(await storedSha256(await ended(id))).toBe(sha256(bytes));
  expect(await countOf("start")).toBe(1);
});

test("21: a small file that vanishes is sent from the copy this browser kept", async () => {
  const { bytes } = picture(file9);
  const whole = new Uint8Array(bytes);
  const store = { ...memoryUploadStore(), copyOf: async () => new Blob([whole]) };
  const { ended, add } = openEngine("relay", { store });
  const id = add(new VanishingFile(whole, "phone.png", { left: 4 }));
  expect(await storedSha256(await ended(id))).toBe(sha256(bytes));
});

test("22: of two tabs with the same file one sends, and the other has its file without sending", async () => {
  const { bytes, file } = picture(file9);
  const shared = { store: memoryUploadStore(), locks: pageLocks() };
  const one = openEngine("relay", shared);
  const two = openEngine("relay", shared);
  const first = one.add(file);
  const second = two.add(file);
  const [a, b] = [await one.ended(first), await two.ended(second)];
  expect(await storedSha256(a)).toBe(sha256(bytes));
  expect(b.fileId).toBe(a.fileId);
  expect(two.states.some(({ state }) => state.phase === "elsewhere")).toBe(true);
  expect(await countOf("start")).toBe(1);
});

test("22: a tab that lets go of a file hands on what it has sent", async () => {
  const { bytes, file } = picture(file9);
  const shared = { store: memoryUploadStore(), locks: pageLocks() };
  const one = openEngine("relay", shared);
  const two = openEngine("relay", shared);
  const first = one.add(file);
  await vi.waitFor(() => expect(relayed.some(({ kind }) => kind === "chunk")).toBe(true), {
    timeout: 10_000,
    interval: 2,
  });
  const second = two.add(file);
  await two.ended(second, ["elsewhere"]);
  one.engine.pause(first);
  expect(await storedSha256(await two.ended(second))).toBe(sha256(bytes));
  expect(await countOf("start")).toBe(1);
});

test("23: a browser that keeps nothing uploads all the same", async () => {
  const store = browserUploadStore();
  await arrives("relay", file9, { store });
  expect(await store.all()).toEqual([]);
});

test("24: a machine that wakes up does not sit out the wait it fell asleep in", async () => {
  await plan({ kind: "status", status: 503, retryAfter: 3_600 }, { op: "chunk" });
  const { engine, add, ended } = openEngine("relay", { wait: abortableWait });
  const { bytes, file } = picture(file9);
  const id = add(file);
  await ended(id, ["retrying"]);
  engine.noteNetwork();
  expect(await storedSha256(await ended(id))).toBe(sha256(bytes));
});

test.each(["preflight-refused", "absent-on-308", "absent-on-200", "range-hidden"])(
  "25: where the storage host's rules are %s, the file arrives, begun once",
  async (cors) => {
    await plan({ kind: "cors", cors });
    const { isDirectRefused } = await arrives("direct", 2 * directChunk + 500_000);
    expect(await countOf("start")).toBe(1);
    expect(isDirectRefused()).toBe(true);
  },
);

test("25: where storage knows no other origin at all, the file arrives and the next one asks no more", async () => {
  await control("/storage/cors", { origins: null }, "PUT");
  const { add, ended } = await arrives("direct", directChunk + 500_000);
  const preflights = await countOf("preflight");
  const { bytes, file } = picture(500_000);
  expect(await storedSha256(await ended(add(file)))).toBe(sha256(bytes));
  expect(await countOf("preflight")).toBe(preflights);
});

test("25: where storage lets the page read everything, no byte of the file passes the relay", async () => {
  await arrives("direct", 2 * directChunk + 500_000);
  expect(relayed.filter(({ kind }) => kind === "chunk")).toEqual([]);
});

test.each(["direct, CORS off", "direct, Range hidden"] as const)(
  "25: where nothing but the direct way is wanted and it is closed, that is said, and no byte takes another (%s)",
  async (lane) => {
    await rulesOf[lane]();
    const { add, ended } = openEngine(lane, {
      transport: httpUploadTransport(origin, {
        send: browserSend,
        requestTicket: async (...asked) => {
          const ticket = await requestTicket(...asked);
          return { ...ticket, ...(ticket.direct ? { direct: { ...ticket.direct, mayRelay: false } } : {}) };
        },
      }),
    });
    const { state } = await ended(add(picture(2 * directChunk + 500_000).file));
    expect(state).toMatchObject({
      phase: "failed",
      canRetry: true,
      problem: {
        code: "upload_refused",
        detail: expect.stringContaining("does not let this page send files") as string,
      },
    });
    expect(relayed.filter(({ kind }) => kind === "chunk")).toEqual([]);
  },
);

test("26: no request to the relay holds more than 4 MiB", async () => {
  await arrives("relay", 9 * 1_048_576, {
    transport: httpUploadTransport(origin, { send: browserSend, requestTicket: requestWholeTicket }),
  });
  expect(Math.max(...relayed.map(({ bytes }) => bytes))).toBe(4 * 1_048_576);
});

test.each<[string, () => void]>([
  ["forged", () => {}],
  ["somebody else's", () => {}],
])("27: a ticket that is %s moves nothing at the storage host", async (kind) => {
  const good = await requestTicket(
    studio.workspaceId,
    { name: "a.png", contentType: "image/png", sizeBytes: 100 },
    new AbortController().signal,
  );
  const { token } = await control<{ token: string }>("/tokens", { workspaceIds: [studio.workspaceId] });
  const stranger = await encode({
    secret,
    token: { layerToken: token, personId: personIdOf(token), personName: "Eve" },
  });
  const before = (await storageRequests()).length;
  const response = await fetch(`${origin}/api/workspaces/${studio.workspaceId}/uploads/chunk`, {
    method: "PUT",
    headers: {
      origin,
      cookie: kind === "forged" ? studio.cookie : `next-auth.session-token=${stranger}`,
      "upload-ticket": kind === "forged" ? `${good.ticket.slice(0, -2)}xx` : good.ticket,
      "upload-offset": "0",
    },
    body: new Uint8Array(100),
  });
  expect(response.status).toBe(403);
  expect(await storageRequests()).toHaveLength(before);
});

test.each(
  [8, quantum - 1, quantum, quantum + 1, relayChunk - 1, relayChunk, relayChunk + 1, 2 * relayChunk].flatMap(
    (sizeBytes) => lanes.map((lane) => [sizeBytes, lane] as const),
  ),
)(
  "28: a file of %i bytes arrives in right ranges, without an empty last chunk (%s)",
  async (sizeBytes, lane) => {
    await arrives(lane, sizeBytes);
    const puts = (await storageRequests()).filter(({ op }) => op === "chunk" || op === "final");
    const chunks = puts.filter(({ range }) => !range?.startsWith("bytes *"));
    expect(chunks.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(sizeBytes);
    expect(chunks.every(({ bytes }) => bytes > 0)).toBe(true);
  },
);

test("28, 29: empty, immense, renamed and double-natured files are refused in words before any request", async () => {
  const immense = new File(["\x89PNG"], "immense.png");
  Object.defineProperty(immense, "size", { value: 5 * 2 ** 30 });
  const { engine, ended } = openEngine("relay");
  const added = engine.add(studio.workspaceId, [
    new File([], "empty.png"),
    new File(["x"], "one.png"),
    immense,
    new File(["%PDF-1.7"], "renamed.png"),
    new File(["GIF89a/*<script>"], "both.png"),
  ]);
  const ends = await Promise.all(added.map(({ id }) => ended(id)));
  expect(ends.map(({ state }) => state.phase)).toEqual(Array(5).fill("failed"));
  expect(relayed).toEqual([]);
});

test("30: the same file twice in one drop is sent once and stands there twice", async () => {
  const { bytes, file } = picture(file9);
  const { engine, ended } = openEngine("relay");
  const added = engine.add(studio.workspaceId, [file, file]);
  const [a, b] = await Promise.all(added.map(({ id }) => ended(id)));
  expect(b?.fileId).toBe(a?.fileId);
  expect(await storedSha256(a as Upload)).toBe(sha256(bytes));
  expect(await countOf("start")).toBe(1);
});

test("31: of fifty files three fail; the others arrive, and the three go on one by one", async () => {
  await plan({ kind: "signature" }, { times: 3 });
  const { engine, ended } = openEngine("relay");
  const pictures = Array.from({ length: 50 }, () => picture(20_000));
  const added = engine.add(
    studio.workspaceId,
    pictures.map(({ file }) => file),
  );
  const ends = await Promise.all(added.map(({ id }) => ended(id)));
  const failed = ends.filter(({ state }) => state.phase === "failed");
  expect(failed).toHaveLength(3);
  for (const { id } of failed) engine.retry(id);
  const all = await Promise.all(added.map(({ id }) => ended(id, ["done"])));
  expect(all.reduce((sum, { sentBytes }) => sum + sentBytes, 0)).toBe(50 * 20_000);
  const stored = await Promise.all(all.map(storedSha256));
  expect(stored).toEqual(pictures.map(({ bytes }) => sha256(bytes)));
});

test("33: leaving the page loses something only while a file is on its way", async () => {
  const { engine, states, upload } = await arrives("relay", file9);
  expect(isUploading(states.filter(({ state }) => state.phase === "uploading"))).toBe(true);
  expect(isUploading([upload])).toBe(false);
  expect(isUploading(engine.snapshot())).toBe(false);
  expect(isUploading([{ ...upload, state: { phase: "paused" } }])).toBe(false);
});

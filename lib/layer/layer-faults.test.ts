import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { GenerationRequest } from "@/lib/domain/request";
import { createLayerClient, type LayerClient } from "./layer-client";
import { LayerError } from "./layer-error";

const token = "pat_secret_0123456789";
const workspaceId = "11111111-1111-4111-8111-111111111111";
const modelId = "22222222-2222-4222-8222-222222222222";
const runId = "33333333-3333-4333-8333-333333333333";
const request: GenerationRequest = {
  kind: "model",
  modelId,
  parameters: { prompt: "a brass key", batchSize: 1 },
  references: [],
  mask: null,
  sessionName: null,
};

interface Received {
  connection: number;
  line: string;
  headers: Record<string, string>;
  body: string;
}

/** Bytes in, bytes out: what an HTTP library would smooth over happens here as it does on a bad network. */
class RawServer {
  readonly received: Received[] = [];
  connections = 0;
  answer: (socket: Socket, received: Received) => void = () => {};
  private readonly sockets = new Set<Socket>();
  private readonly server: Server = createServer((socket) => this.serve(socket));

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private serve(socket: Socket): void {
    this.connections += 1;
    const connection = this.connections;
    this.sockets.add(socket);
    socket.on("close", () => this.sockets.delete(socket));
    socket.on("error", () => {});
    let bytes = "";
    socket.on("data", (chunk) => {
      bytes += chunk.toString("latin1");
      const [head = "", body] = bytes.split("\r\n\r\n", 2);
      const [line = "", ...fields] = head.split("\r\n");
      const headers = Object.fromEntries(
        fields.map((field) => [
          field.slice(0, field.indexOf(":")).toLowerCase(),
          field.slice(field.indexOf(":") + 1).trim(),
        ]),
      );
      const isWhole = body !== undefined && body.length >= Number(headers["content-length"] ?? 0);
      if (!isWhole) return;
      bytes = "";
      const received = { connection, line, headers, body };
      this.received.push(received);
      this.answer(socket, received);
    });
  }
}

function respond(status: number, contentType: string, body: string, headers: Record<string, string> = {}) {
  const fields = {
    "content-type": contentType,
    "content-length": String(Buffer.byteLength(body)),
    ...headers,
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return (socket: Socket) => void socket.write(`HTTP/1.1 ${status} Said\r\n${lines.join("")}\r\n${body}`);
}

const problem = (status: number, code: string, detail: string, headers: Record<string, string> = {}) =>
  respond(
    status,
    "application/problem+json",
    JSON.stringify({ type: `https://api.layer.ai/errors/${code}`, title: code, status, detail }),
    headers,
  );

const goodBody = JSON.stringify({
  workspace_id: workspaceId,
  slug: "s",
  name: "Studio",
  balance_creative_units: 10,
  reserved_creative_units: 0,
  available_creative_units: 10,
  inference_id: runId,
  status: "in_progress",
  poll_interval_seconds: 10,
  created_at: "2026-01-02T03:04:05Z",
  estimated_price_creative_units: 4,
  workspace_balance_creative_units: 10,
});
const good = respond(200, "application/json", goodBody);

let server: RawServer;
let stranger: RawServer;
let strangerOrigin: string;
let origin: string;
let layer: LayerClient;

beforeEach(async () => {
  server = new RawServer();
  stranger = new RawServer();
  origin = await server.open();
  strangerOrigin = await stranger.open();
  stranger.answer = good;
  layer = createLayerClient({
    baseUrl: `${origin}/api/v1`,
    timeouts: { silenceMs: 300, totalMs: 900, connectMs: 500 },
  });
});

afterEach(async () => {
  await Promise.all([server.close(), stranger.close()]);
  await layer.close();
});

async function refusalOf(call: Promise<unknown>): Promise<LayerError> {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(LayerError);
  return error as LayerError;
}

interface Fault {
  name: string;
  answer: (socket: Socket, received: Received) => void;
  code: string;
  /** Of a start: what is known about whether it runs. */
  mayHaveRun: boolean;
  /** Requests a read sends before it gives up. */
  readRequests: number;
  /** Where a read is told otherwise than a start. */
  readCode?: string;
  detail: RegExp;
}

const faults: Fault[] = [
  {
    name: "400",
    answer: problem(400, "INVALID_INPUTS", "No such size."),
    code: "invalid_request",
    mayHaveRun: false,
    readRequests: 1,
    detail: /^No such size\.$/,
  },
  {
    name: "401",
    answer: problem(401, "UNAUTHENTICATED", "The token is revoked."),
    code: "token_refused",
    mayHaveRun: false,
    readRequests: 1,
    detail: /^The token is revoked\.$/,
  },
  {
    name: "402",
    answer: problem(402, "INSUFFICIENT_BALANCE", "Too little."),
    code: "not_enough_creative_units",
    mayHaveRun: false,
    readRequests: 1,
    detail: /^Too little\.$/,
  },
  {
    name: "403",
    answer: problem(403, "FORBIDDEN", "Read only."),
    code: "forbidden",
    mayHaveRun: false,
    readRequests: 1,
    detail: /^Read only\.$/,
  },
  {
    name: "404",
    answer: problem(404, "MODEL_NOT_FOUND", "No model."),
    code: "not_found",
    mayHaveRun: false,
    readRequests: 1,
    detail: /^No model\.$/,
  },
  {
    name: "422",
    answer: problem(422, "INVALID_INPUTS", "Bad width."),
    code: "invalid_request",
    mayHaveRun: false,
    readRequests: 1,
    detail: /^Bad width\.$/,
  },
  {
    name: "429",
    answer: problem(429, "RATE_LIMITED", "Five are running.", { "retry-after": "0" }),
    code: "too_many_running",
    readCode: "layer_busy",
    mayHaveRun: false,
    readRequests: 3,
    detail: /^Five are running\.$/,
  },
  {
    name: "429 with a wait too long to sit through",
    answer: problem(429, "RATE_LIMITED", "Five are running.", { "retry-after": "40" }),
    code: "too_many_running",
    readCode: "layer_busy",
    mayHaveRun: false,
    readRequests: 1,
    detail: /^Five are running\.$/,
  },
  {
    name: "409",
    answer: problem(409, "CONFLICT", "Odd."),
    code: "layer_failed",
    mayHaveRun: true,
    readRequests: 1,
    detail: /^Odd\.$/,
  },
  {
    name: "500",
    answer: problem(500, "INTERNAL_ERROR", "Oops."),
    code: "layer_failed",
    mayHaveRun: true,
    readRequests: 3,
    detail: /^Oops\.$/,
  },
  {
    name: "a proxy's HTML 502",
    answer: respond(502, "text/html", "<html><script>alert(1)</script></html>"),
    code: "layer_failed",
    mayHaveRun: true,
    readRequests: 3,
    detail: /^Layer answered with status 502\.$/,
  },
  {
    name: "504",
    answer: respond(504, "text/html", "<html>"),
    code: "layer_timed_out",
    mayHaveRun: true,
    readRequests: 3,
    detail: /504/,
  },
  {
    name: "an error body cut off in the middle",
    answer: (socket) => {
      socket.write(
        "HTTP/1.1 402 Said\r\ncontent-type: application/problem+json\r\ncontent-length: 900\r\n\r\n{",
      );
      socket.resetAndDestroy();
    },
    code: "not_enough_creative_units",
    mayHaveRun: false,
    readRequests: 1,
    detail: /402/,
  },
  {
    name: "an error body without end",
    answer: respond(403, "application/problem+json", `{"detail":"${"x".repeat(200_000)}"}`),
    code: "forbidden",
    mayHaveRun: false,
    readRequests: 1,
    detail: /403/,
  },
  {
    name: "malformed JSON with 200",
    answer: respond(200, "application/json", `${goodBody.slice(0, -4)},,`),
    code: "layer_unreadable",
    mayHaveRun: true,
    readRequests: 1,
    detail: /could not be read/,
  },
  {
    name: "JSON of another shape with 200",
    answer: respond(200, "application/json", '{"hello":"there"}'),
    code: "layer_unreadable",
    mayHaveRun: true,
    readRequests: 1,
    detail: /could not be read/,
  },
  {
    name: "an HTML page with 200",
    answer: respond(200, "text/html", "<html>Sign in</html>"),
    code: "layer_unreadable",
    mayHaveRun: true,
    readRequests: 1,
    detail: /not JSON/,
  },
  {
    name: "good JSON that calls itself text",
    answer: respond(200, "text/plain", goodBody),
    code: "layer_unreadable",
    mayHaveRun: true,
    readRequests: 1,
    detail: /not JSON/,
  },
  {
    name: "a body larger than is read",
    answer: respond(200, "application/json", `{"pad":"${"x".repeat(8_100_000)}"}`),
    code: "layer_unreadable",
    mayHaveRun: true,
    readRequests: 1,
    detail: /longer than/,
  },
  {
    name: "something that is not HTTP",
    answer: (socket) => void socket.end("SSH-2.0-OpenSSH_9.6\r\n"),
    code: "layer_unreadable",
    mayHaveRun: true,
    readRequests: 1,
    detail: /did not speak HTTP/,
  },
  {
    name: "a reset as soon as the request is there",
    answer: (socket) => void socket.resetAndDestroy(),
    code: "layer_unreachable",
    mayHaveRun: true,
    readRequests: 3,
    detail: /connection to Layer failed/,
  },
  {
    name: "a reset in the middle of a good answer",
    answer: (socket) => {
      socket.write(
        `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 5000\r\n\r\n${goodBody}`,
      );
      setImmediate(() => socket.resetAndDestroy());
    },
    code: "layer_unreachable",
    mayHaveRun: true,
    readRequests: 3,
    detail: /connection to Layer failed/,
  },
  {
    name: "silence",
    answer: () => {},
    code: "layer_timed_out",
    mayHaveRun: true,
    readRequests: 1,
    detail: /silent for too long/,
  },
  {
    name: "silence in the middle of a body",
    answer: (socket) =>
      void socket.write("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{"),
    code: "layer_timed_out",
    mayHaveRun: true,
    readRequests: 1,
    detail: /silent for too long/,
  },
  {
    name: "a trickle that never ends",
    answer: (socket) => {
      socket.write("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 5000\r\n\r\n");
      const drip = setInterval(() => socket.write(" "), 100);
      socket.on("close", () => clearInterval(drip));
    },
    code: "layer_timed_out",
    mayHaveRun: true,
    readRequests: 1,
    detail: /silent for too long/,
  },
];

describe.each(faults)("$name", (fault) => {
  beforeEach(() => {
    server.answer = fault.answer;
  });

  test("a read becomes a kind of failure in words, after as many requests as help", async () => {
    const error = await refusalOf(layer.getWorkspace(token, workspaceId));

    expect(error).toMatchObject({ code: fault.readCode ?? fault.code, mayHaveRun: false });
    expect(error.detail).toMatch(fault.detail);
    expect(server.received).toHaveLength(fault.readRequests);
  });

  test("a free estimate is repeated like a read", async () => {
    const error = await refusalOf(layer.estimate(token, workspaceId, request));

    expect(error).toMatchObject({ code: fault.readCode ?? fault.code, mayHaveRun: false });
    expect(server.received).toHaveLength(fault.readRequests);
  });

  test("a start is sent exactly once, says whether it may have run, and never tells the token", async () => {
    const error = await refusalOf(layer.start(token, workspaceId, request));

    expect(error).toMatchObject({ code: fault.code, mayHaveRun: fault.mayHaveRun });
    expect(error.detail).toMatch(fault.detail);
    expect(server.received.map(({ line }) => line)).toEqual([
      `POST /api/v1/workspaces/${workspaceId}/inferences HTTP/1.1`,
    ]);
    expect(
      inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error) + error.stack,
    ).not.toContain("pat_");
  });
});

describe.each([301, 302, 303, 307, 308])("a %i to another host", (status) => {
  test.each([
    ["a read", () => layer.getWorkspace(token, workspaceId), false],
    ["a start", () => layer.start(token, workspaceId, request), true],
  ])("is not followed by %s", async (_, call, mayHaveRun) => {
    server.answer = respond(status, "text/plain", "", { location: `${strangerOrigin}/api/v1/workspaces` });

    const error = await refusalOf(call());

    expect(error).toMatchObject({ code: "layer_failed", mayHaveRun });
    expect(error.detail).toMatch(/redirect/);
    expect(server.received).toHaveLength(1);
    expect(stranger.connections).toBe(0);
  });
});

async function startAt(baseUrl: string): Promise<LayerError> {
  const elsewhere = createLayerClient({ baseUrl, timeouts: { connectMs: 300, totalMs: 5_000 } });
  const error = await refusalOf(elsewhere.start(token, workspaceId, request));
  await elsewhere.close();
  return error;
}

describe("a start that never left", () => {
  test("has certainly not run when nobody listens", async () => {
    await server.close();
    expect(await startAt(`${origin}/v1`)).toMatchObject({ code: "layer_unreachable", mayHaveRun: false });
  });

  test("has certainly not run when the name does not resolve", async () => {
    expect(await startAt("http://layer.invalid/v1")).toMatchObject({
      code: "layer_unreachable",
      mayHaveRun: false,
    });
  });

  test("has certainly not run when the TLS handshake fails", async () => {
    const port = new URL(strangerOrigin).port;
    expect(await startAt(`https://127.0.0.1:${port}/v1`)).toMatchObject({
      code: "layer_unreachable",
      mayHaveRun: false,
    });
  });

  test("has certainly not run when the token cannot be a token", async () => {
    const error = await refusalOf(layer.start("pat_a\r\nx-evil: 1", workspaceId, request));
    expect(error).toMatchObject({ code: "token_refused", mayHaveRun: false });
    expect(inspect(error)).not.toContain("pat_");
    expect(server.connections).toBe(0);
  });

  test.each(["..", ".", "", "a/b", "a?b", "a%2fb"])("has certainly not run when an id is %j", async (id) => {
    const error = await refusalOf(layer.start(token, id, request));
    expect(error).toMatchObject({ code: "not_found", mayHaveRun: false });
    expect(server.connections).toBe(0);
  });
});

test("silence is noticed by itself, long before a call's whole time is over", async () => {
  const patient = createLayerClient({ baseUrl: origin, timeouts: { silenceMs: 200, totalMs: 60_000 } });

  const error = await refusalOf(patient.start(token, workspaceId, request));
  await patient.close();

  expect(error).toMatchObject({
    code: "layer_timed_out",
    reason: "UND_ERR_HEADERS_TIMEOUT",
    mayHaveRun: true,
  });
});

test("a read that fails twice and then succeeds is a success", async () => {
  const answers = [
    respond(503, "text/html", "<html>"),
    (socket: Socket) => void socket.resetAndDestroy(),
    good,
  ];
  server.answer = (socket) => answers.shift()?.(socket);

  expect(await layer.getWorkspace(token, workspaceId)).toMatchObject({ name: "Studio" });
  expect(server.received).toHaveLength(3);
});

test("Retry-After is waited for before a read is repeated", async () => {
  const answers = [problem(503, "BUSY", "Later.", { "retry-after": "1" }), good];
  server.answer = (socket) => answers.shift()?.(socket);
  const before = performance.now();

  await layer.getWorkspace(token, workspaceId);

  expect(performance.now() - before).toBeGreaterThan(990);
});

test("a wait that Layer asks for reaches whoever started", async () => {
  server.answer = problem(429, "RATE_LIMITED", "Five are running.", { "retry-after": "7" });

  const error = await refusalOf(layer.start(token, workspaceId, request));

  expect(error).toMatchObject({ retryAfterSeconds: 7, layerCode: "RATE_LIMITED", status: 429 });
  expect(error.toProblem()).toMatchObject({
    code: "too_many_running",
    detail: "Five are running.",
    retryAfterSeconds: 7,
  });
});

test("a request for an upload's address is not repeated", async () => {
  server.answer = problem(500, "INTERNAL_ERROR", "Oops.");

  await refusalOf(
    layer.requestUploadUrl(token, workspaceId, { name: "a.png", contentType: "image/png", sizeBytes: 3 }),
  );

  expect(server.received).toHaveLength(1);
});

test("asked too often, an upload's address and a look at a run speak of that, and not of runs", async () => {
  server.answer = problem(429, "RATE_LIMITED", "Slow down.", { "retry-after": "7" });

  const file = { name: "a.png", contentType: "image/png", sizeBytes: 3 };
  const refusals = await Promise.all([
    refusalOf(layer.requestUploadUrl(token, workspaceId, file)),
    refusalOf(layer.readRun(token, workspaceId, { kind: "model", sourceId: modelId, runId })),
  ]);

  expect(refusals.map((error) => error.toProblem())).toEqual(
    refusals.map(() => expect.objectContaining({ code: "layer_busy", retryAfterSeconds: 7 })),
  );
});

test("a look at a run is not repeated: the next one comes by itself", async () => {
  server.answer = problem(503, "BUSY", "Later.");

  await refusalOf(layer.readRun(token, workspaceId, { kind: "model", sourceId: modelId, runId }));

  expect(server.received).toHaveLength(1);
});

test("reads share a kept connection, every start has one of its own", async () => {
  server.answer = good;

  await layer.getWorkspace(token, workspaceId);
  await layer.start(token, workspaceId, request);
  await layer.getWorkspace(token, workspaceId);
  await layer.start(token, workspaceId, request);

  const [readA, startA, readB, startB] = server.received.map(({ connection }) => connection);
  expect(readB).toBe(readA);
  expect(new Set([readA, startA, startB]).size).toBe(3);
});

test("only the documented headers are sent, and a cookie set by Layer is not", async () => {
  server.answer = respond(200, "application/json", goodBody, { "set-cookie": "session=1; Path=/" });

  await layer.getWorkspace(token, workspaceId);
  await layer.getWorkspace(token, workspaceId);
  await layer.start(token, workspaceId, request);

  const [, read, start] = server.received;
  expect(Object.keys(read?.headers ?? {}).toSorted()).toEqual([
    "accept",
    "authorization",
    "connection",
    "host",
    "user-agent",
  ]);
  expect(Object.keys(start?.headers ?? {}).toSorted()).toEqual([
    "accept",
    "authorization",
    "connection",
    "content-length",
    "content-type",
    "host",
    "user-agent",
  ]);
  expect(start?.headers).toMatchObject({
    authorization: `Bearer ${token}`,
    "content-type": "application/json",
    accept: "application/json",
  });
});

test("a token that Layer repeats in its refusal is taken out, and control characters with it", async () => {
  server.answer = problem(401, "UNAUTHENTICATED", `The token\r\n${token}\u0007 is revoked.`);

  const error = await refusalOf(layer.getWorkspace(token, workspaceId));

  expect(error.detail).toBe("The token [token] is revoked.");
});

test("a refusal that lists validation errors names our own field", async () => {
  const detail = [{ loc: ["body", "batch_size"], msg: "Input should be at most 16", type: "x" }];
  server.answer = respond(422, "application/json", JSON.stringify({ detail }));

  const error = await refusalOf(layer.start(token, workspaceId, request));

  expect(error).toMatchObject({ detail: "Input should be at most 16", field: "parameters.batchSize" });
});

test("a very long refusal is shortened", async () => {
  server.answer = problem(422, "INVALID_INPUTS", "x".repeat(10_000));

  const error = await refusalOf(layer.getWorkspace(token, workspaceId));

  expect(error.detail).toHaveLength(500);
});

test("a start that was accepted with little more than an id is kept", async () => {
  server.answer = respond(
    202,
    "application/json",
    JSON.stringify({ id: runId, status: "QUEUED", created_at: 5 }),
  );

  expect(await layer.start(token, workspaceId, request)).toMatchObject({
    runId,
    pollIntervalSeconds: 10,
    estimateCreativeUnits: null,
    sessionId: null,
    normalized: {},
  });
});

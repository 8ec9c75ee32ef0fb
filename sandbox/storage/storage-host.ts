import { createHash, randomBytes } from "node:crypto";
import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import type { Clock, FileStore, StorageHost } from "../parts";
import { allowedOrigin, type BucketCors, preflightResponse, readableBy, uploadCors } from "./bucket-cors";
import { crc32cBase64, md5Base64, parseGoogHash, RunningChecksums } from "./checksums";
import { type ContentRange, parseContentRange } from "./content-range";
import { FaultPlan, type StorageFault, type StorageOperation } from "./fault-plan";
import { drain, type ReceivedBody, receiveBody } from "./received-body";
import { refusalOfStart, signResumableStart } from "./signed-url";
import {
  accessDenied,
  empty,
  entityTooLarge,
  finishedResponse,
  gapResponse,
  invalidArgument,
  progressResponse,
  startFaultResponse,
  statusFaultResponse,
  text,
} from "./storage-answers";
import {
  appendBytes,
  dropBytes,
  keepableBytes,
  sessionLifetimeMs,
  type UploadSession,
} from "./upload-session";
import { xmlErrorResponse } from "./xml-error";

const bucket = "easel-sandbox-uploads";

/** One line of the request log. `status` is null when the connection was cut instead of answered. */
interface LoggedRequest {
  at: number;
  op: StorageOperation | "preflight" | "other";
  method: string;
  fileId: string;
  origin: string | null;
  range: string | null;
  /** Bytes of the body that arrived. */
  bytes: number;
  status: number | null;
  persistedBytes: number | null;
  fault: StorageFault["kind"] | null;
}

function fileIdOf(path: string): string {
  return path.split("/").pop() ?? "";
}

function incomingOf(c: Context): HttpBindings["incoming"] | undefined {
  return (c.env as Partial<HttpBindings>).incoming;
}

function bodyOf(c: Context): AsyncIterable<Uint8Array> {
  // Left open at an early end, because what follows is a reset of this very connection.
  return (
    incomingOf(c)?.iterator({ destroyOnReturn: false }) ??
    (c.req.raw.body as AsyncIterable<Uint8Array> | null) ??
    receiveNothing()
  );
}

// A reset, not a polite close: a client must meet what a lost network really looks like.
function reset(c: Context): Response {
  incomingOf(c)?.socket.resetAndDestroy();
  return new Response(null, { headers: { "x-hono-already-sent": "true" } });
}

function operationOf(range: ContentRange, session: UploadSession): StorageOperation {
  if (range.kind === "query") return range.total === session.persistedBytes ? "final" : "query";
  if (range.kind === "bytes" && range.last !== null) {
    return range.total === range.last + 1 ? "final" : "chunk";
  }
  return "final";
}

/**
 * A local Cloud Storage bucket as Layer's clients see it: signed resumable starts and sessions, nothing else.
 * Without `corsOrigins` the bucket has no CORS configuration, like a bucket that belongs to somebody else.
 */
export function createStorageHost(options: {
  origin: string;
  clock: Clock;
  files: FileStore;
  corsOrigins?: readonly string[];
}): StorageHost & { control: Hono } {
  const { clock, files } = options;
  const secret = randomBytes(32).toString("hex");
  const issuedNames = new Map<string, string | null>();
  const sessions = new Map<string, UploadSession>();
  const plan = new FaultPlan();
  const log: LoggedRequest[] = [];
  const releases = new Set<() => void>();
  let cors: BucketCors | null = options.corsOrigins ? uploadCors(options.corsOrigins) : null;
  let generation = BigInt(clock.now()) * 1000n;

  function stall(c: Context, ms: number | undefined): Promise<void> {
    return new Promise((resolve) => {
      const release = () => {
        clearTimeout(timer);
        releases.delete(release);
        resolve();
      };
      const timer = ms === undefined ? undefined : setTimeout(release, ms);
      releases.add(release);
      incomingOf(c)?.socket.once("close", release);
    });
  }

  function withCors(response: Response, allowed: string | null, fileId: string, isPut: boolean): Response {
    if (!cors || allowed === null) return response;
    const faults = plan.corsFaults(fileId);
    if (response.status === 308 && faults.has("absent-on-308")) {
      plan.spendCors("absent-on-308", fileId);
      return response;
    }
    if (isPut && response.status === 200 && faults.has("absent-on-200")) {
      plan.spendCors("absent-on-200", fileId);
      return response;
    }
    const hidden = [
      ...(faults.has("location-hidden") ? ["location"] : []),
      ...(faults.has("range-hidden") ? ["range"] : []),
    ];
    for (const [name, value] of Object.entries(readableBy(cors, allowed, hidden))) {
      response.headers.set(name, value);
    }
    return response;
  }

  async function start(c: Context, entry: LoggedRequest): Promise<Response> {
    const url = new URL(c.req.url);
    const path = url.pathname;
    const [, , workspaceId = "", fileId = ""] = path.split("/");
    const fault = plan.take("start", fileId);
    entry.fault = fault?.kind ?? null;
    if (fault?.kind === "stall" && fault.at === "before-body") await stall(c, fault.ms);
    if (fault?.kind === "status") return statusFaultResponse(fault);
    const faulty = startFaultResponse(fault, clock.now());
    if (faulty) return faulty;
    if (c.req.header("content-length") === undefined && c.req.header("transfer-encoding") === undefined) {
      return xmlErrorResponse({
        status: 411,
        code: "MissingContentLength",
        message: "You must provide the Content-Length HTTP header.",
      });
    }
    const headerNames = Object.keys(c.req.header());
    const refusal = refusalOfStart({
      url,
      header: (name) => c.req.header(name),
      headerNames,
      nowMs: clock.now(),
      secret,
    });
    if (refusal) return xmlErrorResponse(refusal);
    const [, maxBytes = "0"] = (c.req.header("x-goog-content-length-range") ?? "").split(",");
    const uploadId = randomBytes(48).toString("base64url");
    sessions.set(uploadId, {
      uploadId,
      path,
      fileId,
      workspaceId,
      contentType: c.req.header("content-type") ?? "application/octet-stream",
      fileName: issuedNames.get(fileId) ?? null,
      maxBytes: Number(maxBytes),
      startedAt: clock.now(),
      allowedOrigin: allowedOrigin(cors, c.req.header("origin"), "PUT"),
      parts: [],
      checksums: new RunningChecksums(),
      persistedBytes: 0,
      finished: null,
      goneStatus: null,
    });
    if (fault?.kind === "persist-then-destroy") return reset(c);
    if (fault?.kind === "stall" && fault.at === "after-body") await stall(c, fault.ms);
    const location =
      fault?.kind === "location" ? fault.url : `${options.origin}${path}${url.search}&upload_id=${uploadId}`;
    return empty(201, {
      "Content-Type": "text/html; charset=UTF-8",
      Location: location,
      "X-GUploader-UploadID": uploadId,
    });
  }

  function finish(c: Context, session: UploadSession, fault: StorageFault | null): Response {
    const whole = Buffer.concat(session.parts);
    const isShort = fault?.kind === "wrong-size";
    const bytes = isShort ? whole.subarray(0, Math.max(0, whole.length - fault.bytes)) : whole;
    const { crc32c, md5 } = isShort
      ? { crc32c: crc32cBase64(bytes), md5: md5Base64(bytes) }
      : session.checksums.end();
    const claimed = parseGoogHash(c.req.header("x-goog-hash") ?? "");
    const mismatch =
      claimed.crc32c !== null && claimed.crc32c !== crc32c
        ? `Provided CRC32C "${claimed.crc32c}" doesn't match calculated CRC32C "${crc32c}".`
        : claimed.md5 !== null && claimed.md5 !== md5
          ? `Provided MD5 hash "${claimed.md5}" doesn't match calculated MD5 hash "${md5}".`
          : null;
    if (mismatch !== null) {
      // Bad data kills a session for good, so a client that merely retries meets 410.
      session.goneStatus = 410;
      dropBytes(session);
      return text(400, mismatch);
    }
    generation += 1n;
    session.finished = {
      sizeBytes: bytes.length,
      crc32c,
      md5,
      generation: String(generation),
      etag: `"${Buffer.from(md5, "base64").toString("hex")}"`,
    };
    session.parts = [];
    files.put({
      fileId: session.fileId,
      workspaceId: session.workspaceId,
      contentType: session.contentType,
      fileName: session.fileName,
      bytes,
      createdAt: clock.now(),
    });
    return finishedResponse(session);
  }

  /** Puts what arrived behind what is kept, and finishes when that was the end of the object. */
  function commit(
    c: Context,
    session: UploadSession,
    range: Extract<ContentRange, { kind: "bytes" | "absent" }>,
    body: ReceivedBody,
    fault: StorageFault | null,
  ): Response {
    const first = range.kind === "bytes" ? range.first : 0;
    const last = range.kind === "bytes" ? range.last : null;
    const total = range.kind === "bytes" ? range.total : null;
    const received = body.bytes.length;
    // Another request may have moved the session on, or finished it, while this body was on its way.
    if (session.finished) return finishedResponse(session);
    if (first > session.persistedBytes) return gapResponse(first, session.persistedBytes);
    if (body.complete && last !== null && received !== last - first + 1) {
      return xmlErrorResponse({
        ...invalidArgument,
        details: "The body's length differs from Content-Range.",
      });
    }
    if (first + received > (total ?? session.maxBytes)) return xmlErrorResponse(entityTooLarge);
    const isLast =
      body.complete && (last === null ? total === null || first + received === total : total === last + 1);
    const skipped = session.persistedBytes - first;
    const kept = isLast ? Math.max(0, received - skipped) : keepableBytes(session, first, received);
    const bytes = body.bytes.subarray(skipped, skipped + kept);
    if (fault?.kind === "flip-byte" && bytes.length > 0) {
      const at = bytes.length >> 1;
      bytes[at] = (bytes[at] ?? 0) ^ 1;
    }
    appendBytes(session, bytes);
    return isLast ? finish(c, session, fault) : progressResponse(c, session, fault);
  }

  async function put(c: Context, session: UploadSession, entry: LoggedRequest): Promise<Response> {
    const rangeHeader = c.req.header("content-range");
    const range = parseContentRange(rangeHeader);
    entry.op = operationOf(range, session);
    const fault = plan.take(entry.op, session.fileId);
    entry.fault = fault?.kind ?? null;

    if (fault?.kind === "stall" && fault.at === "before-body") {
      await stall(c, fault.ms);
      if (fault.ms === undefined) return reset(c);
    }
    if (fault?.kind === "status") {
      entry.bytes = (await receiveBody(bodyOf(c))).bytes.length;
      return statusFaultResponse(fault);
    }
    if (fault?.kind === "gone") {
      session.goneStatus = fault.status;
      dropBytes(session);
    }
    if (session.goneStatus !== null)
      return text(session.goneStatus, session.goneStatus === 410 ? "Gone" : "Not Found");
    if (session.finished && fault?.kind !== "persist-then-destroy") return finishedResponse(session);
    if (range.kind === "malformed") return text(400, "Failed to parse Content-Range header.");
    const offset = range.kind === "bytes" ? range.first : 0;
    if (fault?.kind === "gap") return gapResponse(offset, Math.max(0, offset - 1));
    if (range.kind !== "query" && offset > session.persistedBytes)
      return gapResponse(offset, session.persistedBytes);
    if (range.kind === "bytes" && (range.total ?? 0) > session.maxBytes)
      return xmlErrorResponse(entityTooLarge);

    const body = await receiveBody(bodyOf(c), {
      limitBytes:
        fault?.kind === "cut"
          ? fault.bytes
          : fault?.kind === "short-range"
            ? undefined
            : session.maxBytes + 1,
      bytesPerSecond: fault?.kind === "slow" ? fault.bytesPerSecond : undefined,
    });
    entry.bytes = body.bytes.length;

    if (range.kind === "query") {
      const response =
        session.finished !== null
          ? finishedResponse(session)
          : range.total === session.persistedBytes
            ? finish(c, session, fault)
            : progressResponse(c, session, fault);
      if (fault?.kind === "no-range" && fault.lost) dropBytes(session);
      return fault?.kind === "persist-then-destroy" ? reset(c) : response;
    }
    if (fault?.kind === "cut") {
      commit(c, session, range, { bytes: body.bytes, complete: false }, null);
      return reset(c);
    }
    if (fault?.kind === "short-range") {
      return commit(c, session, range, { bytes: body.bytes.subarray(0, fault.bytes), complete: false }, null);
    }
    const response = commit(c, session, range, body, fault);
    if (fault?.kind === "no-range" && fault.lost) dropBytes(session);
    if (fault?.kind === "persist-then-destroy") return reset(c);
    if (fault?.kind === "stall" && fault.at === "after-body") {
      await stall(c, fault.ms);
      if (fault.ms === undefined) return reset(c);
    }
    return response;
  }

  async function cancel(c: Context, session: UploadSession, entry: LoggedRequest): Promise<Response> {
    entry.op = "cancel";
    const fault = plan.take("cancel", session.fileId);
    entry.fault = fault?.kind ?? null;
    if (fault?.kind === "stall") await stall(c, fault.ms);
    if (fault?.kind === "status") return statusFaultResponse(fault);
    if (session.finished) return finishedResponse(session);
    sessions.delete(session.uploadId);
    if (fault?.kind === "persist-then-destroy") return reset(c);
    // 499 is how storage says that a cancel succeeded.
    return empty(499, { "Content-Type": "text/html; charset=UTF-8" });
  }

  async function answer(c: Context, entry: LoggedRequest): Promise<Response> {
    const origin = c.req.header("origin");
    const method = c.req.method;
    if (method === "OPTIONS") {
      entry.op = "preflight";
      if (plan.corsFaults(entry.fileId).has("preflight-refused")) {
        plan.spendCors("preflight-refused", entry.fileId);
        return preflightResponse(null, c.req.raw.headers);
      }
      return preflightResponse(cors, c.req.raw.headers);
    }
    if (method === "POST" && c.req.query("upload_id") === undefined) {
      entry.op = "start";
      return withCors(await start(c, entry), allowedOrigin(cors, origin, "POST"), entry.fileId, false);
    }
    const uploadId = c.req.query("upload_id");
    if ((method !== "PUT" && method !== "DELETE") || uploadId === undefined) {
      return withCors(
        xmlErrorResponse(accessDenied),
        allowedOrigin(cors, origin, method),
        entry.fileId,
        false,
      );
    }
    const session = sessions.get(uploadId);
    if (!session || session.path !== c.req.path || clock.now() > session.startedAt + sessionLifetimeMs) {
      entry.op = method === "DELETE" ? "cancel" : "query";
      return withCors(text(404, "Not Found"), allowedOrigin(cors, origin, method), entry.fileId, false);
    }
    const response = await (method === "DELETE" ? cancel(c, session, entry) : put(c, session, entry));
    entry.persistedBytes = session.finished?.sizeBytes ?? session.persistedBytes;
    return withCors(response, session.allowedOrigin, entry.fileId, method === "PUT");
  }

  const app = new Hono();
  app.all("*", async (c) => {
    const entry: LoggedRequest = {
      at: clock.now(),
      op: "other",
      method: c.req.method,
      fileId: fileIdOf(c.req.path),
      origin: c.req.header("origin") ?? null,
      range: c.req.header("content-range") ?? null,
      bytes: 0,
      status: null,
      persistedBytes: null,
      fault: null,
    };
    log.push(entry);
    const response = await answer(c, entry);
    const wasCut = response.headers.has("x-hono-already-sent");
    entry.status = wasCut ? null : response.status;
    if (wasCut) return response;
    const incoming = incomingOf(c);
    // An early answer leaves a body unread, for which the server would close a connection the client wants to reuse.
    if (incoming) entry.bytes += await drain(incoming);
    response.headers.set("Server", "UploadServer");
    return response;
  });

  const control = new Hono();
  control.post("/faults", async (c) => {
    const planned = plan.add(await c.req.json().catch(() => null));
    return planned
      ? c.json(planned, 201)
      : c.json({ detail: "No such fault; see fault-plan.ts for the words." }, 400);
  });
  control.get("/faults", (c) => c.json(plan.list()));
  control.delete("/faults", (c) => {
    plan.clear();
    for (const release of releases) release();
    return c.body(null, 204);
  });
  control.put("/cors", async (c) => {
    const origins =
      ((await c.req.json().catch(() => null)) as { origins?: string[] | null } | null)?.origins ?? null;
    cors = origins ? uploadCors(origins) : null;
    return c.json(cors);
  });
  control.get("/sessions", (c) =>
    c.json(
      [...sessions.values()].map((session) => ({
        ...session,
        checksums: undefined,
        parts: session.parts.length,
      })),
    ),
  );
  control.get("/requests", (c) => c.json(log));
  control.delete("/requests", (c) => {
    log.length = 0;
    return c.body(null, 204);
  });
  control.get("/objects/:fileId/sha256", (c) => {
    const file = files.get(c.req.param("fileId"));
    if (!file) return c.json({ detail: "No such object." }, 404);
    const sha256 = createHash("sha256").update(file.bytes).digest("hex");
    return c.json({ sha256, sizeBytes: file.bytes.length, contentType: file.contentType });
  });
  control.get("/objects/:fileId/bytes", (c) => {
    const file = files.get(c.req.param("fileId"));
    if (!file) return c.json({ detail: "No such object." }, 404);
    return c.body(new Uint8Array(file.bytes), 200, { "content-type": file.contentType });
  });

  return {
    app,
    control,
    signUploadUrl({ fileId, workspaceId, contentType, fileName, sizeBytes }) {
      issuedNames.set(fileId, fileName);
      return signResumableStart({
        origin: options.origin,
        path: `/${bucket}/${workspaceId}/${fileId}`,
        contentType,
        sizeBytes,
        nowMs: clock.now(),
        secret,
      });
    },
  };
}

async function* receiveNothing(): AsyncGenerator<Uint8Array> {}

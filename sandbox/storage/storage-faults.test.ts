import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { crc32cBase64 } from "./checksums";
import type { StorageFault } from "./fault-plan";
import { openStorageBench, type StorageBench, startHeaders } from "./storage-bench";
import { quantumBytes } from "./upload-session";

// What undici says when the other side resets the connection.
const lostConnection = /fetch failed/;
const page = "https://easel.example";
const source = randomBytes(3 * quantumBytes);
const total = source.length;

let bench: StorageBench;
beforeAll(async () => {
  bench = await openStorageBench([page]);
});
afterAll(() => bench.close());
beforeEach(async () => {
  await bench.control("/faults", { method: "DELETE" });
  await bench.control("/requests", { method: "DELETE" });
});

function send(
  session: string,
  first: number,
  last: number,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(session, {
    method: "PUT",
    headers: { "content-range": `bytes ${first}-${last}/${total}`, ...headers },
    body: new Uint8Array(source.subarray(first, last + 1)),
  });
}
const query = (session: string) =>
  fetch(session, { method: "PUT", headers: { "content-range": "bytes */*" } });
const start = (url: string, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: "POST",
    redirect: "manual",
    headers: { ...startHeaders("image/png", total), ...headers },
  });
const requests = async () =>
  (await (await bench.control("/requests")).json()) as Array<{
    op: string;
    status: number | null;
    fault: string | null;
    bytes: number;
    range: string | null;
    persistedBytes: number | null;
  }>;

const allowed = (response: Response) => response.headers.get("access-control-allow-origin");

describe("the control endpoint", () => {
  it("refuses a fault it does not know", async () => {
    expect((await bench.plan({ kind: "meteor" } as unknown as StorageFault)).status).toBe(400);
    expect((await bench.control("/faults", { method: "POST", body: "not json" })).status).toBe(400);
  });

  it("uses a fault up as often as it was asked to, and only on what it matches", async () => {
    const mine = await bench.open({ sizeBytes: total });
    const other = await bench.open({ sizeBytes: total });
    await bench.plan(
      { kind: "status", status: 503 },
      { times: 2, match: { fileId: mine.fileId, op: "query" } },
    );
    const statuses = [
      await query(other.session),
      await query(mine.session),
      await query(mine.session),
      await query(mine.session),
    ].map(({ status }) => status);
    expect(statuses).toEqual([308, 503, 503, 308]);
  });

  it("keeps a fault of no count until it is deleted", async () => {
    const { session } = await bench.open({ sizeBytes: total });
    await bench.plan(
      { kind: "status", status: 502, contentType: "text/html", body: "<h1>Bad gateway</h1>" },
      { times: null },
    );
    const first = await query(session);
    expect([first.status, first.headers.get("content-type"), await first.text()]).toEqual([
      502,
      "text/html",
      "<h1>Bad gateway</h1>",
    ]);
    expect((await query(session)).status).toBe(502);
    await bench.control("/faults", { method: "DELETE" });
    expect((await query(session)).status).toBe(308);
  });

  it("logs what was asked, what arrived and what was answered", async () => {
    const { session } = await bench.open({ sizeBytes: total });
    await send(session, 0, quantumBytes - 1);
    await bench.plan({ kind: "cut", bytes: 10 });
    await send(session, quantumBytes, 2 * quantumBytes - 1).catch(() => null);
    expect(
      (await requests()).map(({ op, status, range, bytes, persistedBytes, fault }) => ({
        op,
        status,
        range,
        bytes,
        persistedBytes,
        fault,
      })),
    ).toEqual([
      { op: "start", status: 201, range: null, bytes: 0, persistedBytes: null, fault: null },
      {
        op: "chunk",
        status: 308,
        range: `bytes 0-${quantumBytes - 1}/${total}`,
        bytes: quantumBytes,
        persistedBytes: quantumBytes,
        fault: null,
      },
      {
        op: "chunk",
        status: null,
        range: `bytes ${quantumBytes}-${2 * quantumBytes - 1}/${total}`,
        bytes: 10,
        persistedBytes: quantumBytes,
        fault: "cut",
      },
    ]);
  });

  it("lists sessions without their bytes", async () => {
    const { session, fileId } = await bench.open({ sizeBytes: total });
    await send(session, 0, quantumBytes - 1);
    const sessions = (await (await bench.control("/sessions")).json()) as Array<{
      fileId: string;
      persistedBytes: number;
    }>;
    expect(sessions.find((one) => one.fileId === fileId)?.persistedBytes).toBe(quantumBytes);
  });
});

describe("connections that break", () => {
  it.each([
    [0, 0],
    [quantumBytes - 1, 0],
    [quantumBytes, quantumBytes],
    [quantumBytes + 1, quantumBytes],
    [2 * quantumBytes + 1, 2 * quantumBytes],
  ])("after %i bytes of a chunk leave %i kept", async (bytes, kept) => {
    const { session } = await bench.open({ sizeBytes: total });
    await bench.plan({ kind: "cut", bytes });
    await expect(send(session, 0, total - 1)).rejects.toThrow(lostConnection);
    const response = await query(session);
    expect([response.status, response.headers.get("range")]).toEqual([
      308,
      kept === 0 ? null : `bytes=0-${kept - 1}`,
    ]);
  });

  it("after the chunk was kept lose the answer only", async () => {
    const { session } = await bench.open({ sizeBytes: total });
    await bench.plan({ kind: "persist-then-destroy" }, { match: { op: "chunk" } });
    await expect(send(session, 0, quantumBytes - 1)).rejects.toThrow(lostConnection);
    expect((await query(session)).headers.get("range")).toBe(`bytes=0-${quantumBytes - 1}`);
  });

  it("after the last chunk leave a finished object that a query finds", async () => {
    const { session, fileId } = await bench.open({ sizeBytes: total });
    await bench.plan({ kind: "persist-then-destroy" }, { match: { op: "final" } });
    await expect(send(session, 0, total - 1)).rejects.toThrow(lostConnection);
    expect((await query(session)).status).toBe(200);
    expect(bench.files.get(fileId)?.bytes.equals(source)).toBe(true);
  });

  it("on the client's side keep what had arrived in whole quanta", async () => {
    const { session } = await bench.open({ sizeBytes: total });
    const giveUp = new AbortController();
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent >= 2 * quantumBytes + 5000) return;
        controller.enqueue(new Uint8Array(source.subarray(sent, sent + 5000 + quantumBytes)));
        sent += 5000 + quantumBytes;
      },
    });
    const request = fetch(session, {
      method: "PUT",
      headers: { "content-range": `bytes 0-${total - 1}/${total}` },
      body,
      signal: giveUp.signal,
      duplex: "half",
    } as RequestInit);
    const outcome = request.then(
      () => "answered",
      () => "gave up",
    );
    await expect.poll(() => sent).toBeGreaterThan(2 * quantumBytes);
    giveUp.abort();
    expect(await outcome).toBe("gave up");
    await expect
      .poll(async () => (await query(session)).headers.get("range"))
      .toMatch(new RegExp(`^bytes=0-(${quantumBytes - 1}|${2 * quantumBytes - 1})$`));
  });
});

describe("answers that mislead", () => {
  it("keep less than was sent and say so", async () => {
    const { session } = await bench.open({ sizeBytes: total });
    await bench.plan({ kind: "short-range", bytes: quantumBytes + 9 });
    const response = await send(session, 0, 2 * quantumBytes - 1);
    expect([response.status, response.headers.get("range")]).toEqual([308, `bytes=0-${quantumBytes - 1}`]);
  });

  it("hide the Range, with the bytes kept or lost", async () => {
    const { session } = await bench.open({ sizeBytes: total });
    await bench.plan({ kind: "no-range" });
    expect((await send(session, 0, quantumBytes - 1)).headers.get("range")).toBeNull();
    expect((await query(session)).headers.get("range")).toBe(`bytes=0-${quantumBytes - 1}`);
    await bench.plan({ kind: "no-range", lost: true });
    expect((await send(session, quantumBytes, 2 * quantumBytes - 1)).headers.get("range")).toBeNull();
    const response = await query(session);
    expect([response.status, response.headers.get("range")]).toEqual([308, null]);
  });

  it("claim more than was sent", async () => {
    const { session } = await bench.open({ sizeBytes: total });
    await bench.plan({ kind: "range-beyond", by: 100 });
    expect((await send(session, 0, quantumBytes - 1)).headers.get("range")).toBe(
      `bytes=0-${quantumBytes + 99}`,
    );
  });

  it("speak of a gap where there is none", async () => {
    const { session } = await bench.open({ sizeBytes: total });
    await bench.plan({ kind: "gap" });
    const response = await send(session, 0, quantumBytes - 1);
    expect(response.status).toBe(503);
    expect(await response.text()).toContain("exceeds already uploaded size");
    expect((await query(session)).headers.get("range")).toBeNull();
  });

  it("carry Retry-After beside any status", async () => {
    const { session } = await bench.open({ sizeBytes: total });
    await bench.plan({ kind: "status", status: 429, retryAfter: 7 });
    const response = await query(session);
    expect([response.status, response.headers.get("retry-after")]).toEqual([429, "7"]);
  });

  it.each([[404 as const], [410 as const]])("end the session with %i for good", async (status) => {
    const { session } = await bench.open({ sizeBytes: total });
    await bench.plan({ kind: "gone", status });
    expect([(await query(session)).status, (await query(session)).status]).toEqual([status, status]);
  });

  it("store a flipped bit, which only a checksum tells", async () => {
    const unguarded = await bench.open({ sizeBytes: total });
    await bench.plan({ kind: "flip-byte" });
    const silent = await send(unguarded.session, 0, total - 1);
    expect(silent.status).toBe(200);
    expect(silent.headers.get("x-goog-hash")).not.toContain(crc32cBase64(source));
    expect(bench.files.get(unguarded.fileId)?.bytes.equals(source)).toBe(false);
    const guarded = await bench.open({ sizeBytes: total });
    await bench.plan({ kind: "flip-byte" });
    const refused = await send(guarded.session, 0, total - 1, {
      "x-goog-hash": `crc32c=${crc32cBase64(source)}`,
    });
    expect(refused.status).toBe(400);
    expect(bench.files.has(guarded.fileId)).toBe(false);
  });

  it("finish with fewer bytes than were sent, and say so in the stored length", async () => {
    const { session } = await bench.open({ sizeBytes: total });
    await bench.plan({ kind: "wrong-size", bytes: 3 });
    const response = await send(session, 0, total - 1);
    expect([response.status, response.headers.get("x-goog-stored-content-length")]).toEqual([
      200,
      String(total - 3),
    ]);
  });
});

describe("silence", () => {
  it.each([
    ["before-body" as const, null],
    ["after-body" as const, `bytes=0-${quantumBytes - 1}`],
  ])("%s lasts until the client hangs up, with the right bytes kept", async (at, range) => {
    const { session } = await bench.open({ sizeBytes: total });
    await bench.plan({ kind: "stall", at });
    await expect(
      fetch(session, {
        method: "PUT",
        headers: { "content-range": `bytes 0-${quantumBytes - 1}/${total}` },
        body: new Uint8Array(source.subarray(0, quantumBytes)),
        signal: AbortSignal.timeout(300),
      }),
    ).rejects.toThrow(/timeout/i);
    expect((await query(session)).headers.get("range")).toBe(range);
  });

  it("of a given length ends with the true answer", async () => {
    const { session } = await bench.open({ sizeBytes: total });
    await bench.plan({ kind: "stall", at: "after-body", ms: 120 });
    const before = performance.now();
    const response = await send(session, 0, quantumBytes - 1);
    expect(response.status).toBe(308);
    expect(performance.now() - before).toBeGreaterThanOrEqual(100);
  });

  it("is not needed to be slow: bytes per second", async () => {
    const { session } = await bench.open({ sizeBytes: total });
    await bench.plan({ kind: "slow", bytesPerSecond: quantumBytes * 4 });
    const before = performance.now();
    const response = await send(session, 0, quantumBytes - 1);
    expect(response.status).toBe(308);
    expect(performance.now() - before).toBeGreaterThan(150);
  });
});

describe("a start that fails", () => {
  it.each<[StorageFault, number, string]>([
    [{ kind: "expired" }, 400, "ExpiredToken"],
    [{ kind: "signature" }, 403, "SignatureDoesNotMatch"],
    [{ kind: "malformed" }, 400, "MalformedSecurityHeader"],
  ])("as %o does", async (fault, status, code) => {
    await bench.plan(fault);
    const response = await start(bench.sign({ sizeBytes: total }).url);
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(`<Code>${code}</Code>`);
  });

  it("by sending the client elsewhere", async () => {
    await bench.plan({ kind: "location", url: "http://169.254.169.254/latest" });
    expect((await start(bench.sign({ sizeBytes: total }).url)).headers.get("location")).toBe(
      "http://169.254.169.254/latest",
    );
    await bench.plan({ kind: "redirect", url: "http://169.254.169.254/latest" });
    const response = await start(bench.sign({ sizeBytes: total }).url);
    expect([response.status, response.headers.get("location")]).toEqual([
      307,
      "http://169.254.169.254/latest",
    ]);
  });
});

describe("the five ways CORS goes wrong", () => {
  it("refuses the preflight", async () => {
    const { session, fileId } = await bench.open({ sizeBytes: total, origin: page });
    await bench.plan({ kind: "cors", cors: "preflight-refused" }, { match: { fileId } });
    const response = await fetch(session, {
      method: "OPTIONS",
      headers: { origin: page, "access-control-request-method": "PUT" },
    });
    expect([response.status, allowed(response)]).toEqual([200, null]);
  });

  it("leaves the header off a 308", async () => {
    const { session, fileId } = await bench.open({ sizeBytes: total, origin: page });
    await bench.plan({ kind: "cors", cors: "absent-on-308" }, { match: { fileId } });
    expect(allowed(await send(session, 0, quantumBytes - 1))).toBeNull();
    expect(allowed(await send(session, 0, total - 1))).toBe(page);
  });

  it("leaves the header off the final 200 only, although the object exists", async () => {
    const { session, fileId } = await bench.open({ sizeBytes: total, origin: page });
    await bench.plan({ kind: "cors", cors: "absent-on-200" }, { match: { fileId } });
    expect(allowed(await send(session, 0, quantumBytes - 1))).toBe(page);
    expect(allowed(await send(session, 0, total - 1))).toBeNull();
    expect(bench.files.has(fileId)).toBe(true);
  });

  it.each([
    ["location-hidden" as const, "Location", "Range"],
    ["range-hidden" as const, "Range", "Location"],
  ])("does not expose what %s hides", async (cors, hidden, shown) => {
    const { url, fileId } = bench.sign({ sizeBytes: total });
    await bench.plan({ kind: "cors", cors }, { match: { fileId } });
    const exposed = (await start(url, { origin: page })).headers
      .get("access-control-expose-headers")
      ?.split(", ");
    expect(exposed).not.toContain(hidden);
    expect(exposed).toContain(shown);
  });

  it("can be reconfigured while it runs", async () => {
    await bench.control("/cors", { method: "PUT", body: JSON.stringify({ origins: ["*"] }) });
    const open = await start(bench.sign({ sizeBytes: total }).url, { origin: "https://anyone.example" });
    await bench.control("/cors", { method: "PUT", body: JSON.stringify({ origins: null }) });
    const closed = await start(bench.sign({ sizeBytes: total }).url, { origin: page });
    await bench.control("/cors", { method: "PUT", body: JSON.stringify({ origins: [page] }) });
    expect([allowed(open), allowed(closed)]).toEqual(["*", null]);
  });
});

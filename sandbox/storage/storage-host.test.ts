import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { crc32cBase64, md5Base64 } from "./checksums";
import { openStorageBench, type StorageBench, startHeaders } from "./storage-bench";
import { quantumBytes, sessionLifetimeMs } from "./upload-session";

let bench: StorageBench;
beforeAll(async () => {
  bench = await openStorageBench(["https://easel.example"]);
});
afterAll(() => bench.close());
beforeEach(async () => {
  await bench.control("/faults", { method: "DELETE" });
});

const put = (session: string, body: Buffer | null, headers: Record<string, string> = {}) =>
  fetch(session, { method: "PUT", body: body ? new Uint8Array(body) : null, headers });
const query = (session: string, total: number | "*" = "*") =>
  put(session, null, { "content-range": `bytes */${total}` });

describe("a start", () => {
  it("answers 201 without a body, with the session's address and upload id", async () => {
    const { url } = bench.sign({ sizeBytes: 10 });
    const response = await fetch(url, { method: "POST", headers: startHeaders("image/png", 10) });
    expect(response.status).toBe(201);
    expect(await response.text()).toBe("");
    const location = new URL(response.headers.get("location") ?? "");
    expect(location.searchParams.get("upload_id")).toBe(response.headers.get("x-guploader-uploadid"));
    expect(location.searchParams.get("X-Goog-Signature")).toBe(
      new URL(url).searchParams.get("X-Goog-Signature"),
    );
  });

  it("names its four signed headers and a life of 15 minutes in the URL", () => {
    const { searchParams } = new URL(bench.sign({ sizeBytes: 10 }).url);
    expect(searchParams.get("X-Goog-SignedHeaders")).toBe(
      "content-type;host;x-goog-content-length-range;x-goog-resumable",
    );
    expect(searchParams.get("X-Goog-Expires")).toBe("900");
    expect(searchParams.get("X-Goog-Signature")).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([["x-goog-content-length-range"], ["x-goog-resumable"], ["content-type"]])(
    "without the signed header %s is 400 MalformedSecurityHeader and names it",
    async (name) => {
      const { url } = bench.sign({ sizeBytes: 10 });
      const headers = startHeaders("image/png", 10);
      delete headers[name];
      const response = await fetch(url, { method: "POST", headers });
      expect(response.status).toBe(400);
      expect(response.headers.get("content-type")).toBe("application/xml; charset=UTF-8");
      const body = await response.text();
      expect(body).toContain("<Code>MalformedSecurityHeader</Code>");
      expect(body).toContain(`<ParameterName>${name}</ParameterName>`);
    },
  );

  it.each([
    ["another type", { "content-type": "image/jpeg" }],
    ["another size", { "x-goog-content-length-range": "0,11" }],
    ["another verb of resumption", { "x-goog-resumable": "begin" }],
    ["an extension header that was not signed", { "x-goog-meta-owner": "me" }],
  ])("with %s is 403 SignatureDoesNotMatch", async (_, changed) => {
    const { url } = bench.sign({ sizeBytes: 10 });
    const response = await fetch(url, {
      method: "POST",
      headers: { ...startHeaders("image/png", 10), ...changed },
    });
    expect(response.status).toBe(403);
    expect(await response.text()).toContain("<Code>SignatureDoesNotMatch</Code>");
  });

  it.each([
    [
      "path",
      (url: URL) => {
        url.pathname += "0";
      },
    ],
    [
      "lifetime",
      (url: URL) => {
        url.searchParams.set("X-Goog-Expires", "90000");
      },
    ],
    [
      "signature",
      (url: URL) => {
        url.searchParams.set("X-Goog-Signature", "0".repeat(64));
      },
    ],
  ])("with a tampered %s is 403", async (_, tamper) => {
    const url = new URL(bench.sign({ sizeBytes: 10 }).url);
    tamper(url);
    const response = await fetch(url, { method: "POST", headers: startHeaders("image/png", 10) });
    expect(response.status).toBe(403);
  });

  it("without any signature is 403 AccessDenied", async () => {
    const response = await fetch(`${bench.origin}/bucket/object`, { method: "POST" });
    expect(response.status).toBe(403);
    expect(await response.text()).toContain("<Code>AccessDenied</Code>");
  });

  it("after 15 minutes is 400 ExpiredToken with the moment in Details", async () => {
    const { url } = bench.sign({ sizeBytes: 10 });
    bench.clock.advance(901_000);
    const response = await fetch(url, { method: "POST", headers: startHeaders("image/png", 10) });
    expect(response.status).toBe(400);
    const body = await response.text();
    expect(body).toContain("<Code>ExpiredToken</Code>");
    expect(body).toMatch(/<Details>Request signature expired at: \d{4}-\d\d-\d\dT/);
  });
});

describe("sending bytes", () => {
  const source = randomBytes(2 * quantumBytes + 1000);
  const total = source.length;

  it("takes chunks in order, says how far it came, and stores the source byte for byte", async () => {
    const { session, fileId } = await bench.open({ sizeBytes: total });
    const first = await put(session, source.subarray(0, quantumBytes), {
      "content-range": `bytes 0-${quantumBytes - 1}/${total}`,
    });
    expect([first.status, first.headers.get("range"), await first.text()]).toEqual([
      308,
      `bytes=0-${quantumBytes - 1}`,
      "",
    ]);
    const final = await put(session, source.subarray(quantumBytes), {
      "content-range": `bytes ${quantumBytes}-${total - 1}/${total}`,
    });
    expect(final.status).toBe(200);
    expect(final.headers.get("content-type")).toBe("text/html; charset=UTF-8");
    expect(final.headers.get("x-goog-stored-content-length")).toBe(String(total));
    expect(final.headers.get("x-goog-hash")).toBe(`crc32c=${crc32cBase64(source)},md5=${md5Base64(source)}`);
    expect(final.headers.get("x-goog-generation")).toMatch(/^\d+$/);
    expect(final.headers.get("etag")).toMatch(/^"[0-9a-f]{32}"$/);
    expect(await final.text()).toBe("");
    expect(bench.files.get(fileId)?.bytes.equals(source)).toBe(true);
    const stored = (await (await bench.control(`/objects/${fileId}/sha256`)).json()) as { sha256: string };
    expect(stored.sha256).toBe(createHash("sha256").update(source).digest("hex"));
  });

  it.each([
    ["no header", {}],
    ["a known last and total", { "content-range": `bytes 0-${total - 1}/${total}` }],
    ["an open end and a known total", { "content-range": `bytes 0-*/${total}` }],
    ["an open end and no total", { "content-range": "bytes 0-*/*" }],
  ])("takes the whole object in one PUT with %s", async (_, headers) => {
    const { session, fileId } = await bench.open({ sizeBytes: total });
    const response = await put(session, source, headers);
    expect(response.status).toBe(200);
    expect(bench.files.get(fileId)?.bytes.equals(source)).toBe(true);
  });

  it("takes a chunk of unknown total as not the last", async () => {
    const { session } = await bench.open({ sizeBytes: total });
    const response = await put(session, source.subarray(0, quantumBytes), {
      "content-range": `bytes 0-${quantumBytes - 1}/*`,
    });
    expect([response.status, response.headers.get("range")]).toEqual([308, `bytes=0-${quantumBytes - 1}`]);
  });

  it("keeps only whole quanta of a chunk that is not the last", async () => {
    const { session } = await bench.open({ sizeBytes: total });
    const response = await put(session, source.subarray(0, quantumBytes + 500), {
      "content-range": `bytes 0-${quantumBytes + 499}/${total}`,
    });
    expect(response.headers.get("range")).toBe(`bytes=0-${quantumBytes - 1}`);
  });

  it("answers 308 without Range when nothing was kept", async () => {
    const { session } = await bench.open({ sizeBytes: total });
    const response = await put(session, source.subarray(0, 100), { "content-range": `bytes 0-99/${total}` });
    expect([response.status, response.headers.get("range")]).toEqual([308, null]);
  });

  it("answers a gap with 503 and the exact sentence", async () => {
    const { session } = await bench.open({ sizeBytes: total });
    const response = await put(session, source.subarray(500, 600), {
      "content-range": `bytes 500-599/${total}`,
    });
    expect([response.status, response.headers.get("content-type"), await response.text()]).toEqual([
      503,
      "text/plain",
      "Invalid request.  According to the Content-Range header, the upload offset is 500 byte(s), which exceeds already uploaded size of 0 byte(s).",
    ]);
  });

  it("ignores bytes it already has", async () => {
    const { session, fileId } = await bench.open({ sizeBytes: total });
    await put(session, source.subarray(0, quantumBytes), {
      "content-range": `bytes 0-${quantumBytes - 1}/${total}`,
    });
    const response = await put(session, source, { "content-range": `bytes 0-${total - 1}/${total}` });
    expect(response.status).toBe(200);
    expect(bench.files.get(fileId)?.bytes.equals(source)).toBe(true);
  });

  it("refuses more than was declared at the start", async () => {
    const { session, fileId } = await bench.open({ sizeBytes: 100 });
    const response = await put(session, source.subarray(0, 200), { "content-range": "bytes 0-199/200" });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain("<Code>EntityTooLarge</Code>");
    const undeclared = await put(session, source.subarray(0, 200));
    expect(undeclared.status).toBe(400);
    expect(bench.files.has(fileId)).toBe(false);
  });

  it("accepts an empty object", async () => {
    const { session, fileId } = await bench.open({ sizeBytes: 0 });
    const response = await query(session, 0);
    expect([response.status, response.headers.get("x-goog-stored-content-length")]).toEqual([200, "0"]);
    expect(bench.files.get(fileId)?.bytes.length).toBe(0);
  });

  it("gives 200 and an override header to a client that cannot read 308", async () => {
    const { session } = await bench.open({ sizeBytes: total });
    const response = await put(session, source.subarray(0, quantumBytes), {
      "content-range": `bytes 0-${quantumBytes - 1}/${total}`,
      "x-guploader-no-308": "yes",
    });
    expect(response.status).toBe(200);
    expect(response.headers.get("x-http-status-code-override")).toBe("308");
    expect(response.headers.get("range")).toBe(`bytes=0-${quantumBytes - 1}`);
  });

  it("refuses a Content-Range it cannot read", async () => {
    const { session } = await bench.open({ sizeBytes: total });
    const response = await put(session, source.subarray(0, 10), { "content-range": "bytes 9-0/10" });
    expect(response.status).toBe(400);
  });
});

describe("asking how far a session has come", () => {
  const source = randomBytes(quantumBytes * 2);
  const half = { "content-range": `bytes 0-${quantumBytes - 1}/${source.length}` };

  it.each([["*" as const], [source.length], [10], [source.length * 9]])(
    "answers */%s with the true Range",
    async (asked) => {
      const { session } = await bench.open({ sizeBytes: source.length });
      await put(session, source.subarray(0, quantumBytes), half);
      const response = await query(session, asked);
      expect([response.status, response.headers.get("range")]).toEqual([308, `bytes=0-${quantumBytes - 1}`]);
    },
  );

  it("finalises an open session when the total asked is what is kept", async () => {
    const { session, fileId } = await bench.open({ sizeBytes: source.length });
    await put(session, source.subarray(0, quantumBytes), half);
    const response = await query(session, quantumBytes);
    expect([response.status, response.headers.get("x-goog-stored-content-length")]).toEqual([
      200,
      String(quantumBytes),
    ]);
    expect(bench.files.get(fileId)?.bytes.length).toBe(quantumBytes);
  });

  it("answers 200 with the object for ever after completion, even to a wrong range", async () => {
    const { session } = await bench.open({ sizeBytes: source.length });
    await put(session, source);
    const asked = await query(session, 5);
    const sent = await put(session, source.subarray(0, 10), { "content-range": "bytes 900-909/910" });
    expect([asked.status, sent.status]).toEqual([200, 200]);
    expect(sent.headers.get("x-goog-stored-content-length")).toBe(String(source.length));
  });
});

describe("checksums", () => {
  const source = Buffer.from("123456789");

  it("computes CRC32C as the published check value says", () => {
    expect(Buffer.from(crc32cBase64(source), "base64").toString("hex")).toBe("e3069283");
  });

  it("accepts a right hash on the last request", async () => {
    const { session } = await bench.open({ sizeBytes: 9 });
    const response = await put(session, source, {
      "x-goog-hash": `crc32c=${crc32cBase64(source)},md5=${md5Base64(source)}`,
    });
    expect(response.status).toBe(200);
  });

  it("refuses a wrong hash with 400, stores nothing, and the session is gone", async () => {
    const { session, fileId } = await bench.open({ sizeBytes: 9 });
    const response = await put(session, source, { "x-goog-hash": "crc32c=AAAAAA==" });
    expect(response.status).toBe(400);
    expect(await response.text()).toBe(
      `Provided CRC32C "AAAAAA==" doesn't match calculated CRC32C "${crc32cBase64(source)}".`,
    );
    expect(bench.files.has(fileId)).toBe(false);
    expect((await query(session)).status).toBe(410);
  });
});

describe("the end of a session", () => {
  it("is cancelled with 499 and unknown afterwards", async () => {
    const { session } = await bench.open({ sizeBytes: 10 });
    expect((await fetch(session, { method: "DELETE" })).status).toBe(499);
    expect((await query(session)).status).toBe(404);
  });

  it("comes one week after its start, though the signed URL died long before", async () => {
    const { session } = await bench.open({ sizeBytes: 10 });
    bench.clock.advance(sessionLifetimeMs - 60_000);
    expect((await query(session)).status).toBe(308);
    bench.clock.advance(120_000);
    expect((await query(session)).status).toBe(404);
  });

  it("is 404 for an upload id nobody was given", async () => {
    const { session } = await bench.open({ sizeBytes: 10 });
    const url = new URL(session);
    url.searchParams.set("upload_id", "guess");
    expect((await query(url.href)).status).toBe(404);
  });
});

describe("CORS", () => {
  const page = "https://easel.example";
  const preflight = (url: string, origin: string, method: string) =>
    fetch(url, {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": method,
        "access-control-request-headers": "content-range",
      },
    });

  it("lets the start's Origin decide what every later answer allows", async () => {
    const { session } = await bench.open({ sizeBytes: 10, origin: page });
    const response = await fetch(session, {
      method: "PUT",
      headers: { origin: "https://elsewhere.example", "content-range": "bytes */*" },
    });
    expect(response.headers.get("access-control-allow-origin")).toBe(page);
  });

  it("gives no CORS header to a session that was started without an Origin", async () => {
    const { session } = await bench.open({ sizeBytes: 10 });
    const response = await fetch(session, {
      method: "PUT",
      headers: { origin: page, "content-range": "bytes */*" },
    });
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
  });

  it("exposes Location and Range as the bucket's configuration says", async () => {
    const { url } = bench.sign({ sizeBytes: 10 });
    const response = await fetch(url, {
      method: "POST",
      headers: { ...startHeaders("image/png", 10), origin: page },
    });
    expect(response.headers.get("access-control-expose-headers")).toContain("Location");
    expect(response.headers.get("access-control-expose-headers")).toContain("Range");
  });

  it("keeps a refused start readable", async () => {
    const { url } = bench.sign({ sizeBytes: 10 });
    const response = await fetch(url, { method: "POST", headers: { origin: page } });
    expect([response.status, response.headers.get("access-control-allow-origin")]).toEqual([400, page]);
  });

  it("answers an allowed preflight and is silent, with 200, on others", async () => {
    const { session } = await bench.open({ sizeBytes: 10, origin: page });
    const allowed = await preflight(session, page, "PUT");
    expect([allowed.status, allowed.headers.get("access-control-allow-origin")]).toEqual([200, page]);
    expect(allowed.headers.get("access-control-allow-headers")).toBe("content-range");
    const stranger = await preflight(session, "https://elsewhere.example", "PUT");
    const otherMethod = await preflight(session, page, "PATCH");
    expect([stranger.status, stranger.headers.get("access-control-allow-origin")]).toEqual([200, null]);
    expect([otherMethod.status, otherMethod.headers.get("access-control-allow-origin")]).toEqual([200, null]);
  });

  it("does not exist on a bucket without configuration", async () => {
    const bare = await openStorageBench();
    const { session } = await bare.open({ sizeBytes: 10, origin: page });
    const answer = await preflight(session, page, "PUT");
    const asked = await fetch(session, {
      method: "PUT",
      headers: { origin: page, "content-range": "bytes */*" },
    });
    await bare.close();
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
    expect(asked.headers.get("access-control-allow-origin")).toBeNull();
  });
});

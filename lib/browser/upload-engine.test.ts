// @vitest-environment happy-dom
import { createHash, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { problemOf } from "../domain/problem";
import { createUploadEngine, type Upload, uploadRetryDelayMs } from "./upload-engine";
import { uploadStateWords } from "./upload-words";
import { httpUploadTransport } from "./uploads-transport";

declare const happyDOM: { setURL: (url: string) => void };

const chunkBytes = 1_024;
const workspaceId = "11111111-1111-4111-8111-111111111111";

type Answer = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;

/** A relay as ours answers: tickets, chunks at an offset, status, cancel; `faults` are taken one a chunk. */
class Relay {
  stored = Buffer.alloc(0);
  tickets = 0;
  requests: string[] = [];
  faults: Answer[] = [];
  size = 0;
  chunkBytes = chunkBytes;
  inFlight = 0;
  mostInFlight = 0;
  onChunk: () => void = () => {};
  readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      const parts: Buffer[] = [];
      this.inFlight += 1;
      this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
      response.on("close", () => {
        this.inFlight -= 1;
      });
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => this.answer(request, response, Buffer.concat(parts)));
    });
  }

  json(response: ServerResponse, status: number, body: unknown) {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  }

  progress(response: ServerResponse) {
    this.json(response, 200, { offset: this.stored.length, isDone: this.stored.length === this.size });
  }

  answer(request: IncomingMessage, response: ServerResponse, body: Buffer) {
    const kind =
      request.method === "POST"
        ? "ticket"
        : request.method === "DELETE"
          ? "cancel"
          : request.headers["upload-query"] === "1"
            ? "query"
            : "chunk";
    this.requests.push(kind);
    if (kind === "ticket") {
      this.tickets += 1;
      this.stored = Buffer.alloc(0);
      this.size = (JSON.parse(body.toString()) as { sizeBytes: number }).sizeBytes;
      return this.json(response, 200, {
        ticket: `t${this.tickets}`,
        fileId: `f${this.tickets}`,
        chunkBytes: this.chunkBytes,
        expiresAt: "",
      });
    }
    if (kind === "cancel") return response.writeHead(204).end();
    if (kind === "query") return this.progress(response);
    const fault = this.faults.shift();
    if (fault) return fault(request, response, body);
    if (request.headers["upload-offset"] !== String(this.stored.length))
      return this.json(response, 500, { error: "a chunk at another offset than the host's" });
    this.stored = Buffer.concat([this.stored, body]);
    this.progress(response);
    return this.onChunk();
  }
}

let relay: Relay;

beforeEach(async () => {
  relay = new Relay();
  await new Promise<void>((resolve) => relay.server.listen(0, "127.0.0.1", resolve));
  const { port } = relay.server.address() as AddressInfo;
  happyDOM.setURL(`http://127.0.0.1:${port}/`);
});

afterEach(async () => {
  relay.server.closeAllConnections();
  await new Promise((resolve) => relay.server.close(resolve));
});

const png = (sizeBytes: number) => {
  const bytes = randomBytes(sizeBytes);
  Buffer.from("\x89PNG\r\n\x1a\n", "latin1").copy(bytes);
  return { bytes, file: new File([new Uint8Array(bytes)], "hero.png") };
};
const sha = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

const newEngine = ({ now = () => performance.now() } = {}) => {
  const waits: number[] = [];
  const engine = createUploadEngine({
    transport: httpUploadTransport(),
    now,
    random: () => 0.5,
    wait: async (delayMs) => void waits.push(delayMs),
  });
  const ended = (id: string, phases: Array<Upload["state"]["phase"]>) =>
    vi.waitFor(
      () => {
        const upload = engine.snapshot().find((each) => each.id === id);
        expect(phases).toContain(upload?.state.phase);
        return upload as Upload;
      },
      { timeout: 10_000, interval: 5 },
    );
  const add = (file: File) => engine.add(workspaceId, [file])[0]?.id ?? "";
  return { engine, ended, add, waits };
};

test.each([9, chunkBytes - 1, chunkBytes, chunkBytes + 1, 5 * chunkBytes + 17])(
  "a file of %i bytes arrives whole, in order, without an empty last chunk",
  async (sizeBytes) => {
    const { bytes, file } = png(sizeBytes);
    const { add, ended } = newEngine();
    const upload = await ended(add(file), ["done", "failed"]);
    expect(upload.state).toEqual({ phase: "done" });
    expect(upload.sentBytes).toBe(sizeBytes);
    expect(sha(relay.stored)).toBe(sha(bytes));
    expect(relay.requests.filter((kind) => kind === "chunk")).toHaveLength(Math.ceil(sizeBytes / chunkBytes));
  },
);

const cut: Answer = (request) => request.socket.destroy();
const refuse =
  (code: Parameters<typeof problemOf>[0], retryAfterSeconds?: number): Answer =>
  (_, response) =>
    void response
      .writeHead(problemOf(code).status, { "content-type": "application/problem+json" })
      .end(JSON.stringify(problemOf(code, retryAfterSeconds === undefined ? {} : { retryAfterSeconds })));

test.each<[string, () => Answer[]]>([
  ["a cut connection", () => [cut]],
  ["a host that cannot be reached", () => [refuse("storage_unreachable"), refuse("storage_unreachable")]],
  ["a proxy's own page", () => [(_, response) => void response.writeHead(502).end("<html>")]],
  [
    "a lost answer to a stored chunk",
    () => [
      (request, _, body) => {
        relay.stored = Buffer.concat([relay.stored, body]);
        request.socket.destroy();
      },
    ],
  ],
  [
    "a chunk of which the host kept a part",
    () => [
      (_, response, body) => {
        relay.stored = Buffer.concat([relay.stored, body.subarray(0, 300)]);
        relay.progress(response);
      },
    ],
  ],
])("%s costs nothing but time: the file is stored byte for byte", async (_, faults) => {
  relay.faults = faults();
  const { bytes, file } = png(4 * chunkBytes + 5);
  const { add, ended } = newEngine();
  expect((await ended(add(file), ["done", "failed"])).state.phase).toBe("done");
  expect(sha(relay.stored)).toBe(sha(bytes));
  expect(relay.tickets).toBe(1);
});

test("a lost last answer is found out by asking, not by sending again", async () => {
  relay.faults = [
    (request, _, body) => {
      relay.stored = Buffer.concat([relay.stored, body]);
      request.socket.destroy();
    },
  ];
  const { file } = png(500);
  const { add, ended } = newEngine();
  await ended(add(file), ["done"]);
  expect(relay.requests).toEqual(["ticket", "chunk", "query"]);
});

test("a host that goes on with what a cut request brought may be beyond the next, smaller chunk", async () => {
  relay.chunkBytes = 4 * 1_048_576;
  const { bytes, file } = png(2 * 1_048_576);
  const arrived: Buffer[] = [];
  relay.faults = [
    ...Array.from(
      { length: 4 },
      (): Answer => (request, _, body) => {
        arrived.push(body);
        request.socket.destroy();
      },
    ),
    (_, response, body) => {
      const [first = Buffer.alloc(0)] = arrived;
      expect(body.length).toBeLessThan(first.length);
      relay.stored = Buffer.from(first);
      relay.progress(response);
    },
  ];
  const { add, ended } = newEngine();
  const upload = await ended(add(file), ["done", "failed"]);
  expect(upload.state).toEqual({ phase: "done" });
  expect(sha(relay.stored)).toBe(sha(bytes));
});

test("a host that has more than was ever sent is not believed", async () => {
  relay.faults = [
    (_, response) => {
      relay.stored = Buffer.from(randomBytes(2 * chunkBytes));
      relay.progress(response);
    },
  ];
  const { file } = png(4 * chunkBytes);
  const { add, ended } = newEngine();
  const upload = await ended(add(file), ["done", "failed"]);
  expect(upload.state).toMatchObject({ phase: "failed", problem: { code: "upload_refused" } });
});

test("a file that follows another begins with as much as the one before it has shown to go through", async () => {
  const mebibyte = 1_048_576;
  relay.chunkBytes = 4 * mebibyte;
  // A line of which no clock can say that it is slow, however busy the machine is.
  const { add, ended } = newEngine({ now: () => 0 });
  const requestsFor = async (file: File) => {
    relay.requests = [];
    await ended(add(file), ["done"]);
    return relay.requests;
  };
  expect(await requestsFor(png(2 * mebibyte).file)).toEqual(["ticket", "chunk", "chunk"]);
  expect(await requestsFor(png(2 * mebibyte).file)).toEqual(["ticket", "chunk"]);
});

test("an ended session is begun anew once, and then a person decides", async () => {
  relay.faults = [refuse("upload_expired"), refuse("upload_expired")];
  const { file } = png(500);
  const { engine, add, ended } = newEngine();
  const id = add(file);
  const failed = await ended(id, ["failed", "done"]);
  expect(failed.state).toMatchObject({
    phase: "failed",
    problem: { code: "upload_expired" },
    canRetry: true,
  });
  expect(relay.tickets).toBe(2);
  engine.retry(id);
  await ended(id, ["done"]);
  expect(relay.tickets).toBe(3);
});

test("the host's Retry-After is waited for, and a host that stays away is given up on after eight tries", async () => {
  relay.faults = Array.from({ length: 8 }, () => refuse("storage_unreachable", 7));
  const { file } = png(500);
  const { add, ended, waits } = newEngine();
  const failed = await ended(add(file), ["failed", "done"]);
  expect(failed.state).toMatchObject({ problem: { code: "storage_unreachable" } });
  expect(waits).toHaveLength(7);
  expect(Math.min(...waits)).toBe(7_000);
});

test("paused in the middle, it goes on where the host says the bytes end", async () => {
  const { bytes, file } = png(6 * chunkBytes);
  const { engine, add, ended } = newEngine();
  let id = "";
  relay.onChunk = () => {
    relay.onChunk = () => {};
    engine.pause(id);
  };
  id = add(file);
  await ended(id, ["paused"]);
  engine.resume(id);
  engine.resume(id);
  await ended(id, ["done"]);
  expect(sha(relay.stored)).toBe(sha(bytes));
  expect(relay.mostInFlight).toBe(1);
});

test("cancelling tells the host and leaves nothing behind", async () => {
  const { file } = png(6 * chunkBytes);
  const { engine, add } = newEngine();
  let id = "";
  relay.onChunk = () => engine.cancel(id);
  id = add(file);
  await vi.waitFor(() => expect(relay.requests).toContain("cancel"), { timeout: 10_000, interval: 5 });
  expect(engine.snapshot()).toEqual([]);
});

test("a file Layer cannot take fails in words before any request, and the rest goes on", async () => {
  const { file } = png(300);
  const { engine, ended } = newEngine();
  const added = engine.add(workspaceId, [
    new File([], "empty.png"),
    new File(["GIF89a and more"], "renamed.png"),
    file,
  ]);
  const [empty, wrong, good] = await Promise.all(added.map(({ id }) => ended(id, ["done", "failed"])));
  expect(empty?.state).toMatchObject({ problem: { detail: "empty.png is empty." }, canRetry: false });
  expect(wrong?.state).toMatchObject({
    problem: {
      detail: "renamed.png is not a file Layer takes. Use JPEG, PNG, WebP, MP4, MP3 or WAV.",
    },
  });
  expect(good?.state.phase).toBe("done");
  expect(relay.tickets).toBe(1);
});

test("a refusal in others' words says what happened and what to do; one of ours is left as it is", () => {
  const upload = newEngine().engine.add(workspaceId, [png(300).file])[0] as Upload;
  const words = (problem: ReturnType<typeof problemOf>) =>
    uploadStateWords({ ...upload, state: { phase: "failed", problem, canRetry: true } }, 0);
  expect(words(problemOf("forbidden", { detail: "Missing scope files:write." }))).toBe(
    "Your token may not do this in this workspace. Missing scope files:write. Ask who runs the workspace in Layer for the right.",
  );
  expect(
    words(problemOf("upload_size", { detail: "big.mp4 has 64.1 MB; Layer takes files up to 64 MB." })),
  ).toBe("big.mp4 has 64.1 MB; Layer takes files up to 64 MB. Use a file between 1 byte and 64 MB.");
  expect(words(problemOf("storage_unreachable"))).toBe(
    "The storage host cannot be reached. The upload goes on when it answers again.",
  );
});

test("waits double up to half a minute, and full jitter spreads them from nothing", () => {
  expect([0, 1, 2, 10].map((attempt) => uploadRetryDelayMs(attempt, undefined, () => 1))).toEqual([
    1_000, 2_000, 4_000, 30_000,
  ]);
  expect(uploadRetryDelayMs(3, undefined, () => 0)).toBe(0);
  expect(uploadRetryDelayMs(0, 5, () => 1)).toBe(5_000);
});

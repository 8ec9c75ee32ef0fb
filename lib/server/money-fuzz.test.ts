// What stands between an artist's click and the studio's money, under every fault a network and a machine have.
import assert from "node:assert";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Generation } from "@/lib/domain/generation";
import type { GenerationRequest } from "@/lib/domain/request";
import { type Journal, openJournal } from "@/lib/journal/journal";
import { createLayerClient } from "@/lib/layer/layer-client";
import { type Sandbox, startSandbox } from "@/sandbox/sandbox";
import { freshDatabase } from "@/scripts/fresh-database";
import { changesSince, startGeneration } from "./generations";
import { personIdOf } from "./person";
import type { GenerationParts } from "./refresh";
import type { Session } from "./session";

const clickCount = 520;
const atOnce = 20;
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000);

function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const faultKinds = [
  "none",
  "cut request",
  "cut answer",
  "silence",
  "500",
  "500 though it runs",
  "502 page though it runs",
  "429",
] as const;

interface Fault {
  kind: (typeof faultKinds)[number];
  /** Where a cut falls, as a share of the bytes. */
  at: number;
}

/** What Layer itself did for one click's paid calls. */
interface Upstream {
  arrived: number;
  runIds: string[];
}

const answers: Partial<Record<Fault["kind"], string>> = {
  "500":
    'HTTP/1.1 500 X\r\ncontent-type: application/problem+json\r\ncontent-length: 32\r\n\r\n{"title":"x","status":500,"a":1}',
  "429":
    'HTTP/1.1 429 X\r\ncontent-type: application/problem+json\r\nretry-after: 1\r\ncontent-length: 32\r\n\r\n{"title":"x","status":429,"a":1}',
  "502 page though it runs":
    "HTTP/1.1 502 X\r\ncontent-type: text/html\r\ncontent-length: 13\r\n\r\n<h1>Oops</h1>",
};

/** The bytes of one whole message at the start of these, or null while some are missing. */
function messageIn(bytes: Buffer): Buffer | null {
  const head = bytes.indexOf("\r\n\r\n");
  if (head < 0) return null;
  const headers = bytes.subarray(0, head).toString("latin1").toLowerCase();
  if (headers.includes("transfer-encoding: chunked")) {
    const end = bytes.indexOf("0\r\n\r\n", head + 4);
    return end < 0 ? null : bytes.subarray(0, end + 5);
  }
  const length = Number(/content-length: (\d+)/.exec(headers)?.[1] ?? 0);
  return bytes.length < head + 4 + length ? null : bytes.subarray(0, head + 4 + length);
}

/** Between Easel and Layer: real TCP that breaks where it is told to, and remembers what reached Layer. */
class BreakingWire {
  readonly upstream = new Map<string, Upstream>();
  readonly planned = new Map<string, Fault[]>();
  /** What happens to what is asked before a paid call. */
  quoteFault: () => Fault = () => ({ kind: "none", at: 0 });
  readonly server: Server = createServer((socket) => this.serve(socket));

  constructor(private readonly layerPort: number) {}

  recordOf(prompt: string): Upstream {
    const known = this.upstream.get(prompt) ?? { arrived: 0, runIds: [] };
    this.upstream.set(prompt, known);
    return known;
  }

  private serve(client: Socket) {
    client.on("error", () => {});
    let waiting = Buffer.alloc(0);
    let isBusy = false;
    client.on("data", (chunk) => {
      waiting = Buffer.concat([waiting, chunk]);
      if (!isBusy) void next();
    });
    const next = async () => {
      const request = messageIn(waiting);
      if (!request) return;
      waiting = waiting.subarray(request.length);
      isBusy = true;
      await this.exchange(client, request);
      isBusy = false;
      if (!client.destroyed) void next();
    };
  }

  private async exchange(client: Socket, request: Buffer) {
    const text = request.toString("utf8");
    const isPaid = /^POST \S+\/inferences HTTP/.test(text);
    const prompt = isPaid ? (/"prompt":"([^"]+)"/.exec(text)?.[1] ?? "") : null;
    const fault =
      prompt === null ? this.quoteFault() : (this.planned.get(prompt)?.shift() ?? { kind: "none", at: 0 });
    const cutAt = Math.floor(fault.at * request.length);
    if (fault.kind === "500" || fault.kind === "429") return void client.write(answers[fault.kind] ?? "");
    const layer = connect(this.layerPort, "127.0.0.1");
    layer.on("error", () => {});
    await once(layer, "connect");
    if (fault.kind === "cut request") {
      layer.write(request.subarray(0, cutAt));
      await delay(1);
      layer.resetAndDestroy();
      client.resetAndDestroy();
      return;
    }
    if (prompt !== null) this.recordOf(prompt).arrived += 1;
    layer.write(request);
    let answer = Buffer.alloc(0);
    for await (const chunk of layer) {
      answer = Buffer.concat([answer, chunk as Buffer]);
      if (messageIn(answer)) break;
    }
    layer.destroy();
    const runId = /"inference_id":"([^"]+)"/.exec(answer.toString("utf8"))?.[1];
    if (prompt !== null && runId) this.recordOf(prompt).runIds.push(runId);
    if (client.destroyed) return;
    switch (fault.kind) {
      case "cut answer":
        client.write(answer.subarray(0, Math.floor(fault.at * answer.length)), () =>
          client.resetAndDestroy(),
        );
        return;
      case "silence":
        return;
      case "500 though it runs":
        client.write(answers["500"] ?? "");
        return;
      case "502 page though it runs":
        client.write(answers[fault.kind] ?? "");
        return;
      default:
        client.write(answer);
    }
  }
}

const never = new Promise<never>(() => {});

/** An object whose owner may die: from then on nothing it is asked is begun, and nothing under way comes back. */
function mortal<Thing extends object>(thing: Thing, isDead: () => boolean): Thing {
  return new Proxy(thing, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== "function") return member;
      return async (...given: unknown[]) => {
        if (isDead()) return never;
        try {
          const value: unknown = await Reflect.apply(member, target, given);
          return isDead() ? await never : value;
        } catch (error) {
          if (isDead()) return never;
          throw error;
        }
      };
    },
  });
}

interface EaselServer {
  parts: GenerationParts;
  die: () => void;
  died: Promise<"died">;
}

let sandbox: Sandbox;
let journal: Journal;
let wire: BreakingWire;
let session: Session;
let workspaceId: string;
let modelId: string;

async function control(path: string, body: unknown): Promise<Record<string, unknown>> {
  const response = await fetch(`${sandbox.controlUrl}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  assert(response.ok);
  return (await response.json()) as Record<string, unknown>;
}

function startServer(): EaselServer {
  let isDead = false;
  let tell: (word: "died") => void = () => {};
  const died = new Promise<"died">((resolve) => {
    tell = resolve;
  });
  const { port } = wire.server.address() as AddressInfo;
  const layer = createLayerClient({
    baseUrl: `http://127.0.0.1:${port}/v1`,
    timeouts: { silenceMs: 400, totalMs: 3_000, connectMs: 1_000 },
  });
  return {
    died,
    die: () => {
      isDead = true;
      tell("died");
    },
    parts: {
      journal: mortal(journal, () => isDead),
      layer: mortal(layer, () => isDead),
      background: (work) => void work.catch(() => {}),
      prepareWithinMs: 10_000,
      answerWithinMs: 5_000,
      writeRetryDelaysMs: [5, 20],
    },
  };
}

beforeAll(async () => {
  vi.spyOn(process.stderr, "write").mockImplementation(() => true);
  sandbox = await startSandbox({ speed: 1_000 });
  const databaseUrl = await freshDatabase();
  process.env.AUTH_SECRET = "0123456789abcdef0123456789abcdef";
  process.env.DATABASE_URL = databaseUrl;
  // What is asked of Layer apart from the clicks goes the straight way.
  process.env.LAYER_API_URL = sandbox.apiUrl;
  journal = openJournal(databaseUrl);
  await journal.ready();
  wire = new BreakingWire(Number(new URL(sandbox.apiUrl).port));
  wire.server.listen(0, "127.0.0.1");
  await once(wire.server, "listening");
  const made = await control("/workspaces", { balance: 100_000, concurrentRuns: 10_000 });
  workspaceId = made.workspaceId as string;
  session = {
    token: made.token as string,
    personId: personIdOf(made.token as string),
    personName: "Ada",
  };
  const straight = createLayerClient({ baseUrl: sandbox.apiUrl });
  const found = await straight.listModels(session.token, workspaceId, {
    // Its runs draw nothing: hundreds of pictures would be a test of the sandbox's painter.
    search: "Test card: completes without outputs",
    modality: null,
    capabilities: [],
    limit: 10,
  });
  modelId = found.models[0]?.id ?? "";
});

afterAll(async () => {
  vi.restoreAllMocks();
  wire.server.close();
  await journal.close();
  await sandbox.close();
});

interface Click {
  requestId: string;
  request: GenerationRequest;
  prompt: string;
  isQueued: boolean;
  /** What its tabs were told, in any order. */
  told: Generation[];
}

test(`${clickCount} clicks through random faults are each paid at most once, and each is told as it is (FUZZ_SEED=${seed})`, {
  timeout: 120_000,
}, async () => {
  const random = randomFrom(seed);
  const chance = (share: number) => random() < share;
  const below = (count: number) => Math.floor(random() * count);
  const faultOf = (): Fault => ({
    kind: chance(0.3) ? "none" : (faultKinds[below(faultKinds.length)] ?? "none"),
    at: random(),
  });
  wire.quoteFault = () => (chance(0.04) ? faultOf() : { kind: "none", at: 0 });
  const servers = [startServer(), startServer()];
  let deaths = 0;

  /** One tab's sending of the click to one of the servers; null where no answer came. */
  async function send(click: Click): Promise<Generation | null> {
    const server = servers[below(servers.length)];
    assert(server);
    const work = startGeneration(session, workspaceId, click, server.parts, {
      reopensRefused: click.isQueued,
    }).catch(() => null);
    const answer = await Promise.race([work, server.died]);
    if (answer === "died" || answer === null) return null;
    click.told.push(answer);
    return answer;
  }

  async function press(index: number): Promise<Click> {
    const prompt = `click ${index} of ${seed}`;
    const click: Click = {
      requestId: randomUUID(),
      prompt,
      request: {
        kind: "model",
        modelId,
        parameters: { prompt, width: 256, height: 256, batchSize: 1 },
        references: [],
        mask: null,
        sessionName: null,
      },
      isQueued: chance(0.25),
      told: [],
    };
    wire.planned.set(prompt, [faultOf(), faultOf(), faultOf()]);
    // A double click, a key held down, two tabs: the same click many times at once.
    const copies = chance(0.35) ? 2 + below(3) : 1;
    const gaps = Array.from({ length: copies }, () => below(12));
    const restartsAt = chance(0.06) ? below(40) : null;
    const repeats = below(3);
    const sendings = gaps.map(async (gap) => {
      await delay(gap);
      return await send(click);
    });
    if (restartsAt !== null) {
      await delay(restartsAt);
      const slot = deaths % servers.length;
      servers[slot]?.die();
      servers[slot] = startServer();
      deaths += 1;
    }
    await Promise.all(sendings);
    // Back and resubmit, ask again after a lost answer, or the queue's next turn.
    for (let again = 0; again < repeats; again += 1) await send(click);
    return click;
  }

  const clicks: Click[] = [];
  let next = 0;
  const person = async () => {
    while (next < clickCount) {
      next += 1;
      clicks.push(await press(next));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, person));

  // What nobody answered any more is found overdue, and every run is looked at until it has ended.
  const reader: GenerationParts = {
    ...startServer().parts,
    layer: createLayerClient({ baseUrl: sandbox.apiUrl }),
  };
  const viewer = { workspaceId, personId: session.personId };
  const all = async () => {
    await changesSince(session, workspaceId, null, reader);
    const found = new Map<string, Generation>();
    let cursor: string | null = null;
    do {
      const page = await journal.listGenerations(viewer, { cursor, limit: 100, statuses: [] });
      for (const generation of page.generations) found.set(generation.requestId, generation);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return found;
  };
  const settled = await vi.waitFor(
    async () => {
      const now = await all();
      const open = [...now.values()].filter(({ status }) => status === "submitting" || status === "running");
      expect(open).toEqual([]);
      return now;
    },
    { timeout: 30_000, interval: 50 },
  );

  const wrong: string[] = [];
  const counts: Record<string, number> = {};
  let paid = 0;
  for (const click of clicks) {
    const { runIds, arrived } = wire.recordOf(click.prompt);
    const generation = settled.get(click.requestId) ?? null;
    const status = generation?.status ?? "none";
    counts[status] = (counts[status] ?? 0) + 1;
    paid += runIds.length;
    const say = (what: string) =>
      wrong.push(`${click.prompt}: ${what}; ${status}, arrived ${arrived}, runs ${runIds.join() || "none"}`);
    if (runIds.length > 1) say("paid more than once");
    // Only a refusal, which proves that nothing ran, is sent again, and only by a queue.
    if (!click.isQueued && arrived > 1) say("sent more than once");
    if (status === "complete" && runIds.length !== 1) say("complete without a run at Layer");
    if (generation?.status === "complete" && generation.runId !== runIds[0]) say("another run's outcome");
    if ((status === "refused" || status === "none") && runIds.length > 0) say("a paid run told as nothing");
    if (!["complete", "refused", "unknown", "none"].includes(status)) say("an outcome that cannot be");
    for (const told of click.told) {
      if (told.requestId !== click.requestId) say("a tab was told of another click");
      if (told.status === "refused" && runIds.length > 0 && !click.isQueued)
        say("a tab was told nothing ran");
      if (told.status === "running" && runIds.length === 0) say("a tab was told of a run that is not");
    }
  }
  expect(wrong).toEqual([]);
  expect(clicks).toHaveLength(clickCount);
  expect(deaths).toBeGreaterThan(10);
  // A fuzz that meets only one fate tests nothing.
  for (const fate of ["complete", "refused", "unknown"]) expect(counts[fate] ?? 0).toBeGreaterThan(20);
  // Layer's own ledger: one Creative Unit a run.
  const { balanceCreativeUnits } = await createLayerClient({ baseUrl: sandbox.apiUrl }).getWorkspace(
    session.token,
    workspaceId,
  );
  expect(100_000 - balanceCreativeUnits).toBe(paid);
});

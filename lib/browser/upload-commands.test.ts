import { array, assert as assertProperty, asyncProperty, constantFrom, integer } from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ProblemError, problemOf } from "../domain/problem";
import type { UploadProgress } from "../domain/upload-rules";
import { createUploadEngine, type UploadEngine, type UploadTransport } from "./upload-engine";
import { abortableWait } from "./upload-pace";
import { memoryUploadStore } from "./upload-store";

// Fault 17: pause, resume, cancel and retry in every state, doubled and out of turn, on a line that fails at random.

const chunkBytes = 8;
const workspaceId = "11111111-1111-4111-8111-111111111111";

/** A storage host without a network: keeps what comes at the right offset, and counts who speaks to it at once. */
class Host {
  stored: number[] = [];
  session = 0;
  inFlight = 0;
  mostInFlight = 0;
  requests = 0;
  cancelled = 0;
  constructor(
    readonly sizeBytes: number,
    private readonly faults: Array<"before" | "after" | "short" | "gone" | "none">,
  ) {}

  private async exchange<Answer>(signal: AbortSignal, work: () => Answer): Promise<Answer> {
    this.requests += 1;
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    try {
      await abortableWait(20, signal);
      signal.throwIfAborted();
      return work();
    } finally {
      this.inFlight -= 1;
    }
  }

  private progress(): UploadProgress {
    return { offset: this.stored.length, isDone: this.stored.length === this.sizeBytes };
  }

  private sessionOf(ticket: string) {
    if (ticket !== String(this.session)) throw new ProblemError(problemOf("upload_expired"));
  }

  transport(): UploadTransport {
    return {
      requestTicket: (_, __, signal) =>
        this.exchange(signal, () => {
          this.session += 1;
          this.stored = [];
          return { ticket: String(this.session), fileId: `f${this.session}`, chunkBytes, expiresAt: "" };
        }),
      queryOffset: (_, ticket, signal) =>
        this.exchange(signal, () => {
          this.sessionOf(ticket);
          return this.progress();
        }),
      putChunk: async (_, { ticket, offset, body, onSent }, signal) => {
        const whole = [...body];
        return this.exchange(signal, () => {
          const fault = this.faults.shift() ?? "none";
          onSent(whole.length);
          this.sessionOf(ticket);
          if (fault === "gone") this.session += 1;
          if (fault === "gone" || fault === "before")
            throw new ProblemError(problemOf("storage_unreachable"));
          if (offset !== this.stored.length) throw new ProblemError(problemOf("invalid_request"));
          this.stored.push(...(fault === "short" ? whole.slice(0, 3) : whole));
          if (fault === "after") throw new ProblemError(problemOf("storage_unreachable"));
          return this.progress();
        });
      },
      cancel: async () => {
        this.cancelled += 1;
      },
    };
  }
}

/** A file that is read without leaving the fake clock's time. */
class NearFile extends File {
  constructor(private readonly content: Uint8Array<ArrayBuffer>) {
    super([content], "a.png", { lastModified: 1 });
  }
  override slice(from = 0, to = this.content.length): Blob {
    const part = new Blob([]);
    part.arrayBuffer = async () => this.content.slice(from, to).buffer;
    return part;
  }
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

type Command = "pause" | "resume" | "cancel" | "retry" | "network" | "wait" | "long wait";

const commands = array(
  constantFrom<Command>(
    "pause",
    "pause",
    "resume",
    "resume",
    "cancel",
    "retry",
    "network",
    "wait",
    "wait",
    "long wait",
  ),
  { minLength: 1, maxLength: 24 },
);
const faults = array(
  constantFrom<"before" | "after" | "short" | "gone" | "none">(
    "before",
    "after",
    "short",
    "gone",
    "none",
    "none",
    "none",
  ),
  {
    maxLength: 12,
  },
);

const apply = async (engine: UploadEngine, id: string, command: Command) => {
  const actions: Record<Command, () => unknown> = {
    pause: () => engine.pause(id),
    resume: () => engine.resume(id),
    cancel: () => engine.cancel(id),
    retry: () => engine.retry(id),
    network: () => engine.noteNetwork(),
    wait: () => vi.advanceTimersByTimeAsync(25),
    "long wait": () => vi.advanceTimersByTimeAsync(3_000),
  };
  await actions[command]();
};

test("17, 32: after any commands in any order one loop at most is left, no timer outlives it, and what is done is whole", async () => {
  await assertProperty(
    asyncProperty(commands, faults, integer({ min: 9, max: 60 }), async (sequence, lineFaults, sizeBytes) => {
      const bytes = Uint8Array.from({ length: sizeBytes }, (_, at) => (at * 31) % 251);
      bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
      const host = new Host(sizeBytes, [...lineFaults]);
      const store = memoryUploadStore();
      const engine = createUploadEngine({ transport: host.transport(), random: () => 0.5, store });
      const id = engine.add(workspaceId, [new NearFile(bytes)])[0]?.id ?? "";
      // Fault 32: within one session what is shown only grows, and is the whole only once the host has the whole.
      const lies: string[] = [];
      let shown = engine.snapshot()[0];
      engine.subscribe(() => {
        const next = engine.snapshot()[0];
        if (next && shown?.fileId === next.fileId && next.sentBytes < shown.sentBytes) lies.push("shrank");
        if (next && next.state.phase !== "done" && next.sentBytes >= sizeBytes) lies.push("whole too soon");
        shown = next;
      });
      const phase = () => engine.snapshot()[0]?.state.phase ?? "gone";
      for (const command of sequence) await apply(engine, id, command);
      expect(host.mostInFlight).toBeLessThanOrEqual(1);

      // Whatever has happened: paused means silence, cancelled means nothing is left, and a click ends it well.
      engine.pause(id);
      await vi.advanceTimersByTimeAsync(1);
      expect(vi.getTimerCount()).toBe(0);
      const before = host.requests;
      await vi.advanceTimersByTimeAsync(120_000);
      expect(host.requests).toBe(before);

      for (let click = 0; click < 12; click += 1) {
        engine.resume(id);
        engine.retry(id);
        await vi.advanceTimersByTimeAsync(600_000);
      }
      const isCancelled = sequence.includes("cancel") && phase() === "gone";
      expect(isCancelled ? "done" : phase()).toBe("done");
      expect(lies).toEqual([]);
      expect(isCancelled ? [...bytes] : host.stored).toEqual([...bytes]);
      expect(host.mostInFlight).toBeLessThanOrEqual(1);
      expect(vi.getTimerCount()).toBe(0);
    }),
    { numRuns: 1_000 },
  );
}, 120_000);

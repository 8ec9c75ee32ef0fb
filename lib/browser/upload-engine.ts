import { type Problem, ProblemError, problemOf, problemWords } from "../domain/problem";
import {
  maxUploadBytes,
  sniffBytes,
  sniffUploadType,
  type UploadProgress,
  type UploadTicket,
} from "../domain/upload-rules";

/** Where one file stands. */
export type UploadState =
  | { phase: "checking" }
  | { phase: "queued" }
  | { phase: "uploading" }
  | { phase: "paused" }
  | { phase: "offline" }
  | { phase: "retrying"; retryAtMs: number; problem: Problem }
  /** `problem` says why in words; `canRetry` is false where the file itself can never be taken. */
  | { phase: "failed"; problem: Problem; canRetry: boolean }
  | { phase: "done" }
  | { phase: "cancelled" };

export interface Upload {
  id: string;
  workspaceId: string;
  name: string;
  sizeBytes: number;
  file: Blob;
  /** Known once the first bytes have been read. */
  contentType: string | null;
  fileId: string | null;
  /** Never falls while the same attempt lives, and reaches the size only when the host has the whole file. */
  sentBytes: number;
  bytesPerSecond: number | null;
  state: UploadState;
}

/** The four requests of an upload; all throw ProblemError, or the abort's DOMException. */
export interface UploadTransport {
  requestTicket: (
    workspaceId: string,
    file: { name: string; contentType: string; sizeBytes: number },
    signal: AbortSignal,
  ) => Promise<UploadTicket>;
  putChunk: (
    workspaceId: string,
    chunk: {
      ticket: string;
      offset: number;
      bytes: ArrayBuffer;
      onSent: (bytes: number) => void;
    },
    signal: AbortSignal,
  ) => Promise<UploadProgress>;
  queryOffset: (workspaceId: string, ticket: string, signal: AbortSignal) => Promise<UploadProgress>;
  cancel: (workspaceId: string, ticket: string) => Promise<void>;
}

export interface UploadEngineOptions {
  transport: UploadTransport;
  /** Milliseconds; also the clock of speeds. */
  now?: () => number;
  random?: () => number;
  /** Waits; ends early, without error, when the signal fires. */
  wait?: (delayMs: number, signal: AbortSignal) => Promise<void>;
  isOnline?: () => boolean;
  newId?: () => string;
  /** Files that send at the same time. */
  parallel?: number;
}

export interface UploadEngine {
  subscribe: (listener: () => void) => () => void;
  /** The same array until something changes. */
  snapshot: () => readonly Upload[];
  /** Takes every file; one that cannot be uploaded fails by itself, in words, before any request. */
  add: (workspaceId: string, files: readonly File[]) => Upload[];
  pause: (id: string) => void;
  resume: (id: string) => void;
  /** After a failure: goes on where the host says the bytes end. */
  retry: (id: string) => void;
  /** Stops, tells the host, and takes the file off the list. */
  cancel: (id: string) => void;
  /** Takes a file that has ended off the list. */
  dismiss: (id: string) => void;
  /** A hint that the network is back or gone; a request decides. */
  noteNetwork: () => void;
}

const baseDelayMs = 1_000;
const maxDelayMs = 30_000;
/** Attempts in a row that moved nothing before a person is asked. */
export const maxAttempts = 8;

/** Full jitter between 0 and the doubling ceiling; what the server names wins where it is longer. */
export function uploadRetryDelayMs(
  attempt: number,
  retryAfterSeconds: number | undefined,
  random: () => number,
): number {
  const ceilingMs = Math.min(baseDelayMs * 2 ** Math.min(attempt, 16), maxDelayMs);
  return Math.max(random() * ceilingMs, (retryAfterSeconds ?? 0) * 1_000);
}

const transientCodes = new Set([
  "offline",
  "easel_unreachable",
  "internal",
  "storage_unreachable",
  "layer_unreachable",
  "layer_failed",
  "layer_timed_out",
  "layer_unreadable",
  "too_many_running",
  "history_unavailable",
]);

const restartCodes = new Set(["upload_expired", "upload_corrupt"]);

/** What an upload does about a problem: wait and ask again, begin anew, or tell the person. */
export function uploadReaction(problem: Problem): "wait" | "restart" | "stop" {
  if (transientCodes.has(problem.code)) return "wait";
  return restartCodes.has(problem.code) ? "restart" : "stop";
}

/** Why a file cannot be uploaded at all, or null; made of its size and first bytes, so that no request is spent on it. */
export function fileProblem(name: string, sizeBytes: number, contentType: string | null): Problem | null {
  if (sizeBytes === 0) return problemOf("upload_size", { detail: `${name} is empty.` });
  if (sizeBytes > maxUploadBytes)
    return problemOf("upload_size", {
      detail: `${name} has ${(sizeBytes / 1e6).toFixed(1)} MB; Layer takes files up to ${maxUploadBytes / 1e6} MB.`,
    });
  if (contentType === null)
    return problemOf("upload_type", {
      detail: `${name} is not a file Layer takes. ${problemWords.upload_type.action}`,
    });
  return null;
}

const fileGone = (name: string) =>
  problemOf("upload_refused", {
    detail: `${name} can no longer be read; it was changed or moved. Choose it again.`,
  });

/** A wait that ends with its signal. */
export function abortableWait(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, delayMs);
    signal.addEventListener("abort", end);
  });
}

interface Job {
  upload: Upload;
  ticket: UploadTicket | null;
  /** Only the loop that carries the newest number may change the upload: a late answer of an older one is dropped. */
  generation: number;
  abort: AbortController;
  /** Cuts a wait short without ending the loop. */
  wake: AbortController;
  hasRestarted: boolean;
}

class Superseded extends Error {}

/** The uploads of one tab. Knows nothing of a screen: what it does is told by `snapshot`. */
export function createUploadEngine({
  transport,
  now = () => performance.now(),
  random = Math.random,
  wait = abortableWait,
  isOnline = () => true,
  newId = () => crypto.randomUUID(),
  parallel = 3,
}: UploadEngineOptions): UploadEngine {
  const jobs = new Map<string, Job>();
  const listeners = new Set<() => void>();
  let list: readonly Upload[] = [];
  let sending = 0;
  let slotWaiters: Array<() => void> = [];

  const publish = () => {
    list = [...jobs.values()].map((job) => job.upload);
    for (const listener of listeners) listener();
  };
  const change = (job: Job, next: Partial<Upload>) => {
    job.upload = { ...job.upload, ...next };
    publish();
  };

  const nextSlot = () => {
    if (sending >= parallel) return;
    slotWaiters.shift()?.();
  };
  const takeSlot = async (job: Job, isCurrent: () => void) => {
    while (sending >= parallel) {
      if (job.upload.state.phase !== "queued") change(job, { state: { phase: "queued" } });
      await new Promise<void>((resolve) => {
        slotWaiters.push(resolve);
        job.abort.signal.addEventListener("abort", () => resolve(), { once: true });
      });
      isCurrent();
    }
    sending += 1;
  };
  const freeSlot = () => {
    sending -= 1;
    nextSlot();
  };

  async function readSlice(job: Job, from: number, to: number): Promise<ArrayBuffer> {
    try {
      return await job.upload.file.slice(from, to).arrayBuffer();
    } catch (error) {
      throw new ProblemError(fileGone(job.upload.name), { cause: error });
    }
  }

  /** One file from where it stands to its end; every await is followed by the question whether this loop still counts. */
  async function run(job: Job): Promise<void> {
    job.generation += 1;
    const { generation } = job;
    job.abort = new AbortController();
    const { signal } = job.abort;
    const isCurrent = () => {
      if (job.generation !== generation || signal.aborted) throw new Superseded();
    };
    let attempts = 0;
    let holdsSlot = false;
    const release = () => {
      if (holdsSlot) freeSlot();
      holdsSlot = false;
    };

    const send = async (): Promise<UploadTicket> => {
      const { upload } = job;
      const contentType = upload.contentType ?? "";
      let { ticket } = job;
      let offset = 0;
      change(job, { state: { phase: "uploading" } });
      if (ticket) {
        const known = await transport.queryOffset(upload.workspaceId, ticket.ticket, signal);
        isCurrent();
        if (known.isDone) return ticket;
        offset = known.offset;
      } else {
        const file = { name: upload.name, contentType, sizeBytes: upload.sizeBytes };
        ticket = await transport.requestTicket(upload.workspaceId, file, signal);
        isCurrent();
        job.ticket = ticket;
        change(job, { fileId: ticket.fileId, sentBytes: 0 });
      }

      while (offset < upload.sizeBytes) {
        const start = offset;
        const end = Math.min(start + ticket.chunkBytes, upload.sizeBytes);
        const bytes = await readSlice(job, start, end);
        isCurrent();
        const startedMs = now();
        const onSent = (sent: number) => {
          if (job.generation !== generation) return;
          // The last byte is only counted when the host has acknowledged the file.
          const total = Math.min(start + sent, upload.sizeBytes - 1);
          const elapsedMs = now() - startedMs;
          const speed = elapsedMs > 200 ? (sent / elapsedMs) * 1_000 : null;
          const before = job.upload.bytesPerSecond;
          change(job, {
            sentBytes: Math.max(job.upload.sentBytes, total),
            bytesPerSecond: speed === null ? before : before === null ? speed : before * 0.7 + speed * 0.3,
          });
        };
        const answer = await transport.putChunk(
          upload.workspaceId,
          { ticket: ticket.ticket, offset: start, bytes, onSent },
          signal,
        );
        isCurrent();
        if (answer.isDone) return ticket;
        if (answer.offset < start || answer.offset > end)
          throw new ProblemError(
            problemOf("upload_corrupt", { detail: `The storage host lost part of ${upload.name}.` }),
          );
        if (answer.offset > start) attempts = 0;
        offset = answer.offset;
        change(job, { sentBytes: Math.max(job.upload.sentBytes, Math.min(offset, upload.sizeBytes - 1)) });
      }
      // All bytes acknowledged, yet no word that it is done: the status query decides.
      const last = await transport.queryOffset(upload.workspaceId, ticket.ticket, signal);
      isCurrent();
      if (last.isDone) return ticket;
      throw new ProblemError(problemOf("storage_unreachable"));
    };

    try {
      for (;;) {
        try {
          if (!holdsSlot) {
            await takeSlot(job, isCurrent);
            holdsSlot = true;
            isCurrent();
          }
          const ticket = await send();
          change(job, {
            state: { phase: "done" },
            sentBytes: job.upload.sizeBytes,
            fileId: ticket.fileId,
            bytesPerSecond: null,
          });
          return;
        } catch (error) {
          isCurrent();
          const problem = error instanceof ProblemError ? error.problem : problemOf("internal");
          const reaction = uploadReaction(problem);
          if (reaction === "restart" && !job.hasRestarted) {
            job.hasRestarted = true;
            job.ticket = null;
            change(job, { sentBytes: 0, fileId: null });
            continue;
          }
          attempts += 1;
          if (reaction !== "wait" || attempts >= maxAttempts) {
            change(job, { state: { phase: "failed", problem, canRetry: true }, bytesPerSecond: null });
            return;
          }
          // Others may send while this one waits.
          release();
          const delayMs = uploadRetryDelayMs(attempts - 1, problem.retryAfterSeconds, random);
          change(job, {
            bytesPerSecond: null,
            state: isOnline()
              ? { phase: "retrying", retryAtMs: Date.now() + delayMs, problem }
              : { phase: "offline" },
          });
          job.wake = new AbortController();
          await wait(delayMs, AbortSignal.any([signal, job.wake.signal]));
          isCurrent();
        }
      }
    } catch (error) {
      if (!(error instanceof Superseded)) throw error;
    } finally {
      release();
    }
  }

  const start = (job: Job) => {
    void run(job);
  };

  /** Ends the loop that runs; nothing of it can change the upload any more. */
  const stop = (job: Job) => {
    job.generation += 1;
    job.abort.abort();
  };

  async function check(job: Job): Promise<void> {
    const { upload, generation } = job;
    let contentType: string | null = null;
    let problem: Problem | null = null;
    try {
      const head = await upload.file.slice(0, sniffBytes).arrayBuffer();
      contentType = sniffUploadType(new Uint8Array(head));
      problem = fileProblem(upload.name, upload.sizeBytes, contentType);
    } catch {
      problem = fileGone(upload.name);
    }
    if (job.generation !== generation) return;
    if (problem) return change(job, { state: { phase: "failed", problem, canRetry: false } });
    change(job, { contentType, state: { phase: "queued" } });
    start(job);
  }

  const jobOf = (id: string) => jobs.get(id) ?? null;
  const isLive = (phase: UploadState["phase"]) =>
    phase === "queued" || phase === "uploading" || phase === "offline" || phase === "retrying";

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    snapshot: () => list,
    add(workspaceId, files) {
      const added = files.map((file): Job => {
        const upload: Upload = {
          id: newId(),
          workspaceId,
          name: file.name || "Pasted picture",
          sizeBytes: file.size,
          file,
          contentType: null,
          fileId: null,
          sentBytes: 0,
          bytesPerSecond: null,
          state: { phase: "checking" },
        };
        return {
          upload,
          ticket: null,
          generation: 0,
          abort: new AbortController(),
          wake: new AbortController(),
          hasRestarted: false,
        };
      });
      for (const job of added) jobs.set(job.upload.id, job);
      publish();
      for (const job of added) void check(job);
      return added.map((job) => job.upload);
    },
    pause(id) {
      const job = jobOf(id);
      if (!job || !isLive(job.upload.state.phase)) return;
      stop(job);
      change(job, { state: { phase: "paused" }, bytesPerSecond: null });
    },
    resume(id) {
      const job = jobOf(id);
      if (job?.upload.state.phase !== "paused") return;
      change(job, { state: { phase: "queued" } });
      start(job);
    },
    retry(id) {
      const job = jobOf(id);
      if (job?.upload.state.phase !== "failed" || !job.upload.state.canRetry) return;
      // A refused ticket or session is not asked again; the host's word on a living one is.
      if (uploadReaction(job.upload.state.problem) !== "wait") {
        job.ticket = null;
        job.hasRestarted = false;
        change(job, { sentBytes: 0, fileId: null });
      }
      change(job, { state: { phase: "queued" } });
      start(job);
    },
    cancel(id) {
      const job = jobOf(id);
      if (!job || job.upload.state.phase === "done") return;
      stop(job);
      jobs.delete(id);
      change(job, { state: { phase: "cancelled" } });
      // The host forgets the session by itself; this only makes it sooner.
      if (job.ticket) void transport.cancel(job.upload.workspaceId, job.ticket.ticket).catch(() => {});
    },
    dismiss(id) {
      const phase = jobOf(id)?.upload.state.phase;
      if (phase !== "done" && phase !== "failed") return;
      jobs.delete(id);
      publish();
    },
    noteNetwork() {
      for (const job of jobs.values()) {
        const { phase } = job.upload.state;
        if (phase === "offline" || phase === "retrying") job.wake.abort();
      }
    },
  };
}

/** Whether leaving the page now would lose bytes that are on their way. */
export function isUploading(uploads: readonly Upload[]): boolean {
  return uploads.some(({ state }) =>
    ["checking", "queued", "uploading", "offline", "retrying", "paused"].includes(state.phase),
  );
}

/** What a person reads beside the bar; `nowMs` is Date.now(), or null while there is no clock. */
export function uploadStateWords(upload: Upload, nowMs: number | null): string {
  const { state } = upload;
  switch (state.phase) {
    case "checking":
      return "Checking";
    case "queued":
      return "Waiting for its turn";
    case "uploading": {
      const percent = Math.floor((upload.sentBytes / upload.sizeBytes) * 100);
      if (!upload.bytesPerSecond) return `${percent} %`;
      const leftSeconds = Math.ceil((upload.sizeBytes - upload.sentBytes) / upload.bytesPerSecond);
      return `${percent} % · ${formatBytes(upload.bytesPerSecond)}/s · ${leftSeconds} s left`;
    }
    case "paused":
      return "Paused";
    case "offline":
      return "Waiting for the network";
    case "retrying":
      return nowMs === null
        ? "Trying again soon"
        : `Trying again in ${Math.max(1, Math.ceil((state.retryAtMs - nowMs) / 1_000))} s`;
    case "failed":
      return state.problem.detail;
    case "done":
      return "Uploaded";
    case "cancelled":
      return "Cancelled";
  }
}

/** "820 KB", "4.2 MB"; decimal, as Layer counts its limit. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${Math.round(bytes)} B`;
  if (bytes < 1e6) return `${Math.round(bytes / 1_000)} KB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

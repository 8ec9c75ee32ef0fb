import { type Problem, ProblemError, problemOf, problemWords } from "../domain/problem";
import {
  sizeSentence,
  sniffBytes,
  sniffUploadType,
  type UploadProgress,
  type UploadTicket,
  uploadQuantumBytes,
} from "../domain/upload-rules";
import { type Checksum, checksumBase64, emptyChecksum, extendChecksum } from "./upload-checksum";
import { type Fingerprint, fingerprintKey, fingerprintOf, isSameFile } from "./upload-fingerprint";
import { pageLocks, type UploadLocks } from "./upload-locks";
import {
  ArrivalMeter,
  abortableWait,
  LineMeter,
  maxAttempts,
  pacedChunkBytes,
  shownBytesPerSecond,
  uploadRetryDelayMs,
  type Way,
  WayMemory,
} from "./upload-pace";
import {
  maxCopyBytes,
  memoryUploadStore,
  recordLifeMs,
  type UploadRecord,
  type UploadStore,
} from "./upload-store";

export { abortableWait, maxAttempts, uploadRetryDelayMs };

/** Where one file stands. */
export type UploadState =
  | { phase: "checking" }
  | { phase: "queued" }
  /** The same file is being sent already: in another tab, or by another row of this one. */
  | { phase: "elsewhere" }
  | { phase: "uploading" }
  | { phase: "paused" }
  | { phase: "offline" }
  | { phase: "retrying"; retryAtMs: number; problem: Problem }
  /** The bytes cannot be read any more: `detail` says what to do, `canReopen` that one click is enough. */
  | { phase: "needs_file"; detail: string; canReopen: boolean }
  /** `problem` says why in words; `canRetry` is false where the file itself can never be taken. */
  | { phase: "failed"; problem: Problem; canRetry: boolean }
  | { phase: "done" }
  | { phase: "cancelled" };

export interface Upload {
  id: string;
  workspaceId: string;
  name: string;
  sizeBytes: number;
  /** Empty while a restored upload waits for its file. */
  file: Blob;
  /** Known once the first bytes have been read. */
  contentType: string | null;
  fileId: string | null;
  /** Never falls while the same attempt lives, and reaches the size only when the host has the whole file. */
  sentBytes: number;
  bytesPerSecond: number | null;
  /** What happened that a person should know though nothing is to be done, such as a start from the beginning. */
  note: string | null;
  state: UploadState;
}

/** What the storage host answered the page itself; `offset` is null where the page was not let read it. */
export interface DirectAnswer {
  offset: number | null;
  isDone: boolean;
}

/** The page was let read no answer at all: a cut line, or a storage host that does not know this page. */
export class UnreadableAnswer extends Error {}

/** The requests of an upload; all throw ProblemError, or the abort's DOMException. */
export interface UploadTransport {
  requestTicket: (
    workspaceId: string,
    file: { name: string; contentType: string; sizeBytes: number },
    signal: AbortSignal,
  ) => Promise<UploadTicket>;
  /** `crc32c` is the whole file's, and comes with the last chunk. */
  putChunk: (
    workspaceId: string,
    chunk: {
      ticket: string;
      offset: number;
      body: Uint8Array<ArrayBuffer>;
      crc32c?: string | undefined;
      onSent: (bytes: number) => void;
    },
    signal: AbortSignal,
  ) => Promise<UploadProgress>;
  queryOffset: (
    workspaceId: string,
    ticket: string,
    signal: AbortSignal,
    crc32c?: string,
  ) => Promise<UploadProgress>;
  cancel: (workspaceId: string, ticket: string) => Promise<void>;
  /** Straight to the storage host; throws UnreadableAnswer too. Absent where there is no such way. */
  putDirect?: (
    chunk: {
      sessionUrl: string;
      offset: number;
      sizeBytes: number;
      body: Uint8Array<ArrayBuffer>;
      onSent: (bytes: number) => void;
    },
    signal: AbortSignal,
  ) => Promise<DirectAnswer>;
}

/** Whether the direct way is known not to work here; asked by every file, learnt from any. */
export interface DirectMemory {
  isRefused: () => boolean;
  refuse: () => void;
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
  /** How long news of mere progress are kept back to be told together, in milliseconds; a change of state is told at once. */
  tellEveryMs?: number;
  store?: UploadStore;
  locks?: UploadLocks;
  direct?: DirectMemory;
  /** How the file can be opened again after a reload, where its picker or drop told. */
  handleOf?: (file: File) => Promise<FileSystemFileHandle | null>;
}

/** What one reading of a whole file has told. */
export interface KnownContent {
  /** In base64. */
  crc32c: string | null;
  /** All of it, where it is little enough to be kept until it is sent. */
  bytes: Uint8Array<ArrayBuffer> | null;
}

export interface UploadEngine {
  subscribe: (listener: () => void) => () => void;
  /** The same array until something changes. */
  snapshot: () => readonly Upload[];
  /** How fast a workspace's files arrive together; null while none has lately. */
  bytesPerSecond: (workspaceId: string) => number | null;
  /**
   * Takes every file; one that cannot be uploaded fails by itself, in words, before any request. `contents` is what is known
   * of those that have been read whole already.
   */
  add: (workspaceId: string, files: readonly File[], contents?: ReadonlyMap<File, KnownContent>) => Upload[];
  /** Takes up what an earlier page of this browser left unfinished; what belongs to somebody else stays hidden. */
  restore: (workspaceId: string) => Promise<void>;
  /** Gives a waiting upload its file again. Another file is refused in words and changes nothing else. */
  chooseFile: (id: string, file: File) => Promise<void>;
  /** As `chooseFile`, by the file's handle; must be called from a click. */
  reopen: (id: string) => Promise<void>;
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

const transientCodes = new Set([
  "offline",
  "easel_unreachable",
  "internal",
  "storage_unreachable",
  "layer_unreachable",
  "layer_failed",
  "layer_timed_out",
  "layer_unreadable",
  "layer_busy",
  "easel_busy",
  "history_unavailable",
]);

const restartCodes = new Set(["upload_expired", "upload_corrupt", "upload_ticket"]);

/** Problems after which the session at the storage host is worth going on with, once a person has done something. */
const keepsSession = (problem: Problem) =>
  transientCodes.has(problem.code) || problem.code === "signed_out" || problem.code === "forbidden";

const restartNotes: Partial<Record<Problem["code"], string>> = {
  upload_expired: "Began again from the start: its session at the storage host had ended.",
  upload_corrupt: "Began again from the start: what was stored was not what was sent.",
  upload_ticket: "Began again from the start: its ticket had run out.",
};

/** What an upload does about a problem: wait and ask again, begin anew, or tell the person. */
function uploadReaction(problem: Problem): "wait" | "restart" | "stop" {
  if (transientCodes.has(problem.code)) return "wait";
  return restartCodes.has(problem.code) ? "restart" : "stop";
}

/** Why a file cannot be uploaded at all, or null; made of its size and first bytes, so that no request is spent on it. */
function fileProblem(name: string, sizeBytes: number, contentType: string | null): Problem | null {
  const wrongSize = sizeSentence(name, sizeBytes);
  if (wrongSize) return problemOf("upload_size", { detail: wrongSize });
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

const dataLoss = (name: string) =>
  new ProblemError(
    problemOf("upload_refused", {
      detail: `The storage host's count of ${name} is not what was sent, so nothing more was sent. Upload it again.`,
    }),
  );

const mebibyte = 1_048_576;

/** Reading failed: told apart from a network that failed, because only the person can mend it. */
class FileGone extends Error {}

interface Job {
  upload: Upload;
  /** Null while a restored upload waits for its file. */
  source: File | Blob | null;
  /** The source's bytes, where they are in memory as it is. */
  held: Uint8Array<ArrayBuffer> | null;
  fingerprint: Fingerprint | null;
  key: string | null;
  handle: FileSystemFileHandle | null;
  ticket: UploadTicket | null;
  /** Only the loop that carries the newest number may change the upload: a late answer of an older one is dropped. */
  generation: number;
  abort: AbortController;
  /** Cuts a wait short without ending the loop. */
  wake: AbortController;
  restartedFor: Set<string>;
  /** Over the file's beginning, as far as it has been read. */
  checksum: Checksum;
  /** The whole file's, once it is known. */
  wholeChecksum: string | null;
  /** The farthest the host has ever been in this session; only beyond it is progress. */
  farthest: number;
  /**
   * How far any request of this session may reach. The host may go on with what a request brought after it was cut off, and
   * so be beyond the end of the next chunk; bytes beyond this were sent by nobody.
   */
  mayReach: number;
  /** Halved while nothing gets through. */
  chunkLimit: number;
  usesRelay: boolean;
  unreadable: number;
  release: (() => void) | null;
  line: LineMeter;
  arrivals: ArrivalMeter;
  /** Since when what the host acknowledges next has been worked on, in milliseconds. */
  sinceMs: number;
  /** How much the host acknowledged last at once; null before it has. */
  lastBytes: number | null;
  /** True where `source` is the copy this browser kept: there is nothing else to fall back to. */
  readsCopy: boolean;
  isRestored: boolean;
}

class Superseded extends Error {}

const wayOf = (job: Job, lastBytes: number): Way => ({
  lastBytes,
  lineBytesPerSecond: job.line.bytesPerSecond,
  bytesPerSecond: job.arrivals.bytesPerSecond,
});

const noDirectMemory = (): DirectMemory => {
  let isRefused = false;
  return {
    isRefused: () => isRefused,
    refuse: () => {
      isRefused = true;
    },
  };
};

/** The uploads of one tab. Knows nothing of a screen: what it does is told by `snapshot`. */
export function createUploadEngine({
  transport,
  now = () => performance.now(),
  random = Math.random,
  wait = abortableWait,
  isOnline = () => true,
  newId = () => crypto.randomUUID(),
  parallel = 3,
  tellEveryMs = 0,
  store = memoryUploadStore(),
  locks = pageLocks(),
  direct = noDirectMemory(),
  handleOf = async () => null,
}: UploadEngineOptions): UploadEngine {
  const jobs = new Map<string, Job>();
  const listeners = new Set<() => void>();
  let list: readonly Upload[] = [];
  let sending = 0;
  let slotWaiters: Array<() => void> = [];
  /** By workspace: how fast its files arrive together. */
  const arrivals = new Map<string, ArrivalMeter>();
  const arrivalsOf = (workspaceId: string) => {
    const meter = arrivals.get(workspaceId) ?? new ArrivalMeter();
    arrivals.set(workspaceId, meter);
    return meter;
  };
  const wayMemory = new WayMemory();
  /** A page that once read an answer of the storage host may blame the line for the next one it cannot read. */
  let isDirectProven = false;
  const pageId = newId();

  let publishing: ReturnType<typeof setTimeout> | undefined;
  const publish = () => {
    clearTimeout(publishing);
    publishing = undefined;
    list = [...jobs.values()].map((job) => job.upload);
    for (const listener of listeners) listener();
  };
  const change = (job: Job, next: Partial<Upload>) => {
    job.upload = { ...job.upload, ...next };
    if (jobs.get(job.upload.id) === job) publish();
  };
  /** For what changes all the time: whoever listens draws, and should not between one chunk's answer and the next chunk. */
  const changeSoon = (job: Job, next: Partial<Upload>) => {
    if (tellEveryMs === 0) return change(job, next);
    job.upload = { ...job.upload, ...next };
    publishing ??= setTimeout(publish, tellEveryMs);
  };

  const newJob = (upload: Upload, source: Job["source"]): Job => ({
    upload,
    source,
    held: null,
    fingerprint: null,
    key: null,
    handle: null,
    ticket: null,
    generation: 0,
    abort: new AbortController(),
    wake: new AbortController(),
    restartedFor: new Set(),
    checksum: emptyChecksum,
    wholeChecksum: null,
    farthest: 0,
    mayReach: 0,
    chunkLimit: Number.POSITIVE_INFINITY,
    usesRelay: false,
    unreadable: 0,
    release: null,
    line: new LineMeter(),
    arrivals: new ArrivalMeter(),
    sinceMs: 0,
    lastBytes: null,
    readsCopy: false,
    isRestored: false,
  });

  const remember = (job: Job, doneFileId: string | null = null) => {
    const { upload, fingerprint, key } = job;
    if (!fingerprint || key === null || jobs.get(upload.id) !== job) return;
    void store.write({
      id: upload.id,
      key,
      fingerprint,
      workspaceId: upload.workspaceId,
      pageId,
      name: upload.name,
      contentType: upload.contentType ?? "",
      ticket: job.ticket,
      offsetHint: doneFileId === null ? job.farthest : upload.sizeBytes,
      checksum: job.checksum,
      wholeChecksum: job.wholeChecksum,
      isPaused: upload.state.phase === "paused",
      doneFileId,
      handle: job.handle,
      expiresAtMs: Date.now() + (doneFileId === null ? recordLifeMs : doneLifeMs),
    });
  };

  /** Ends what others wait for: the file's lock, and room in memory. */
  const letGo = (job: Job) => {
    job.release?.();
    job.release = null;
    job.held = null;
  };

  /** Forgets the session, never the file. */
  const beginAnew = (job: Job, note: string | null) => {
    job.ticket = null;
    job.checksum = emptyChecksum;
    job.wholeChecksum = null;
    job.farthest = 0;
    job.mayReach = 0;
    change(job, { sentBytes: 0, fileId: null, note });
  };

  const adopt = (job: Job, record: UploadRecord) => {
    job.ticket = record.ticket;
    job.checksum = record.checksum;
    job.wholeChecksum ??= record.wholeChecksum ?? null;
    job.farthest = record.offsetHint;
    // What another page or tab was sending when it ended is not known here.
    job.mayReach = job.upload.sizeBytes;
    change(job, {
      fileId: record.ticket?.fileId ?? null,
      sentBytes: Math.max(0, Math.min(record.offsetHint, job.upload.sizeBytes - 1)),
    });
  };

  const nextSlot = () => {
    if (sending >= parallel) return;
    slotWaiters.shift()?.();
  };
  const takeSlot = async (job: Job, signal: AbortSignal, isCurrent: () => void) => {
    while (sending >= parallel) {
      if (job.upload.state.phase !== "queued") change(job, { state: { phase: "queued" } });
      await new Promise<void>((resolve) => {
        const turn = () => {
          signal.removeEventListener("abort", leave);
          resolve();
        };
        const leave = () => {
          slotWaiters = slotWaiters.filter((waiter) => waiter !== turn);
          resolve();
        };
        slotWaiters.push(turn);
        signal.addEventListener("abort", leave, { once: true });
      });
      if (signal.aborted) nextSlot();
      isCurrent();
    }
    sending += 1;
  };
  const freeSlot = () => {
    sending -= 1;
    nextSlot();
  };

  async function readSlice(job: Job, from: number, to: number): Promise<Uint8Array<ArrayBuffer>> {
    const { source, held } = job;
    if (held) return held.subarray(from, to);
    try {
      if (!source) throw new FileGone();
      const bytes = new Uint8Array(await source.slice(from, to).arrayBuffer());
      if (bytes.byteLength !== to - from) throw new FileGone();
      return bytes;
    } catch (error) {
      // Small files were kept whole, so what happens to them on the disk is no matter.
      const copy = job.readsCopy ? null : await store.copyOf(job.upload.id);
      if (copy && copy !== source && job.source === source) {
        job.readsCopy = true;
        job.source = copy;
      }
      // Another reading may have found the copy meanwhile.
      if (job.source === source || !job.source) throw new FileGone("unreadable", { cause: error });
      return readSlice(job, from, to);
    }
  }

  /** The checksum of everything before `offset`; reads only what has not been reckoned yet. */
  async function checksumTo(job: Job, offset: number, isCurrent: () => void): Promise<Checksum> {
    let checksum = job.checksum.offset > offset ? emptyChecksum : job.checksum;
    while (checksum.offset < offset) {
      const bytes = await readSlice(job, checksum.offset, Math.min(checksum.offset + mebibyte, offset));
      isCurrent();
      checksum = extendChecksum(checksum, bytes);
    }
    job.checksum = checksum;
    return checksum;
  }

  /** Reads the file's beginning and edges once; false where it can never be uploaded. */
  async function check(job: Job, isCurrent: () => void): Promise<boolean> {
    const { upload, source } = job;
    if (job.key !== null || !(source instanceof File)) return true;
    change(job, { state: { phase: "checking" } });
    let contentType: string | null = null;
    let fingerprint: Fingerprint | null = null;
    let problem: Problem | null = null;
    try {
      const head = await source.slice(0, sniffBytes).arrayBuffer();
      contentType = sniffUploadType(new Uint8Array(head));
      problem = fileProblem(upload.name, upload.sizeBytes, contentType);
      if (!problem) fingerprint = await fingerprintOf(source);
    } catch {
      problem = fileGone(upload.name);
    }
    isCurrent();
    if (problem || !fingerprint) {
      change(job, { state: { phase: "failed", problem: problem ?? fileGone(upload.name), canRetry: false } });
      return false;
    }
    job.fingerprint = fingerprint;
    job.key = fingerprintKey(fingerprint);
    job.handle = await handleOf(source).catch(() => null);
    isCurrent();
    change(job, { contentType });
    if (source.size <= maxCopyBytes) void store.writeCopy(upload.id, source);
    return true;
  }

  const recordsOf = async (job: Job) =>
    (await store.withKey(job.key ?? "")).filter(({ workspaceId }) => workspaceId === job.upload.workspaceId);

  /**
   * Makes this the only loop in any tab that sends the file, and takes over what another one has begun. Gives the file's
   * id where the other has even finished it meanwhile.
   */
  async function claim(job: Job, signal: AbortSignal, isCurrent: () => void): Promise<string | null> {
    if (job.release || job.key === null) return null;
    const name = `${job.upload.workspaceId}:${job.key}`;
    let release = await locks.tryTake(name);
    const hasWaited = release === null;
    if (!release) {
      change(job, { state: { phase: "elsewhere" } });
      release = await locks.take(name, signal);
    }
    if (signal.aborted) release();
    isCurrent();
    job.release = release;
    const records = await recordsOf(job);
    isCurrent();
    const finished = hasWaited ? records.find(({ doneFileId }) => doneFileId !== null) : undefined;
    if (finished) return finished.doneFileId;
    if (hasWaited && job.isRestored && !records.some(({ id }) => id === job.upload.id)) {
      // Cancelled where it was being sent.
      stop(job);
      jobs.delete(job.upload.id);
      publish();
      throw new Superseded();
    }
    const begun = records
      .filter(({ doneFileId, ticket }) => doneFileId === null && ticket !== null)
      .toSorted((a, b) => b.offsetHint - a.offsetHint)[0];
    if (begun && !job.ticket) adopt(job, begun);
    for (const { id, doneFileId } of records) {
      if (id === job.upload.id || doneFileId !== null) continue;
      // The row that waited for this very file is this one now.
      const waiting = jobs.get(id);
      if (waiting) {
        stop(waiting);
        jobs.delete(id);
        publish();
      }
      void store.remove(id);
    }
    remember(job);
    return null;
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
    const query = async (ticket: UploadTicket) => {
      const known = await transport.queryOffset(
        job.upload.workspaceId,
        ticket.ticket,
        signal,
        job.wholeChecksum ?? undefined,
      );
      isCurrent();
      return known;
    };

    /** The host's word, and whether to go on at once though it is no farther. */
    interface Step {
      progress: UploadProgress;
      isFree: boolean;
    }

    /** What to make of a direct chunk whose answer says nothing: the relay asks the host, whose word decides. */
    const settleUnread = async (
      ticket: UploadTicket,
      start: number,
      end: number,
      isRangeHidden: boolean,
    ): Promise<Step> => {
      if (!isOnline()) throw new ProblemError(problemOf("offline"));
      const progress = await query(ticket);
      const isWhole = progress.isDone || progress.offset >= end;
      // A part of a chunk is what a cut line leaves behind; rules between origins hide answers to whole ones.
      const isPart = !isWhole && progress.offset > start;
      job.unreadable = isPart ? 0 : job.unreadable + 1;
      // Bytes that arrived while the answer could not be read mean rules, not a bad line; so does nothing at all on a
      // page that has never read one. A Range that is missing though bytes are there is hidden.
      const isRefused = isRangeHidden
        ? isWhole || isPart
        : isWhole || (!isPart && (!isDirectProven || job.unreadable >= maxUnreadable));
      if (!isRefused) return { progress, isFree: false };
      if (ticket.direct?.mayRelay === false && !progress.isDone)
        throw new ProblemError(
          problemOf("upload_refused", {
            detail:
              "The storage host does not let this page send files, and Easel is set up to send no other way.",
          }),
        );
      job.usesRelay = true;
      direct.refuse();
      return { progress, isFree: true };
    };

    const read = (from: number, lengthBytes: number) =>
      readSlice(job, from, Math.min(from + lengthBytes, job.upload.sizeBytes));
    /** The bytes that come next, read while those before them are on their way. */
    let ahead: { from: number; bytes: Promise<Uint8Array<ArrayBuffer>> } | null = null;
    const readAhead = (from: number, lengthBytes: number) => {
      if (from >= job.upload.sizeBytes) return;
      const bytes = read(from, lengthBytes);
      // Whoever takes them hears of it; nobody may.
      bytes.catch(() => {});
      ahead = { from, bytes };
    };
    /** At most so many bytes from there on. */
    const take = async (from: number, lengthBytes: number): Promise<Uint8Array<ArrayBuffer>> => {
      const bytes = await (ahead?.from === from ? ahead.bytes : read(from, lengthBytes));
      ahead = null;
      isCurrent();
      return bytes.subarray(0, lengthBytes);
    };

    const sendChunk = async (ticket: UploadTicket, start: number): Promise<Step> => {
      const { upload } = job;
      const way =
        ticket.direct &&
        transport.putDirect &&
        !(job.usesRelay || (direct.isRefused() && ticket.direct.mayRelay))
          ? { ...ticket.direct, put: transport.putDirect }
          : null;
      const allowedBytes = way?.chunkBytes ?? ticket.chunkBytes;
      const bytesAfter = (lastBytes: number | null) =>
        Math.min(
          job.chunkLimit,
          pacedChunkBytes(allowedBytes, lastBytes === null ? wayMemory.at(now()) : wayOf(job, lastBytes)),
        );
      const body = await take(start, bytesAfter(job.lastBytes));
      const end = start + body.byteLength;
      job.mayReach = Math.max(job.mayReach, end);
      readAhead(end, bytesAfter(body.byteLength));
      const reckon = async () => {
        if (job.wholeChecksum !== null) return;
        // Only what an earlier page had not read yet.
        if (job.checksum.offset < start) await checksumTo(job, start, isCurrent);
        if (job.checksum.offset < end)
          job.checksum = extendChecksum(job.checksum, body.subarray(job.checksum.offset - start));
        if (end === upload.sizeBytes) job.wholeChecksum = checksumBase64(job.checksum);
      };
      // Only the relay's last chunk takes the checksum of the whole along; of others it is reckoned while they are on
      // their way, which costs the line nothing.
      const isCheckedFirst = !way && end === upload.sizeBytes;
      if (isCheckedFirst) await reckon();
      isCurrent();
      job.line.rest();
      job.line.sample(start, now());
      const startedMs = now();
      const onSent = (sent: number) => {
        if (job.generation !== generation) return;
        const atMs = now();
        const elapsedMs = atMs - startedMs;
        const known = job.arrivals.bytesPerSecond;
        job.line.sample(start + sent, atMs);
        // A relay takes bytes faster than the host behind it, so they count as far as the host can have them by now.
        const likely = known === null ? sent : Math.min(sent, (known * elapsedMs) / 1_000);
        // The last byte is only counted when the host has acknowledged the file.
        const total = Math.min(start + Math.floor(likely), end, upload.sizeBytes - 1);
        changeSoon(job, {
          sentBytes: Math.max(job.upload.sentBytes, total),
          bytesPerSecond: shownBytesPerSecond(known, sent, elapsedMs),
        });
      };
      const withReckoning = async <Answer>(sending: Promise<Answer>): Promise<Answer> => {
        const reckoned = isCheckedFirst ? Promise.resolve() : reckon();
        reckoned.catch(() => {});
        // Never before the request has ended: there must not be two.
        const answer = await sending;
        await reckoned;
        return answer;
      };
      let step: Step;
      if (way) {
        const chunk = {
          sessionUrl: way.sessionUrl,
          offset: start,
          sizeBytes: upload.sizeBytes,
          body,
          onSent,
        };
        try {
          const answer = await withReckoning(way.put(chunk, signal));
          isCurrent();
          if (answer.offset !== null || answer.isDone) {
            isDirectProven = true;
            job.unreadable = 0;
          }
          step = answer.isDone
            ? // The relay reads what was stored, and writes the file into the workspace's list.
              { progress: await query(ticket), isFree: false }
            : answer.offset === null
              ? await settleUnread(ticket, start, end, true)
              : { progress: { offset: answer.offset, isDone: false }, isFree: false };
        } catch (error) {
          isCurrent();
          if (!(error instanceof UnreadableAnswer)) throw error;
          step = await settleUnread(ticket, start, end, false);
        }
      } else {
        const crc32c = end === upload.sizeBytes ? (job.wholeChecksum ?? undefined) : undefined;
        const chunk = { ticket: ticket.ticket, offset: start, body, crc32c, onSent };
        const progress = await withReckoning(transport.putChunk(upload.workspaceId, chunk, signal));
        isCurrent();
        step = { progress, isFree: false };
      }
      const { offset } = step.progress;
      if (step.progress.isDone) return step;
      if (offset > job.mayReach || !Number.isSafeInteger(offset) || offset < 0) throw dataLoss(upload.name);
      return step;
    };

    const verify = async (progress: UploadProgress): Promise<void> => {
      const { upload } = job;
      const corrupt = (detail: string) => new ProblemError(problemOf("upload_corrupt", { detail }));
      if (progress.storedSizeBytes !== undefined && progress.storedSizeBytes !== upload.sizeBytes)
        throw corrupt(
          `${progress.storedSizeBytes} bytes of ${upload.sizeBytes} of ${upload.name} were stored.`,
        );
      if (progress.crc32c === undefined) return;
      const own = job.wholeChecksum ?? checksumBase64(await checksumTo(job, upload.sizeBytes, isCurrent));
      if (own !== progress.crc32c) throw corrupt(`What was stored of ${upload.name} is not what was sent.`);
    };

    const acknowledge = (bytes: number) => {
      const atMs = now();
      job.arrivals.add(bytes, job.sinceMs, atMs);
      arrivalsOf(job.upload.workspaceId).add(bytes, job.sinceMs, atMs);
      job.sinceMs = atMs;
      job.lastBytes = bytes;
      wayMemory.note(wayOf(job, bytes), atMs);
    };

    const send = async (): Promise<UploadTicket> => {
      const { upload } = job;
      let { ticket } = job;
      let offset = 0;
      job.sinceMs = now();
      change(job, { state: { phase: "uploading" } });
      if (ticket) {
        const known = await query(ticket);
        if (known.isDone) {
          await verify(known);
          return ticket;
        }
        offset = known.offset;
        // Another tab may have been farther than this one ever knew; bytes nobody sent are another matter.
        job.farthest = Math.max(job.farthest, offset);
        job.mayReach = Math.max(job.mayReach, offset);
        if (offset > upload.sizeBytes) throw dataLoss(upload.name);
      } else {
        const file = {
          name: upload.name,
          contentType: upload.contentType ?? "",
          sizeBytes: upload.sizeBytes,
        };
        ticket = await transport.requestTicket(upload.workspaceId, file, signal);
        isCurrent();
        job.ticket = ticket;
        job.checksum = emptyChecksum;
        job.farthest = 0;
        job.mayReach = 0;
        change(job, { fileId: ticket.fileId, sentBytes: 0 });
        remember(job);
      }

      while (offset < upload.sizeBytes) {
        const start = offset;
        const { progress, isFree } = await sendChunk(ticket, start);
        if (progress.isDone) {
          acknowledge(upload.sizeBytes - start);
          await verify(progress);
          return ticket;
        }
        offset = progress.offset;
        if (offset > job.farthest) {
          acknowledge(offset - job.farthest);
          job.farthest = offset;
          attempts = 0;
          job.chunkLimit *= 2;
          changeSoon(job, {
            sentBytes: Math.max(job.upload.sentBytes, Math.min(offset, upload.sizeBytes - 1)),
            bytesPerSecond: job.arrivals.bytesPerSecond,
          });
          remember(job);
        } else if (!isFree) {
          // Nothing new is stored. Sending again at once could go on for ever, so it waits like after a failure.
          throw new ProblemError(problemOf("storage_unreachable"));
        }
      }
      // All bytes acknowledged, yet no word that it is done: the status query decides.
      const last = await query(ticket);
      if (!last.isDone) throw new ProblemError(problemOf("storage_unreachable"));
      await verify(last);
      return ticket;
    };

    const finish = (fileId: string) => {
      change(job, {
        state: { phase: "done" },
        sentBytes: job.upload.sizeBytes,
        fileId,
        bytesPerSecond: null,
      });
      void store.remove(job.upload.id);
      remember(job, fileId);
      letGo(job);
    };

    try {
      if (!(await check(job, isCurrent))) return;
      isCurrent();
      const finishedAs = await claim(job, signal, isCurrent);
      isCurrent();
      if (finishedAs !== null) return finish(finishedAs);
      if (job.upload.state.phase !== "queued") change(job, { state: { phase: "queued" } });
      for (;;) {
        try {
          if (!holdsSlot) {
            await takeSlot(job, signal, isCurrent);
            holdsSlot = true;
            isCurrent();
          }
          const { fileId } = await send();
          isCurrent();
          return finish(fileId);
        } catch (error) {
          isCurrent();
          job.line.rest();
          if (error instanceof FileGone) {
            remember(job);
            change(job, { bytesPerSecond: null, state: needsFile(job, fileGone(job.upload.name).detail) });
            job.source = null;
            letGo(job);
            return;
          }
          const problem = error instanceof ProblemError ? error.problem : problemOf("internal");
          const reaction = uploadReaction(problem);
          if (reaction === "restart" && !job.restartedFor.has(problem.code)) {
            job.restartedFor.add(problem.code);
            beginAnew(job, restartNotes[problem.code] ?? null);
            remember(job);
            continue;
          }
          // Without a network nothing was tried, so nothing has failed.
          if (isOnline()) attempts += 1;
          if (reaction !== "wait" || attempts >= maxAttempts) {
            if (!keepsSession(problem)) {
              job.ticket = null;
              job.checksum = emptyChecksum;
              job.wholeChecksum = null;
              job.farthest = 0;
              job.mayReach = 0;
            }
            change(job, { state: { phase: "failed", problem, canRetry: true }, bytesPerSecond: null });
            remember(job);
            letGo(job);
            return;
          }
          // Where a chunk does not get through twice, a smaller one may.
          if (attempts >= 2 && job.ticket) {
            const { chunkBytes } = job.ticket;
            const size = Math.min(job.chunkLimit, Math.max(chunkBytes, job.ticket.direct?.chunkBytes ?? 0));
            job.chunkLimit = Math.max(
              Math.min(uploadQuantumBytes, chunkBytes),
              Math.floor(size / 2 / uploadQuantumBytes) * uploadQuantumBytes,
            );
          }
          // Others may send while this one waits.
          release();
          const delayMs = isOnline()
            ? uploadRetryDelayMs(Math.max(0, attempts - 1), problem.retryAfterSeconds, random)
            : offlineLookMs;
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
      if (!(error instanceof Superseded) && !signal.aborted) throw error;
    } finally {
      release();
    }
  }

  const needsFile = (job: Job, detail: string): UploadState => ({
    phase: "needs_file",
    detail,
    canReopen: job.handle !== null,
  });

  const start = (job: Job) => {
    void run(job);
  };

  /** Ends the loop that runs; nothing of it can change the upload any more. */
  const stop = (job: Job) => {
    job.generation += 1;
    job.abort.abort();
    letGo(job);
  };

  const jobOf = (id: string) => jobs.get(id) ?? null;
  const isLive = (phase: UploadState["phase"]) => livePhases.has(phase);

  async function takeFile(job: Job, file: File): Promise<void> {
    const begun = job.fingerprint;
    const { generation } = job;
    let chosen: Fingerprint | null = null;
    try {
      chosen = await fingerprintOf(file);
    } catch {
      // Unreadable, like another file: the sentence is the same.
    }
    if (job.generation !== generation || job.upload.state.phase !== "needs_file") return;
    if (!chosen || (begun && !isSameFile(begun, chosen))) {
      const detail = `${file.name} is not the file that was begun, or it was changed since. Choose the same file, or cancel and upload this one as new.`;
      change(job, { state: needsFile(job, detail) });
      return;
    }
    job.source = file;
    job.readsCopy = false;
    change(job, { file, state: { phase: "queued" } });
    if (file.size <= maxCopyBytes) void store.writeCopy(job.upload.id, file);
    start(job);
  }

  /** Whose an upload is, by asking with its ticket; null where nobody can be asked now. */
  async function ownership(record: UploadRecord): Promise<{ isMine: boolean | null; offset: number }> {
    if (!record.ticket) return { isMine: null, offset: 0 };
    try {
      const { signal } = new AbortController();
      const known = await transport.queryOffset(record.workspaceId, record.ticket.ticket, signal);
      return { isMine: true, offset: known.offset };
    } catch (error) {
      const code = error instanceof ProblemError ? error.problem.code : "internal";
      const isMine = foreignCodes.has(code) ? false : code === "upload_expired" ? true : null;
      return { isMine, offset: record.offsetHint };
    }
  }

  /** Whose the uploads of one earlier page are, by any ticket among them; asks on while the network is away. */
  async function isPageMine(
    known: ReadonlyArray<{ record: UploadRecord; isMine: boolean | null }>,
  ): Promise<boolean | null> {
    const told = known.find(({ isMine }) => isMine !== null);
    if (told) return told.isMine;
    const ticketed = known.find(({ record }) => record.ticket !== null);
    for (let attempt = 0; ticketed && attempt < maxAttempts; attempt += 1) {
      await wait(uploadRetryDelayMs(attempt, undefined, random), new AbortController().signal);
      const { isMine } = await ownership(ticketed.record);
      if (isMine !== null) return isMine;
    }
    return null;
  }

  async function restoreOne(record: UploadRecord, offset: number, isCertain: boolean): Promise<void> {
    const { id, workspaceId, name, contentType, fingerprint, ticket } = record;
    const copy = await store.copyOf(id);
    if (!copy) {
      const free = await locks.tryTake(`${workspaceId}:${record.key}`);
      // Another tab has the file and is sending it; here there would be nothing to do but to ask for it in vain.
      if (!free) return;
      free();
    }
    if (jobs.has(id)) return;
    const upload: Upload = {
      id,
      workspaceId,
      name,
      sizeBytes: fingerprint.sizeBytes,
      file: copy ?? new Blob([]),
      contentType,
      fileId: ticket?.fileId ?? null,
      sentBytes: 0,
      bytesPerSecond: null,
      note: null,
      state: { phase: "queued" },
    };
    const job = newJob(upload, copy);
    job.isRestored = true;
    job.readsCopy = copy !== null;
    job.fingerprint = fingerprint;
    job.key = record.key;
    job.handle = record.handle;
    jobs.set(id, job);
    adopt(job, { ...record, offsetHint: Math.max(offset, record.offsetHint) });
    // Begun before it had a ticket that could tell whose it is: then a click says so.
    if (record.isPaused || !(ticket || isCertain)) return change(job, { state: { phase: "paused" } });
    if (copy) return start(job);
    const file = await fileOf(record.handle);
    if (file) {
      change(job, { state: needsFile(job, "") });
      return takeFile(job, file);
    }
    const percent = Math.floor((job.upload.sentBytes / upload.sizeBytes) * 100);
    change(job, { state: needsFile(job, `Choose the same file to continue, ${percent} % sent`) });
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    snapshot: () => list,
    bytesPerSecond: (workspaceId) => arrivals.get(workspaceId)?.lately(now()) ?? null,
    add(workspaceId, files, contents) {
      const added = files.map(
        (file): Job => ({
          ...newJob(
            {
              id: newId(),
              workspaceId,
              name: file.name || "Pasted picture",
              sizeBytes: file.size,
              file,
              contentType: null,
              fileId: null,
              sentBytes: 0,
              bytesPerSecond: null,
              note: null,
              state: { phase: "checking" },
            },
            file,
          ),
          wholeChecksum: contents?.get(file)?.crc32c ?? null,
          held: contents?.get(file)?.bytes ?? null,
        }),
      );
      for (const job of added) jobs.set(job.upload.id, job);
      publish();
      for (const job of added) start(job);
      return added.map((job) => job.upload);
    },
    async restore(workspaceId) {
      const records = (await store.all()).filter((each) => each.workspaceId === workspaceId);
      const known = await Promise.all(
        records.map(async (record) => ({ record, ...(await ownership(record)) })),
      );
      const owners = new Map<string, Promise<boolean | null>>();
      const ownerOf = (pageId: string) => {
        const asked =
          owners.get(pageId) ?? isPageMine(known.filter(({ record }) => record.pageId === pageId));
        owners.set(pageId, asked);
        return asked;
      };
      await Promise.all(
        known.map(async ({ record, offset, isMine }) => {
          if (record.doneFileId !== null) return;
          const owned = record.ticket ? isMine : await ownerOf(record.pageId);
          // Begun by somebody else who uses this browser, who will find it when they are back.
          if (owned === false || jobs.has(record.id)) return;
          await restoreOne(record, offset, owned === true);
        }),
      );
    },
    async chooseFile(id, file) {
      const job = jobOf(id);
      if (job?.upload.state.phase === "needs_file") await takeFile(job, file);
    },
    async reopen(id) {
      const job = jobOf(id);
      if (job?.upload.state.phase !== "needs_file") return;
      const file = await fileOf(job.handle, true);
      if (file) await takeFile(job, file);
    },
    pause(id) {
      const job = jobOf(id);
      if (!job || !isLive(job.upload.state.phase)) return;
      stop(job);
      change(job, { state: { phase: "paused" }, bytesPerSecond: null });
      remember(job);
    },
    resume(id) {
      const job = jobOf(id);
      if (job?.upload.state.phase !== "paused") return;
      if (!job.source) return change(job, { state: needsFile(job, "Choose the same file to continue") });
      change(job, { state: { phase: "queued" } });
      start(job);
    },
    retry(id) {
      const job = jobOf(id);
      if (job?.upload.state.phase !== "failed" || !job.upload.state.canRetry) return;
      job.restartedFor.clear();
      job.chunkLimit = Number.POSITIVE_INFINITY;
      if (!job.ticket) beginAnew(job, null);
      change(job, { state: { phase: "queued" }, note: null });
      start(job);
    },
    cancel(id) {
      const job = jobOf(id);
      if (!job || job.upload.state.phase === "done") return;
      stop(job);
      change(job, { state: { phase: "cancelled" } });
      jobs.delete(id);
      publish();
      void store.remove(id);
      // The host forgets the session by itself; this only makes it sooner.
      if (job.ticket) void transport.cancel(job.upload.workspaceId, job.ticket.ticket).catch(() => {});
    },
    dismiss(id) {
      const job = jobOf(id);
      const phase = job?.upload.state.phase;
      if (phase !== "done" && phase !== "failed") return;
      jobs.delete(id);
      publish();
      if (phase === "failed") void store.remove(id);
    },
    noteNetwork() {
      for (const job of jobs.values()) {
        const { phase } = job.upload.state;
        if (phase === "offline" || phase === "retrying") job.wake.abort();
      }
    },
  };
}

/** How long a finished file is known to the tabs that waited for it. */
const doneLifeMs = 10 * 60_000;

/** The browser's word that there is no network is a hint: now and then a request asks. */
const offlineLookMs = 30_000;

const livePhases = new Set<UploadState["phase"]>([
  "checking",
  "queued",
  "elsewhere",
  "uploading",
  "offline",
  "retrying",
]);

/** Answers in a row that cannot be read, and that moved nothing, before the direct way counts as closed. */
const maxUnreadable = 3;

const foreignCodes = new Set<string>(["upload_ticket", "not_found", "forbidden", "signed_out"]);

/** The file behind a handle, where the browser lets it be read; only a click may ask the person. */
async function fileOf(handle: FileSystemFileHandle | null, mayAsk = false): Promise<File | null> {
  if (!handle) return null;
  const permitted = handle as FileSystemFileHandle & {
    queryPermission?: (wanted: { mode: "read" }) => Promise<PermissionState>;
    requestPermission?: (wanted: { mode: "read" }) => Promise<PermissionState>;
  };
  try {
    const state = await (mayAsk
      ? permitted.requestPermission?.({ mode: "read" })
      : permitted.queryPermission?.({ mode: "read" }));
    return state === "granted" ? await handle.getFile() : null;
  } catch {
    return null;
  }
}

/** Whether leaving the page now would lose bytes that are on their way. */
export function isUploading(uploads: readonly Upload[]): boolean {
  return uploads.some(({ state }) =>
    ["checking", "queued", "uploading", "offline", "retrying"].includes(state.phase),
  );
}

import { uploadQuantumBytes } from "../domain/upload-rules";

const baseDelayMs = 1_000;
const maxDelayMs = 30_000;
const halfLifeMs = 2_000;

// What a cut can cost at most: Chromium sends a chunk again from its first byte, without a word, where a connection it had
// used before is reset.
const chunkSeconds = 0.5;

// A host that takes longer than this for a chunk leaves the person before a bar that stands still.
const answerSeconds = 2;

// Nothing is known of the line yet, nor of whether the page may read the storage host's answers.
const firstChunkBytes = 4 * uploadQuantumBytes;

// How much more to try once as much as this has arrived.
const growth = 16;

// How long what a line did is news: long enough that a chunk's end is no jolt, short enough that a line that changed shows.
const windowMs = 10_000;

/** What is known of the way of a file's bytes, all of it null before it is known. */
export interface Way {
  /** How much of the last chunk the host acknowledged. */
  lastBytes: number | null;
  /** How fast bytes leave this machine. */
  lineBytesPerSecond: number | null;
  /** How fast bytes arrive, by the host's own word. */
  bytesPerSecond: number | null;
}

/** How much to send at once: little at first, then ever more up to what is allowed, or what the way carries in a moment. */
export function pacedChunkBytes(
  allowedBytes: number,
  { lastBytes, lineBytesPerSecond, bytesPerSecond }: Way,
): number {
  if (lastBytes === null) return Math.min(allowedBytes, firstChunkBytes);
  const carried = Math.min(
    lastBytes * growth,
    (lineBytesPerSecond ?? Number.POSITIVE_INFINITY) * chunkSeconds,
    (bytesPerSecond ?? Number.POSITIVE_INFINITY) * answerSeconds,
  );
  const quanta = Math.floor(carried / uploadQuantumBytes);
  return Math.min(allowedBytes, Math.max(1, quanta) * uploadQuantumBytes);
}

const nothingKnown: Way = { lastBytes: null, lineBytesPerSecond: null, bytesPerSecond: null };

/** What the files of a tab show each other of the line, so that the next one need not begin as if nothing were known. */
export class WayMemory {
  private seen = nothingKnown;
  private seenAtMs = Number.NEGATIVE_INFINITY;

  /** Takes what a chunk that was acknowledged has shown; one smaller than a first chunk says nothing of a line. */
  note(way: Way, atMs: number): void {
    if ((way.lastBytes ?? 0) < firstChunkBytes) return;
    this.seen = way;
    this.seenAtMs = atMs;
  }

  /** What is known by now: nothing where it is old news. */
  at(atMs: number): Way {
    return atMs - this.seenAtMs > windowMs ? nothingKnown : this.seen;
  }
}

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

/** How fast bytes leave this machine, smoothed so that what was two seconds ago counts half. */
export class LineMeter {
  private last: { bytes: number; atMs: number } | null = null;

  /** Bytes a second; null until two moments lie far enough apart to say anything. */
  bytesPerSecond: number | null = null;

  /** Takes how many bytes have left in all. */
  sample(bytes: number, atMs: number): void {
    if (this.last === null) {
      this.last = { bytes, atMs };
      return;
    }
    const elapsedMs = atMs - this.last.atMs;
    if (elapsedMs < 100) return;
    // Bytes that must be sent again would make the speed negative; they are simply slow.
    const now = (Math.max(0, bytes - this.last.bytes) / elapsedMs) * 1_000;
    const weight = 1 - 2 ** (-elapsedMs / halfLifeMs);
    this.bytesPerSecond =
      this.bytesPerSecond === null ? now : this.bytesPerSecond + (now - this.bytesPerSecond) * weight;
    this.last = { bytes, atMs };
  }

  /** Forgets where it was, not how fast: a pause is not slowness. */
  rest(): void {
    this.last = null;
  }
}

interface Span {
  bytes: number;
  fromMs: number;
  toMs: number;
}

/**
 * How fast bytes arrive: what the host acknowledged lately, by the time in which anything of it was on its way. What has
 * merely left this machine may lie anywhere between, and counts for nothing.
 */
export class ArrivalMeter {
  private spans: Span[] = [];

  /** Bytes a second; null before anything was acknowledged. */
  bytesPerSecond: number | null = null;

  /** Takes bytes that were acknowledged at `toMs` and worked on since `fromMs`. */
  add(bytes: number, fromMs: number, toMs: number): void {
    // Clocks of browsers are coarse: less than a millisecond reads as none at all.
    this.spans.push({ bytes, fromMs, toMs: Math.max(toMs, fromMs + 1) });
    const sinceMs = toMs - windowMs;
    this.spans = this.spans.filter((span) => span.toMs > sinceMs);
    let arrived = 0;
    let busyMs = 0;
    let busyUntilMs = sinceMs;
    for (const span of this.spans.toSorted((one, other) => one.fromMs - other.fromMs)) {
      const lengthMs = span.toMs - span.fromMs;
      arrived += (span.bytes * Math.min(lengthMs, span.toMs - sinceMs)) / lengthMs;
      busyMs += Math.max(0, span.toMs - Math.max(span.fromMs, busyUntilMs));
      busyUntilMs = Math.max(busyUntilMs, span.toMs);
    }
    this.bytesPerSecond = (arrived / busyMs) * 1_000;
  }

  /** As `bytesPerSecond`; null where it is old news by now. */
  lately(atMs: number): number | null {
    const newestMs = Math.max(...this.spans.map(({ toMs }) => toMs));
    return atMs - newestMs > windowMs ? null : this.bytesPerSecond;
  }
}

/**
 * What to show as an upload's speed while `sentBytes` of a chunk have left within `elapsedMs`. They may only lower what is
 * known of bytes that arrived, except where nothing is known yet.
 */
export function shownBytesPerSecond(
  known: number | null,
  sentBytes: number,
  elapsedMs: number,
): number | null {
  if (elapsedMs < 1_000) return known;
  const leaving = (sentBytes / elapsedMs) * 1_000;
  return known === null ? leaving : Math.min(known, leaving);
}

/** Waits; ends early, without error, when the signal fires. */
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

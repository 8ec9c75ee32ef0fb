import { uploadQuantumBytes } from "../domain/upload-rules";

const baseDelayMs = 1_000;
const maxDelayMs = 30_000;
const halfLifeMs = 2_000;

// What a cut can cost at most: the relay has nothing of a chunk that did not arrive whole, and Chromium sends a chunk again
// from its first byte, without a word, where a connection it had used before is reset.
const chunkSeconds = 0.5;

// Nothing is known of the line yet, nor of whether the page may read the storage host's answers.
const firstChunkBytes = 4 * uploadQuantumBytes;

/** How much to send at once: little at first, then all that is allowed, or on a slow line what it carries in a moment. */
export function pacedChunkBytes(offset: number, allowedBytes: number, bytesPerSecond: number | null): number {
  if (offset === 0) return Math.min(allowedBytes, firstChunkBytes);
  if (bytesPerSecond === null) return allowedBytes;
  const quanta = Math.floor((bytesPerSecond * chunkSeconds) / uploadQuantumBytes);
  return Math.min(allowedBytes, Math.max(1, quanta) * uploadQuantumBytes);
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

/** Bytes per second, smoothed so that what was two seconds ago counts half. */
export class SpeedMeter {
  private speed: number | null = null;
  private last: { bytes: number; atMs: number } | null = null;

  /** Takes how many bytes have left in all; null until two moments lie far enough apart to say anything. */
  sample(bytes: number, atMs: number): number | null {
    if (this.last === null) {
      this.last = { bytes, atMs };
      return null;
    }
    const elapsedMs = atMs - this.last.atMs;
    if (elapsedMs < 100) return this.speed;
    // Bytes that must be sent again would make the speed negative; they are simply slow.
    const now = (Math.max(0, bytes - this.last.bytes) / elapsedMs) * 1_000;
    const weight = 1 - 2 ** (-elapsedMs / halfLifeMs);
    this.speed = this.speed === null ? now : this.speed + (now - this.speed) * weight;
    this.last = { bytes, atMs };
    return this.speed;
  }

  /** Forgets where it was, not how fast: a pause is not slowness. */
  rest(): void {
    this.last = null;
  }
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

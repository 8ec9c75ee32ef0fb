/** No polling faster than this, whatever is told. */
export const minPollDelayMs = 1_000;
/** While nothing runs, a teammate's new work is still noticed within this time. */
export const idlePollDelayMs = 15_000;
const maxPollDelayMs = 10_000;

/** When a browser asks again for changes, from the moments (ms since epoch) at which running generations are due. */
export function nextPollDelayMs(dueTimes: readonly number[], now: number): number {
  if (dueTimes.length === 0) return idlePollDelayMs;
  return Math.min(Math.max(Math.min(...dueTimes) - now, minPollDelayMs), maxPollDelayMs);
}

// Beyond ten minutes nobody would believe a watch any more, whatever was told; and PostgreSQL must be able to add it.
const maxReadDelaySeconds = 600;

/** A poll interval that can be kept: at least a second, at most ten minutes. */
export function keptPollIntervalSeconds(toldSeconds: number): number {
  return Math.min(Math.max(toldSeconds, minPollDelayMs / 1_000), maxReadDelaySeconds);
}

/** How long until a run is read again after `failures` failed reads in a row; never a fixed cap on how often. */
export function nextReadDelayMs(
  pollIntervalSeconds: number,
  failures: number,
  retryAfterSeconds: number | null,
): number {
  const intervalMs = keptPollIntervalSeconds(pollIntervalSeconds) * 1_000;
  const backedOffMs = Math.min(intervalMs * 2 ** Math.min(failures, 8), Math.max(120_000, intervalMs));
  return Math.max(backedOffMs, Math.min(retryAfterSeconds ?? 0, maxReadDelaySeconds) * 1_000);
}

import type { Upload } from "@/lib/browser/upload-engine";
import { formatBytes } from "@/lib/browser/upload-words";

export interface UploadTotals {
  /** Files that are or were on their way; those given up are not among them. */
  count: number;
  doneCount: number;
  /** Sent share of all their bytes, 0 to 1; 1 only when every file is whole. */
  fraction: number;
  bytesPerSecond: number;
  /** Null while nothing moves. */
  leftSeconds: number | null;
  activeCount: number;
  pausedCount: number;
  /** Failed ones that may be tried again. */
  retryCount: number;
  endedCount: number;
}

const resting = new Set<Upload["state"]["phase"]>(["paused", "needs_file", "failed", "done", "cancelled"]);

/** What all uploads together amount to. One that failed does not hold back the others' bar. */
export function uploadTotals(uploads: readonly Upload[]): UploadTotals {
  const counted = uploads.filter(({ state }) => state.phase !== "failed" && state.phase !== "cancelled");
  const done = counted.filter(({ state }) => state.phase === "done");
  const active = counted.filter(({ state }) => !resting.has(state.phase));
  const sum = (of: readonly Upload[], read: (upload: Upload) => number) =>
    of.reduce((total, upload) => total + read(upload), 0);
  const totalBytes = sum(counted, ({ sizeBytes }) => sizeBytes);
  const sentBytes = sum(counted, ({ state, sentBytes: sent, sizeBytes }) =>
    state.phase === "done" ? sizeBytes : Math.min(sent, sizeBytes),
  );
  const bytesPerSecond = sum(active, (upload) => upload.bytesPerSecond ?? 0);
  const leftBytes = sum(active, ({ sizeBytes, sentBytes: sent }) => sizeBytes - sent);
  return {
    count: counted.length,
    doneCount: done.length,
    fraction: totalBytes === 0 ? 0 : sentBytes / totalBytes,
    bytesPerSecond,
    leftSeconds: bytesPerSecond > 0 ? Math.ceil(leftBytes / bytesPerSecond) : null,
    activeCount: active.length,
    pausedCount: counted.filter(({ state }) => state.phase === "paused").length,
    retryCount: uploads.filter(({ state }) => state.phase === "failed" && state.canRetry).length,
    endedCount: uploads.filter(({ state }) => state.phase === "failed" || state.phase === "done").length,
  };
}

const timeWords = (seconds: number) =>
  seconds < 90 ? `${seconds} s left` : `${Math.ceil(seconds / 60)} min left`;

/** "3 of 12 · 41 % · 8.2 MB/s · 20 s left". */
export function totalsWords(totals: UploadTotals): string {
  const parts = [`${totals.doneCount} of ${totals.count}`];
  if (totals.doneCount < totals.count) {
    parts.push(`${Math.floor(totals.fraction * 100)} %`);
    if (totals.bytesPerSecond > 0) parts.push(`${formatBytes(totals.bytesPerSecond)}/s`);
    if (totals.leftSeconds !== null) parts.push(timeWords(totals.leftSeconds));
    else if (totals.activeCount === 0) parts.push("paused");
  } else parts.push("all uploaded");
  return parts.join(" · ");
}

/** What a screen reader is told when files change their state: never how many percent. */
export function stateNews(
  before: ReadonlyMap<string, Upload["state"]["phase"]>,
  uploads: readonly Upload[],
): string {
  const changed = (phase: Upload["state"]["phase"]) =>
    uploads.filter(({ id, state }) => state.phase === phase && before.has(id) && before.get(id) !== phase);
  const told = (of: readonly Upload[], words: string) =>
    of.length === 0 ? [] : [`${of.length === 1 ? (of[0]?.name ?? "") : `${of.length} files`} ${words}.`];
  return [
    ...told(changed("done"), "uploaded"),
    ...told(changed("paused"), "paused"),
    ...told(changed("offline"), "waiting for the network"),
    ...told(changed("needs_file"), "must be chosen again"),
  ].join(" ");
}

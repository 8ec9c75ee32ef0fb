import type { Upload } from "@/lib/browser/upload-engine";
import type { UploadInput } from "@/lib/browser/upload-input";
import { formatBytes, timeLeftWords } from "@/lib/browser/upload-words";

export interface UploadTotals {
  /** All files that were brought to be sent; those taken back are not among them. */
  count: number;
  doneCount: number;
  failedCount: number;
  /** Sent share of the bytes of those that have not failed, 0 to 1; 1 only when each is whole. */
  fraction: number;
  /** Null before anything has arrived. */
  bytesPerSecond: number | null;
  /** Null while nothing moves. */
  leftSeconds: number | null;
  activeCount: number;
  /** Why none of those that are active moves, or null where one does. */
  heldBy: "offline" | "retrying" | null;
  pausedCount: number;
  /** Failed ones that may be tried again. */
  retryCount: number;
  endedCount: number;
}

const resting = new Set<Upload["state"]["phase"]>(["paused", "needs_file", "failed", "done", "cancelled"]);

/** Files that were brought and have not reached the engine: they will be sent too. */
const coming = new Set<UploadInput["state"]["phase"]>(["checking", "converting"]);

/**
 * What all files together amount to, at the speed with which they arrive together. One that failed does not hold back the
 * others' bar.
 */
export function uploadTotals(
  uploads: readonly Upload[],
  inputs: readonly UploadInput[],
  bytesPerSecond: number | null,
): UploadTotals {
  const counted = uploads.filter(({ state }) => state.phase !== "failed" && state.phase !== "cancelled");
  const failedCount = uploads.filter(({ state }) => state.phase === "failed").length;
  const done = counted.filter(({ state }) => state.phase === "done");
  const active = counted.filter(({ state }) => !resting.has(state.phase));
  const awaited = inputs.filter(({ state }) => coming.has(state.phase));
  const sum = <Item>(of: readonly Item[], read: (item: Item) => number) =>
    of.reduce((total, item) => total + read(item), 0);
  const awaitedBytes = sum(awaited, ({ sizeBytes }) => sizeBytes);
  const totalBytes = sum(counted, ({ sizeBytes }) => sizeBytes) + awaitedBytes;
  const sentBytes = sum(counted, ({ state, sentBytes: sent, sizeBytes }) =>
    state.phase === "done" ? sizeBytes : Math.min(sent, sizeBytes),
  );
  const leftBytes = sum(active, ({ sizeBytes, sentBytes: sent }) => sizeBytes - sent) + awaitedBytes;
  const activeCount = active.length + awaited.length;
  const isAny = (phase: Upload["state"]["phase"]) => active.some(({ state }) => state.phase === phase);
  const heldBy = isAny("uploading")
    ? null
    : isAny("offline")
      ? "offline"
      : isAny("retrying")
        ? "retrying"
        : null;
  const speed = activeCount > 0 && heldBy === null ? bytesPerSecond : null;
  return {
    count: counted.length + awaited.length + failedCount,
    failedCount,
    doneCount: done.length,
    fraction: totalBytes === 0 ? 0 : sentBytes / totalBytes,
    bytesPerSecond: speed,
    leftSeconds: speed ? Math.ceil(leftBytes / speed) : null,
    activeCount,
    heldBy,
    pausedCount: counted.filter(({ state }) => state.phase === "paused").length,
    retryCount: uploads.filter(({ state }) => state.phase === "failed" && state.canRetry).length,
    endedCount: uploads.filter(({ state }) => state.phase === "failed" || state.phase === "done").length,
  };
}

/** "3 of 12 · 41 % · 8.2 MB/s · 20 s left · 1 failed". */
export function totalsWords(totals: UploadTotals): string {
  const parts = [`${totals.doneCount} of ${totals.count}`];
  if (totals.doneCount + totals.failedCount < totals.count) {
    parts.push(`${Math.floor(totals.fraction * 100)} %`);
    if (totals.bytesPerSecond) parts.push(`${formatBytes(totals.bytesPerSecond)}/s`);
    if (totals.heldBy !== null)
      parts.push(totals.heldBy === "offline" ? "waiting for the network" : "trying again soon");
    else if (totals.leftSeconds !== null) parts.push(timeLeftWords(totals.leftSeconds));
    else if (totals.activeCount === 0) parts.push("paused");
  } else if (totals.failedCount === 0) parts.push("all uploaded");
  else parts[0] += " uploaded";
  if (totals.failedCount > 0) parts.push(`${totals.failedCount} failed`);
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
    ...told(changed("failed"), "not uploaded"),
  ].join(" ");
}

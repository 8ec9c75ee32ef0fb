import { expect, test } from "vitest";
import { type BatchRow, type BatchSummary, batchCountNames } from "@/lib/domain/batch";
import { needsLook, progressWords, rowActions, rowWords, sendingWords } from "./batch-words";

const counts = Object.fromEntries(batchCountNames.map((name) => [name, 0])) as BatchSummary["counts"];
const batch: BatchSummary = {
  id: "b",
  workspaceId: "w",
  name: "Icons",
  personName: "Ada",
  isMine: true,
  createdAt: "2026-11-21T00:00:00.000Z",
  counts: { ...counts, waiting: 158, running: 5, complete: 34, failed: 3 },
  pause: null,
  isDriven: true,
  resume: null,
  estimateCreativeUnits: 800,
  unpricedCount: 0,
  chargeCreativeUnits: 0,
  usualSeconds: 20,
};
const row: BatchRow = {
  id: "r",
  label: "lantern",
  position: 0,
  state: "waiting",
  attempt: 1,
  estimateCreativeUnits: 4,
  problem: null,
  generation: null,
};
const sent = (
  status: NonNullable<BatchRow["generation"]>["status"],
  charge: number | null = null,
): BatchRow => ({
  ...row,
  state: "sent",
  generation: {
    id: "g",
    status,
    chargeCreativeUnits: charge,
    error: status === "failed" ? "Out of memory" : null,
    settledAs: null,
  },
});
const lost = (settledAs: "not_started" | "keep_waiting" | null): BatchRow => ({
  ...row,
  state: "unknown",
  generation: { id: "g", status: "unknown", chargeCreativeUnits: null, error: null, settledAs },
});

test("progress tells what has ended of all, what went wrong, and how long the rest usually takes", () => {
  expect(progressWords(batch)).toBe("37 of 200 · 5 running · 3 failed · usually 11 m 00 s left");
});

test("while no tab sends, it says so: to who approved it what to do, to others whom it waits for", () => {
  expect(sendingWords({ ...batch, isDriven: false }, 0)?.title).toBe("No tab is sending this: open Easel");
  expect(sendingWords({ ...batch, isDriven: false, isMine: false }, 0)?.title).toContain("Ada");
  expect(sendingWords(batch, 0)).toBeNull();
  expect(sendingWords({ ...batch, isDriven: false, counts: { ...counts, complete: 4 } }, 0)).toBeNull();
});

test("a pause of Easel's own says why, and a wait how long", () => {
  const pause = { problem: "not_enough_creative_units" as const, detail: "The balance is 3." };
  expect(sendingWords({ ...batch, pause }, 0)).toMatchObject({
    tone: "warning",
    title: "Paused: Not enough Creative Units.",
    detail: "The balance is 3. What is waiting is not paid.",
  });
  const resume = { at: new Date(12_000).toISOString(), problem: "too_many_running" as const };
  expect(sendingWords({ ...batch, resume }, 0)?.title).toBe("Goes on in 12 s");
});

test("only what is not sent moves or is cancelled, and only what has no results runs again", () => {
  expect(rowActions(row)).toEqual({ canMove: true, canCancel: true, retry: null });
  expect(rowActions(sent("running"))).toEqual({ canMove: false, canCancel: false, retry: null });
  expect(rowActions(sent("complete")).retry).toBeNull();
  expect(rowActions(sent("failed")).retry).toBe("Run again");
  expect(rowActions({ ...row, state: "cancelled" }).retry).toBe("Put back");
  expect(rowActions(lost(null)).retry).toBeNull();
  expect(rowActions(lost("keep_waiting")).retry).toBeNull();
  expect(rowActions(lost("not_started")).retry).toBe("Run again");
});

test("a row tells its charge only where Layer named one", () => {
  expect(rowWords(sent("failed", 0)).text).toBe("Failed, nothing charged");
  expect(rowWords(sent("failed"))).toMatchObject({ text: "Failed", reason: "Out of memory" });
  expect(rowWords(sent("complete", 4)).text).toBe("Done, 4 CU charged");
  expect(rowWords(lost(null)).text).toBe("Layer may have started this");
  expect([row, sent("complete"), sent("failed"), lost(null)].map(needsLook)).toEqual([
    false,
    false,
    true,
    true,
  ]);
});

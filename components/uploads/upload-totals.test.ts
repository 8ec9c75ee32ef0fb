import { expect, test } from "vitest";
import type { Upload } from "@/lib/browser/upload-engine";
import type { UploadInput } from "@/lib/browser/upload-input";
import { problemOf } from "@/lib/domain/problem";
import { stateNews, totalsWords, uploadTotals } from "./upload-totals";

const upload = (change: Partial<Upload>): Upload => ({
  id: "1",
  workspaceId: "w",
  name: "hero.png",
  sizeBytes: 1_000_000,
  file: new Blob(),
  contentType: "image/png",
  fileId: null,
  sentBytes: 0,
  bytesPerSecond: null,
  note: null,
  state: { phase: "uploading" },
  ...change,
});

const done = upload({ id: "d", sentBytes: 1_000_000, state: { phase: "done" } });
const half = upload({ id: "h", sentBytes: 500_000 });
const failed = upload({
  id: "f",
  sentBytes: 10,
  state: { phase: "failed", problem: problemOf("upload_refused"), canRetry: true },
});

const input = (phase: "checking" | "refused"): UploadInput => ({
  id: phase,
  workspaceId: "w",
  name: "next.png",
  sizeBytes: 2_000_000,
  file: null,
  purpose: "files",
  askedBy: null,
  state: phase === "refused" ? { phase, sentence: "next.png is empty.", isHarmless: false } : { phase },
});

test("all uploads together say how many, how far, how fast and how long", () => {
  expect(totalsWords(uploadTotals([done, half], [], 50_000))).toBe("1 of 2 · 75 % · 50 KB/s · 10 s left");
});

test("a file that is still being looked at will be sent too, and one that was refused will not", () => {
  const totals = uploadTotals([done, half], [input("checking"), input("refused")], 50_000);
  expect(totalsWords(totals)).toBe("1 of 3 · 37 % · 50 KB/s · 50 s left");
});

test("a failed file does not hold the others back, is told of, and can be tried again", () => {
  const totals = uploadTotals([done, half, failed], [], null);
  expect(totals).toMatchObject({ count: 3, fraction: 0.75, retryCount: 1 });
  expect(totalsWords(totals)).toBe("1 of 3 · 75 % · 1 failed");
  expect(totalsWords(uploadTotals([done, failed], [], null))).toBe("1 of 2 uploaded · 1 failed");
});

test("a hundred percent is only said when every file is whole", () => {
  const almost = upload({ id: "a", sentBytes: 999_999 });
  expect(totalsWords(uploadTotals([done, almost], [], 1))).toContain("99 %");
  expect(totalsWords(uploadTotals([done], [], 1))).toBe("1 of 1 · all uploaded");
});

test("without a network no speed and no time are promised, while one file still moves they are", () => {
  const offline = upload({ id: "o", sentBytes: 500_000, state: { phase: "offline" } });
  expect(totalsWords(uploadTotals([done, offline], [], 50_000))).toBe(
    "1 of 2 · 75 % · waiting for the network",
  );
  expect(totalsWords(uploadTotals([half, offline], [], 50_000))).toContain("50 KB/s");
});

test("while all rest it says so and promises no time", () => {
  expect(totalsWords(uploadTotals([done, upload({ state: { phase: "paused" } })], [], 50_000))).toBe(
    "1 of 2 · 50 % · paused",
  );
});

test("news are changes of state, never progress and never what was so before", () => {
  const before = new Map([
    ["d", "uploading"],
    ["h", "uploading"],
  ] as const);
  expect(stateNews(before, [done, half])).toBe("hero.png uploaded.");
  expect(stateNews(new Map([["d", "done"]]), [done])).toBe("");
  expect(stateNews(new Map(), [done])).toBe("");
  expect(stateNews(new Map([["f", "uploading"]]), [failed])).toBe("hero.png not uploaded.");
  const both = [done, upload({ id: "h", state: { phase: "done" } })];
  expect(stateNews(before, both)).toBe("2 files uploaded.");
});

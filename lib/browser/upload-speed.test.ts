import { expect, test, vi } from "vitest";
import { createUploadEngine } from "./upload-engine";
import { uploadStateWords } from "./upload-words";

const workspaceId = "11111111-1111-4111-8111-111111111111";
const chunkBytes = 1_000;
const sizeBytes = 10_000;

test("behind a relay that takes all at once, speed and time left are those of the host that stores it", async () => {
  let clockMs = 0;
  let stored = 0;
  const engine = createUploadEngine({
    now: () => clockMs,
    transport: {
      requestTicket: async () => ({ ticket: "t", fileId: "f", chunkBytes, expiresAt: "" }),
      queryOffset: async () => ({ offset: stored, isDone: stored === sizeBytes }),
      putChunk: async (_, { offset, body, onSent }) => {
        clockMs += 5;
        onSent(body.byteLength);
        // The host needs a second for what the relay had in five milliseconds.
        clockMs += 995;
        stored = offset + body.byteLength;
        return { offset: stored, isDone: stored === sizeBytes };
      },
      cancel: async () => {},
    },
  });
  const told: Array<{ words: string; atMs: number; isAhead: boolean }> = [];
  engine.subscribe(() => {
    const [upload] = engine.snapshot();
    if (upload?.state.phase !== "uploading" || !upload.bytesPerSecond) return;
    // What has arrived by now at the speed at which things arrive, and nothing beyond it.
    const isAhead = upload.sentBytes > (clockMs / 1_000) * chunkBytes + 1;
    told.push({ words: uploadStateWords(upload, null), atMs: clockMs, isAhead });
  });
  const bytes = new Uint8Array(sizeBytes);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  engine.add(workspaceId, [new File([bytes], "slow.png")]);
  await vi.waitFor(() => expect(engine.snapshot()[0]?.state.phase).toBe("done"));

  expect(told.some(({ isAhead }) => isAhead)).toBe(false);
  const halfway = told.find(({ atMs }) => atMs === 5_000);
  expect(halfway?.words).toBe("50 % · 1 KB/s · 5 s left");
  expect(engine.bytesPerSecond(workspaceId)).toBeCloseTo(1_000);
});

import { randomBytes } from "node:crypto";
import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { crc32cBase64, md5Base64, RunningChecksums } from "./checksums";

describe("checksums of parts", () => {
  const source = randomBytes(1_500_001);
  const parts = [source.subarray(0, 1), source.subarray(1, 900_000), source.subarray(900_000)];
  const whole = { crc32c: crc32cBase64(source), md5: md5Base64(source) };

  it.each([0, 1, 3, 20])("are the whole's, wherever the end comes: after %i turns", async (turns) => {
    const running = new RunningChecksums();
    for (const part of parts) {
      running.add(part);
      for (let taken = 0; taken < turns; taken += 1) await turn();
    }
    expect(running.end()).toEqual(whole);
  });

  it("are those of nothing where nothing came", () => {
    expect(new RunningChecksums().end()).toEqual({
      crc32c: crc32cBase64(Buffer.alloc(0)),
      md5: md5Base64(Buffer.alloc(0)),
    });
  });
});

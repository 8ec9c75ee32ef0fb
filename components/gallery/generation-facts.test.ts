import { expect, test } from "vitest";
import { generationFixture } from "@/components/viewers/viewer-fixtures.test-data";
import { chargedWords, chargeNote, timeTaken } from "./generation-facts";

test("the time taken runs from Layer's acceptance to the end", () => {
  expect(timeTaken(generationFixture({ status: "complete" }))).toBe("38 s");
  expect(timeTaken(generationFixture({ status: "running" }))).toBeNull();
  expect(timeTaken(generationFixture({ status: "refused" }))).toBeNull();
});

test("what was charged is never guessed", () => {
  const words = (
    status: Parameters<typeof generationFixture>[0]["status"],
    chargeCreativeUnits: number | null,
  ) => chargedWords(generationFixture({ status, chargeCreativeUnits }));
  expect(words("complete", 16)).toEqual({ creativeUnits: 16, words: null });
  expect(words("failed", 0)).toEqual({ creativeUnits: 0, words: "Nothing was charged" });
  expect(words("failed", null)).toEqual({ creativeUnits: null, words: "Layer did not say" });
  expect(words("refused", null)).toEqual({ creativeUnits: 0, words: "Nothing was charged" });
  expect(words("unknown", null)).toEqual({ creativeUnits: null, words: "Not known" });
  expect(words("running", null)).toEqual({ creativeUnits: null, words: "When it has ended" });
});

test("a charge that Layer did not name is never called nothing", () => {
  const note = (
    status: Parameters<typeof generationFixture>[0]["status"],
    chargeCreativeUnits: number | null,
  ) => chargeNote(generationFixture({ status, chargeCreativeUnits }));
  expect(note("failed", null)).toContain("shows in the balance");
  expect(note("complete", null)).toContain("Compare the balance");
  expect([note("failed", 0), note("complete", 4), note("running", null)]).toEqual([null, null, null]);
});

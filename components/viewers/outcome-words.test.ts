import { expect, test } from "vitest";
import { chargeSentence, outcomeWords, readProblemSentence, statusWords } from "./outcome-words";
import { generationFixture } from "./viewer-fixtures.test-data";

test("a failure says why and whether it was charged", () => {
  expect(outcomeWords(generationFixture({ status: "failed", chargeCreativeUnits: 0 }))).toMatchObject({
    tone: "danger",
    reason: "The model could not make this.",
    money: "Nothing was charged.",
  });
});

test("a workflow's failure says in which step", () => {
  const steps = [
    { name: "Prepare", status: "success", error: null },
    { name: "Render", status: "failure", error: "No." },
    { name: "Finish", status: "pending", error: null },
  ];
  expect(outcomeWords(generationFixture({ status: "failed", steps }))?.title).toBe("Failed in “Render”");
});

test("a charge that Layer has not named is not called free", () => {
  expect(chargeSentence(null)).toBe("Layer did not say what was charged; compare the balance.");
  expect(chargeSentence(0)).toBe("Nothing was charged.");
  expect(chargeSentence(4)).toBe("4 CU charged.");
});

test("a refusal costs nothing, says Layer's reason and what to do", () => {
  expect(outcomeWords(generationFixture({ status: "refused" }))).toEqual({
    tone: "danger",
    title: "Layer has as many runs of yours as it takes at once.",
    reason: "Five runs are going.",
    money: "Nothing was charged.",
    action: "Wait for one to finish, then try again.",
  });
});

test("a lost answer is told as one that Layer may have started, with the balance to hold against", () => {
  const words = outcomeWords(generationFixture({ status: "unknown" }));
  expect(words?.title).toBe("Layer may have started this");
  expect(words?.money).toBe("1,284 CU were available just before it.");
  expect(words?.action).toContain("before you run it again");
});

test("a run that Layer does not know is not told as one that goes on", () => {
  expect(readProblemSentence("not_found")).toBe(
    "Layer does not know this run at the moment; Easel keeps asking for an hour.",
  );
  expect(readProblemSentence("layer_unreachable")).toBe(
    "Layer cannot be reached. The run goes on; Easel keeps asking.",
  );
});

test("what is well, or still going, has no bad news", () => {
  expect(
    (["submitting", "running", "complete"] as const).map((status) =>
      outcomeWords(generationFixture({ status })),
    ),
  ).toEqual([null, null, null]);
});

test("a finished run without files is told, with what it cost", () => {
  const words = outcomeWords(generationFixture({ status: "complete", assets: [], chargeCreativeUnits: 2 }));
  expect(words).toMatchObject({ tone: "warning", money: "2 CU charged." });
});

test("every state has words", () => {
  expect(
    (
      ["submitting", "running", "complete", "failed", "refused", "unknown", "cancelled", "deleted"] as const
    ).map((status) => statusWords(generationFixture({ status }))),
  ).toEqual([
    "Sending to Layer",
    "Running",
    "Complete",
    "Failed",
    "Layer has as many runs of yours as it takes at once.",
    "Layer may have started this",
    "Cancelled",
    "Deleted at Layer",
  ]);
});

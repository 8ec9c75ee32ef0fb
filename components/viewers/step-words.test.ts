import { expect, test } from "vitest";
import { stepWords } from "./step-words";

test("each status Layer names has a word of ours, in either spelling", () => {
  expect(
    ["pending", "running", "SUCCESS", "completed", "failure", "cancelled"].map((word) => stepWords(word)),
  ).toEqual([
    { phase: "waiting", words: "Waiting" },
    { phase: "running", words: "Running" },
    { phase: "done", words: "Done" },
    { phase: "done", words: "Done" },
    { phase: "failed", words: "Failed" },
    { phase: "stopped", words: "Cancelled" },
  ]);
});

test("a status that is new to us is shown as it came", () => {
  expect(stepWords("awaiting_approval")).toEqual({ phase: "other", words: "awaiting_approval" });
});

test("a step that still waits when the run is over was not begun", () => {
  expect(stepWords("pending", true)).toEqual({ phase: "stopped", words: "Not begun" });
  expect(stepWords("success", true).words).toBe("Done");
});

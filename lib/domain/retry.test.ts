import { expect, test } from "vitest";
import { ProblemError, problemOf } from "./problem";
import { isRetryable, retryDelayMs } from "./retry";

test.each(["layer_unreachable", "easel_unreachable"] as const)(
  "a read that met %s is tried again",
  (code) => {
    expect(isRetryable(new ProblemError(problemOf(code)))).toBe(true);
  },
);

test.each(["signed_out", "forbidden", "not_found", "outcome_unknown", "invalid_request"] as const)(
  "%s is not tried again: the answer would be the same, or it may have cost something",
  (code) => {
    expect(isRetryable(new ProblemError(problemOf(code)))).toBe(false);
  },
);

test("an error that is no problem of ours is a bug and not tried again", () => {
  expect(isRetryable(new TypeError("x is undefined"))).toBe(false);
});

test("what the answer asks to wait is waited, up to a minute", () => {
  expect(retryDelayMs(0, new ProblemError(problemOf("layer_failed", { retryAfterSeconds: 7 })))).toBe(7_000);
  expect(retryDelayMs(0, new ProblemError(problemOf("layer_failed", { retryAfterSeconds: 900 })))).toBe(
    60_000,
  );
});

test("without a hint the wait doubles up to 30 seconds", () => {
  const error = new ProblemError(problemOf("layer_failed"));
  expect([0, 1, 2, 9].map((failures) => retryDelayMs(failures, error))).toEqual([
    1_000, 2_000, 4_000, 30_000,
  ]);
});

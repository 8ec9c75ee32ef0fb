import { expect, test } from "vitest";
import { noMarks } from "@/lib/domain/marks";
import { cullKeys, cullStepOf, swipeOf, tallyWords } from "./cull-session";

test("a verdict and stars go on to the next; a favourite and what is taken back stay", () => {
  const goesOn = (key: string) => {
    const step = cullStepOf(key, noMarks, true);
    return step?.kind === "decide" ? step.goesOn : null;
  };
  expect(["p", "X", "3", "f", "0"].map(goesOn)).toEqual([true, true, true, false, false]);
  expect(cullStepOf("p", noMarks, false)).toEqual({
    kind: "decide",
    change: { verdict: "pick" },
    goesOn: false,
  });
});

test("keys that mean nothing do nothing", () => {
  expect(["6", "q", "Tab", "Enter"].map((key) => cullStepOf(key, noMarks, true))).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

test("every key that the sheet lists means something, and none is listed twice", () => {
  expect(cullKeys.filter(({ keys }) => cullStepOf(keys, noMarks, true) === null)).toEqual([]);
  expect(new Set(cullKeys.map(({ keys }) => keys)).size).toBe(cullKeys.length);
});

test("a finger's way means one thing, and a short one nothing", () => {
  expect([swipeOf(100, 20), swipeOf(-100, 90), swipeOf(10, -90), swipeOf(-5, 90), swipeOf(50, 50)]).toEqual([
    "pick",
    "reject",
    "next",
    "previous",
    null,
  ]);
});

test("a session says how it stands", () => {
  expect(tallyWords([{ ...noMarks, verdict: "pick" }, { ...noMarks, verdict: "reject" }, noMarks])).toBe(
    "1 picked · 1 rejected · 1 open",
  );
});

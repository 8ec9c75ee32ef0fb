import { expect, test } from "vitest";
import type { Generation } from "@/lib/domain/generation";
import type { Estimate } from "@/lib/domain/money";
import { problemCodes, problemOf } from "@/lib/domain/problem";
import type { ModelRequest } from "@/lib/domain/request";
import { chargeWords, decideClick, isAnswerLost } from "./click-decision";

const request: ModelRequest = {
  kind: "model",
  modelId: "11111111-1111-4111-8111-111111111111",
  parameters: { prompt: "x" },
  references: [],
  mask: null,
  sessionName: null,
};
const priced = (priceCreativeUnits: number, isAffordable = true): Estimate => ({
  priceCreativeUnits,
  availableCreativeUnits: 100,
  remainingCreativeUnits: 100 - priceCreativeUnits,
  isAffordable,
  outputs: [],
});
const unknownRun = { status: "unknown", request } as Generation;

test("up to twenty Creative Units a click spends at once, above it asks", () => {
  expect(decideClick({ estimate: priced(20), request, unknownRuns: [] }).kind).toBe("start");
  expect(decideClick({ estimate: priced(20.5), request, unknownRuns: [] })).toMatchObject({
    kind: "confirm",
    title: "Generate for 20.5 CU?",
    action: "Generate · 20.5 CU",
  });
});

test("what the balance does not cover is refused before anything is sent", () => {
  expect(decideClick({ estimate: priced(120, false), request, unknownRuns: [] }).kind).toBe("refuse");
});

test("without a price it asks", () => {
  expect(decideClick({ estimate: null, request, unknownRuns: [] })).toMatchObject({
    kind: "confirm",
    title: "Generate without knowing the price?",
  });
});

test("the same run whose outcome is unknown is asked about, another one is not", () => {
  expect(decideClick({ estimate: priced(4), request, unknownRuns: [unknownRun] })).toMatchObject({
    kind: "confirm",
    title: "Layer may have started this already",
  });
  const other = { ...request, parameters: { prompt: "y" } };
  expect(decideClick({ estimate: priced(4), request: other, unknownRuns: [unknownRun] }).kind).toBe("start");
});

test("only a click that may have arrived keeps its id, and every refusal says what it cost", () => {
  const lost = problemCodes.filter((code) => isAnswerLost(problemOf(code)));
  expect(lost).toEqual(["offline", "internal"]);
  expect(chargeWords(problemOf("layer_unreachable"), true)).toBe(
    "Nothing was started, so nothing was charged.",
  );
  expect(chargeWords(problemOf("offline"), true)).toContain("never starts it twice");
  expect(chargeWords(problemOf("offline"), false)).toBe("Nothing was started, so nothing was charged.");
});

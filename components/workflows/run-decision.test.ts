import { expect, test } from "vitest";
import { generationFixture } from "@/components/viewers/viewer-fixtures.test-data";
import type { Generation } from "@/lib/domain/generation";
import type { Estimate } from "@/lib/domain/money";
import { problemOf } from "@/lib/domain/problem";
import type { WorkflowRequest } from "@/lib/domain/request";
import { decideRun, isAnswerLost, outputWords, runFor } from "./run-decision";

const request: WorkflowRequest = {
  kind: "workflow",
  workflowId: "w",
  inputs: { a: 1, b: 2 },
  sessionName: null,
};
const quote = (priceCreativeUnits: number, isAffordable = true): Estimate => ({
  priceCreativeUnits,
  availableCreativeUnits: 100,
  remainingCreativeUnits: 100 - priceCreativeUnits,
  isAffordable,
  outputs: [],
});

test("a cheap run starts at once, a dear one asks once, one that is not affordable never starts", () => {
  expect(decideRun(quote(20), request, []).kind).toBe("start");
  expect(decideRun(quote(20.5), request, [])).toMatchObject({ kind: "confirm", action: "Run · 20.5 CU" });
  expect(decideRun(quote(200, false), request, []).kind).toBe("refuse");
});

test("a run without a price asks first", () => {
  expect(decideRun(null, request, []).kind).toBe("confirm");
});

test("the same run again asks first while the outcome of the last is unknown", () => {
  const lost: Generation = {
    ...generationFixture({ status: "unknown" }),
    request: { ...request, inputs: { b: 2, a: 1 } },
  };
  expect(decideRun(quote(1), request, [lost])).toMatchObject({
    title: "Layer may have started this already",
  });
  expect(decideRun(quote(1), { ...request, inputs: { a: 9 } }, [lost]).kind).toBe("start");
});

test("a click keeps its id while nothing was changed since, whatever the order of the inputs", () => {
  const pending = { requestId: "first", request };
  expect(runFor(pending, { ...request, inputs: { b: 2, a: 1 } }, () => "second").requestId).toBe("first");
  expect(runFor(pending, { ...request, inputs: { a: 2 } }, () => "second").requestId).toBe("second");
  expect(runFor(null, request, () => "second").requestId).toBe("second");
});

test("only an answer that never came leaves a click open", () => {
  expect([isAnswerLost(problemOf("offline")), isAnswerLost(problemOf("not_enough_creative_units"))]).toEqual([
    true,
    false,
  ]);
});

test("what a run makes is counted by output", () => {
  expect(
    outputWords([
      { name: "views", count: 4 },
      { name: "vectors", count: 0 },
      { name: "mesh", count: 1 },
    ]),
  ).toBe("4 × views, 1 × mesh");
});

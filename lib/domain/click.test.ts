import { expect, test } from "vitest";
import {
  answeredIds,
  chargeWords,
  clickFor,
  decideClick,
  isSameRequest,
  keepsRunsAway,
  type PendingClick,
  staysPending,
  storedClicks,
  withClick,
  withoutClicks,
} from "./click";
import type { Generation } from "./generation";
import type { Estimate } from "./money";
import { type ProblemCode, problemCodes, problemOf } from "./problem";
import type { GenerationRequest, ModelRequest, WorkflowRequest } from "./request";

const modelRequest: ModelRequest = {
  kind: "model",
  modelId: "11111111-1111-4111-8111-111111111111",
  parameters: { prompt: "x", width: 512 },
  references: [],
  mask: null,
  sessionName: null,
};
const workflowRequest: WorkflowRequest = {
  kind: "workflow",
  workflowId: "11111111-1111-4111-8111-111111111111",
  inputs: { a: 1, b: { c: [1, 2], d: null } },
  sessionName: null,
};
const reordered: Record<GenerationRequest["kind"], GenerationRequest> = {
  model: { ...modelRequest, parameters: { width: 512, prompt: "x" } },
  workflow: { ...workflowRequest, inputs: { b: { d: null, c: [1, 2] }, a: 1 } },
};
const changed: Record<GenerationRequest["kind"], GenerationRequest> = {
  model: { ...modelRequest, parameters: { prompt: "x", width: 513 } },
  workflow: { ...workflowRequest, inputs: { a: 1, b: { c: [2, 1], d: null } } },
};
const priced = (priceCreativeUnits: number, isAffordable = true): Estimate => ({
  priceCreativeUnits,
  availableCreativeUnits: 100,
  remainingCreativeUnits: 100 - priceCreativeUnits,
  isAffordable,
  outputs: [],
});
const runOf = (request: GenerationRequest, over: Partial<Generation> = {}) =>
  ({ status: "unknown", isMine: true, request, ...over }) as Generation;

const buttons = [
  { verb: "generate", request: modelRequest, button: "Generate", again: "generating again" },
  { verb: "run", request: workflowRequest, button: "Run", again: "running again" },
] as const;

test.each(buttons)(
  "$button spends up to twenty Creative Units at once and asks above",
  ({ verb, request, button }) => {
    const facts = { request, generations: [], confirmAboveCreativeUnits: 20, verb };
    expect(decideClick({ ...facts, estimate: priced(20) })).toEqual({ kind: "start" });
    expect(decideClick({ ...facts, estimate: priced(20.5) })).toEqual({
      kind: "confirm",
      title: `${button} for 20.5 CU?`,
      text: "79.5 of 100 CU are left after. Easel asks above 20 CU.",
      action: `${button} · 20.5 CU`,
    });
  },
);

test.each(buttons)("$button refuses what the balance does not cover", ({ verb, request }) => {
  expect(
    decideClick({
      estimate: priced(120, false),
      request,
      generations: [],
      verb,
      confirmAboveCreativeUnits: 20,
    }),
  ).toEqual({
    kind: "refuse",
  });
});

test.each(buttons)("$button asks where there is no price", ({ verb, request, button }) => {
  expect(
    decideClick({ estimate: null, request, generations: [], verb, confirmAboveCreativeUnits: 20 }),
  ).toMatchObject({
    kind: "confirm",
    title: `${button} without knowing the price?`,
    action: `${button} without a price`,
  });
});

test.each(buttons)(
  "$button asks before a run of one's own whose outcome is unknown is repeated",
  ({ verb, request, again }) => {
    const facts = { estimate: priced(4), request, confirmAboveCreativeUnits: 20, verb };
    expect(decideClick({ ...facts, generations: [runOf(reordered[request.kind])] })).toMatchObject({
      title: "Layer may have started this already",
      text: expect.stringContaining(`${again} pays a second time`),
    });
    const others = [
      runOf(changed[request.kind]),
      runOf(request, { isMine: false }),
      runOf(request, {
        settled: { as: "not_started", at: "2026-11-21T00:00:00.000Z" },
      }),
      runOf(request, { status: "running" }),
    ];
    expect(decideClick({ ...facts, generations: others })).toEqual({ kind: "start" });
  },
);

test("requests are the same whatever the order of their members, and differ by any value and by kind", () => {
  expect(isSameRequest(modelRequest, reordered.model)).toBe(true);
  expect(isSameRequest(workflowRequest, reordered.workflow)).toBe(true);
  expect(isSameRequest(modelRequest, changed.model)).toBe(false);
  expect(isSameRequest(workflowRequest, changed.workflow)).toBe(false);
  expect(isSameRequest(modelRequest, workflowRequest)).toBe(false);
});

test("only what cannot have started anything ends a click that was sent once", () => {
  const unproven = problemCodes.filter((code) => staysPending(problemOf(code), false));
  expect(unproven).toEqual(["outcome_unknown", "interrupted", "offline", "easel_unreachable", "internal"]);
});

test("no problem at all ends a click that was sent before", () => {
  expect(problemCodes.filter((code) => !staysPending(problemOf(code), true))).toEqual([]);
});

/** A page that only remembers what is pending: sends what the rules say and notes the ids. */
class Desk {
  pending: readonly PendingClick[] = [];
  readonly sent: string[] = [];
  readonly words: string[] = [];
  private ids = 0;

  press(request: GenerationRequest, answer: ProblemCode | "generation") {
    const { click, isResend } = clickFor(this.pending, request, () => `id ${++this.ids}`);
    this.pending = withClick(this.pending, click);
    this.sent.push(click.requestId);
    const stays = answer !== "generation" && staysPending(problemOf(answer), isResend);
    if (!stays) this.pending = withoutClicks(this.pending, new Set([click.requestId]));
    this.words.push(answer === "generation" ? "" : chargeWords(stays, "generate"));
  }
}

test.each<ProblemCode>(["history_unavailable", "signed_out", "layer_unreachable", "forbidden", "not_found"])(
  "a lost answer, then %s, then a retry keeps the id, and never says that nothing was charged",
  (refusal) => {
    const desk = new Desk();
    desk.press(modelRequest, "easel_unreachable");
    desk.press(modelRequest, refusal);
    desk.press(modelRequest, refusal);
    expect(desk.words.every((words) => words.includes("never starts it twice"))).toBe(true);
    desk.press(modelRequest, "generation");
    expect(desk.sent).toEqual(["id 1", "id 1", "id 1", "id 1"]);
    expect(desk.pending).toEqual([]);
  },
);

test("a click that was refused is over: the next is a new one, and nothing was charged", () => {
  const desk = new Desk();
  desk.press(modelRequest, "history_unavailable");
  desk.press(modelRequest, "generation");
  expect(desk.sent).toEqual(["id 1", "id 2"]);
  expect(desk.words[0]).toBe("Nothing was started, so nothing was charged.");
});

test("another click, however it ends, leaves a lost one to be asked about under its own id", () => {
  const desk = new Desk();
  desk.press(modelRequest, "offline");
  desk.press(changed.model, "history_unavailable");
  desk.press(changed.model, "generation");
  desk.press(reordered.model, "generation");
  expect(desk.sent).toEqual(["id 1", "id 2", "id 3", "id 1"]);
  expect(desk.pending).toEqual([]);
});

test("the one pending click of a form that was stored before is not forgotten", () => {
  const click = { requestId: "first", request: modelRequest };
  expect(storedClicks(undefined, click)).toEqual([click]);
  expect(storedClicks(undefined, null)).toEqual([]);
  expect(storedClicks([], click)).toEqual([]);
});

test("a click that the history knows is answered, another is not", () => {
  const pending = [
    { requestId: "first", request: modelRequest },
    { requestId: "second", request: workflowRequest },
  ];
  const answered = answeredIds(pending, [{ requestId: "second" }, { requestId: "third" }]);
  expect(withoutClicks(pending, answered)).toEqual([pending[0]]);
  expect(withoutClicks(pending, new Set())).toBe(pending);
});

test("without a network, a server, a session or the workflow itself neither price nor run can be had; without Layer's price a run can", () => {
  expect(problemCodes.filter((code) => keepsRunsAway(problemOf(code)))).toEqual([
    "signed_out",
    "not_found",
    "offline",
    "easel_unreachable",
  ]);
});

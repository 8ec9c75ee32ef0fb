// @vitest-environment happy-dom
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onlineManager, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import { createElement, type ReactNode, useRef, useState } from "react";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ClickVerb, PendingClick } from "../domain/click";
import type { Generation } from "../domain/generation";
import type { Estimate } from "../domain/money";
import { type ProblemCode, problemOf } from "../domain/problem";
import type { GenerationRequest, ModelRequest, WorkflowRequest } from "../domain/request";
import { type PendingClicks, useSpend } from "./spend";

declare const happyDOM: { setURL: (url: string) => void };

const workspaceId = "11111111-1111-4111-8111-111111111111";
const subjectId = "22222222-2222-4222-8222-222222222222";
const modelRequest: ModelRequest = {
  kind: "model",
  modelId: subjectId,
  parameters: { prompt: "x", width: 512 },
  references: [],
  mask: null,
  sessionName: null,
};
const workflowRequest: WorkflowRequest = {
  kind: "workflow",
  workflowId: subjectId,
  inputs: { text: "x" },
  sessionName: null,
};
const otherRequest: ModelRequest = { ...modelRequest, parameters: { prompt: "y" } };
const pages: Array<[ClickVerb, GenerationRequest]> = [
  ["generate", modelRequest],
  ["run", workflowRequest],
];
const nothingCharged = "Nothing was started, so nothing was charged.";
const neverTwice = /Whether it started is not known yet.* never starts it twice/;

type Answer = "generation" | "paid, then lost" | ProblemCode;

/** Our own server as far as a click meets it: pays once an id, answers as it is told, else well. */
class Easel {
  /** The ids of the clicks that arrived, in order. */
  readonly clicks: string[] = [];
  readonly paid = new Map<string, Generation>();
  readonly quoted: GenerationRequest[] = [];
  answers: Answer[] = [];
  quote: number | "cut" | ProblemCode = 4;
  /** Looked at when a click arrives. */
  onClick: (requestId: string) => void = () => {};
  readonly server: Server = createServer((request, response) => void this.serve(request, response));

  private async serve(request: IncomingMessage, response: ServerResponse) {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString() || "null");
    if (request.url?.endsWith("/estimates")) return this.price(body as GenerationRequest, response);
    const click = body as PendingClick;
    this.clicks.push(click.requestId);
    this.onClick(click.requestId);
    const answer = this.answers.shift() ?? "generation";
    if (answer !== "generation" && answer !== "paid, then lost") return refuse(response, answer);
    const generation = this.paid.get(click.requestId) ?? generationOf(click);
    this.paid.set(click.requestId, generation);
    if (answer === "paid, then lost") return response.destroy();
    return send(response, 200, generation);
  }

  private price(request: GenerationRequest, response: ServerResponse) {
    this.quoted.push(request);
    if (this.quote === "cut") return response.destroy();
    if (typeof this.quote === "string") return refuse(response, this.quote);
    const estimate: Estimate = {
      priceCreativeUnits: this.quote,
      availableCreativeUnits: 100,
      remainingCreativeUnits: 100 - this.quote,
      isAffordable: this.quote <= 100,
      outputs: [],
    };
    return send(response, 200, estimate);
  }
}

function send(response: ServerResponse, status: number, body: unknown) {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

const refuse = (response: ServerResponse, code: ProblemCode) =>
  send(response, problemOf(code).status, problemOf(code));

const generationOf = ({ requestId, request }: PendingClick) =>
  ({ id: requestId, workspaceId, requestId, request, status: "submitting", revision: 1 }) as Generation;

let easel = new Easel();

beforeEach(async () => {
  easel = new Easel();
  await new Promise<void>((resolve) => easel.server.listen(0, "127.0.0.1", resolve));
  happyDOM.setURL(`http://127.0.0.1:${(easel.server.address() as AddressInfo).port}/w/one/generate`);
});

afterEach(() => {
  cleanup();
  onlineManager.setOnline(true);
  easel.server.closeAllConnections();
  easel.server.close();
});

/** A form that keeps its pending clicks in memory, beginning with what was stored. */
function usePending(stored: readonly PendingClick[]): PendingClicks {
  const [clicks, setClicks] = useState(stored);
  const latest = useRef(clicks);
  return {
    clicks,
    read: () => latest.current,
    change: async (change) => {
      latest.current = change(latest.current);
      setClicks(latest.current);
    },
  };
}

interface Form {
  priced: GenerationRequest | null;
  generations: Generation[];
}

const emptyForm: Form = { priced: null, generations: [] };

function openForm({ verb = "generate", stored = [] }: { verb?: ClickVerb; stored?: PendingClick[] } = {}) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const started: Generation[] = [];
  const wrapper = ({ children }: { children: ReactNode }) =>
    createElement(QueryClientProvider, { client }, children);
  const view = renderHook(
    ({ priced, generations }: Form) => {
      const pending = usePending(stored);
      const spend = useSpend({
        workspaceId,
        verb,
        priced,
        pending,
        generations,
        onStarted: (generation) => started.push(generation),
      });
      return { spend, pending };
    },
    { wrapper, initialProps: emptyForm },
  );
  const spend = () => view.result.current.spend;
  const settle = async (work: () => void) => {
    act(work);
    await waitFor(() => expect(spend().isStarting).toBe(false));
  };
  return {
    spend,
    pending: () => view.result.current.pending,
    started,
    show: (form: Partial<Form>) => view.rerender({ ...emptyForm, ...form }),
    press: (request: GenerationRequest) => settle(() => spend().press(request)),
    reply: (isYes: boolean) => settle(() => spend().answer(isYes)),
    askAgain: () => settle(() => spend().askAgain()),
    forget: () => act(() => spend().forget()),
  };
}

const different = (ids: string[]) => new Set(ids).size;

test.each(pages)(
  "%s: a lost answer, then refusals, then a retry is one click, paid once",
  async (verb, request) => {
    const form = openForm({ verb });
    easel.answers = ["paid, then lost", "history_unavailable", "signed_out", "generation"];
    await form.press(request);
    expect(form.spend().refusal).toMatchObject({
      problem: { code: "easel_unreachable" },
      tone: "warning",
      charge: expect.stringMatching(neverTwice),
    });
    await form.press(request);
    expect(form.spend().refusal).toMatchObject({
      problem: { code: "history_unavailable" },
      tone: "warning",
      charge: expect.stringMatching(neverTwice),
    });
    await form.askAgain();
    expect(form.spend().refusal).toMatchObject({
      problem: { code: "signed_out" },
      charge: expect.stringMatching(neverTwice),
    });
    await form.press(request);
    expect(easel.clicks).toHaveLength(4);
    expect(different(easel.clicks)).toBe(1);
    expect(easel.paid.size).toBe(1);
    expect(form.started.map(({ requestId }) => requestId)).toEqual(easel.clicks.slice(0, 1));
    expect(form.pending().clicks).toEqual([]);
    expect(form.spend()).toMatchObject({ refusal: null, lost: null });
  },
);

test("a click is written down before it is sent, and taken away once it is answered", async () => {
  const form = openForm();
  let writtenAtArrival: string[] = [];
  easel.onClick = () => {
    writtenAtArrival = form
      .pending()
      .read()
      .map(({ requestId }) => requestId);
  };
  await form.press(modelRequest);
  expect(writtenAtArrival).toEqual(easel.clicks);
  expect(form.pending().clicks).toEqual([]);
});

test("a click found written down counts as sent: a refusal neither ends it nor says that nothing was charged", async () => {
  const form = openForm({ stored: [{ requestId: "before the crash", request: modelRequest }] });
  expect(form.spend().lost?.requestId).toBe("before the crash");
  easel.answers = ["history_unavailable"];
  await form.press(modelRequest);
  expect(form.spend().refusal?.charge).toMatch(neverTwice);
  await form.askAgain();
  expect(easel.clicks).toEqual(["before the crash", "before the crash"]);
});

test("a click that Easel refused is over, and the next one is another", async () => {
  const form = openForm();
  easel.answers = ["history_unavailable"];
  await form.press(modelRequest);
  expect(form.spend().refusal).toMatchObject({
    tone: "danger",
    charge: nothingCharged,
    lostRequestId: null,
  });
  expect(form.pending().clicks).toEqual([]);
  await form.press(modelRequest);
  expect(different(easel.clicks)).toBe(2);
});

test("a double click spends once", async () => {
  const form = openForm();
  act(() => {
    form.spend().press(modelRequest);
    form.spend().press(modelRequest);
  });
  await waitFor(() => expect(form.started).toHaveLength(1));
  await waitFor(() => expect(form.spend().isStarting).toBe(false));
  expect(easel.clicks).toHaveLength(1);
});

test("a lost click that the history turns out to know is over", async () => {
  const form = openForm();
  easel.answers = ["paid, then lost"];
  await form.press(modelRequest);
  form.show({ generations: [...easel.paid.values()] });
  await waitFor(() => expect(form.pending().clicks).toEqual([]));
  expect(form.spend()).toMatchObject({ refusal: null, lost: null });
  await form.press(modelRequest);
  expect(different(easel.clicks)).toBe(2);
});

test("a lost click that the person forgets is not asked about again", async () => {
  const form = openForm();
  easel.answers = ["paid, then lost"];
  await form.press(modelRequest);
  form.forget();
  expect(form.pending().clicks).toEqual([]);
  expect(form.spend()).toMatchObject({ refusal: null, lost: null });
  await form.press(modelRequest);
  expect(different(easel.clicks)).toBe(2);
});

test("a click for something else, even a refused one, does not lose the lost one", async () => {
  const form = openForm();
  easel.answers = ["paid, then lost", "history_unavailable"];
  await form.press(modelRequest);
  await form.press(otherRequest);
  expect(form.spend().refusal?.charge).toBe(nothingCharged);
  act(() => form.spend().dismiss());
  expect(form.spend().lost?.request).toEqual(modelRequest);
  await form.press(modelRequest);
  expect(easel.clicks[2]).toBe(easel.clicks[0]);
  expect(easel.paid.size).toBe(1);
});

test("where the price cannot be asked for, nothing is sent, and a lost click is still not known", async () => {
  easel.quote = "cut";
  const fresh = openForm();
  await fresh.press(modelRequest);
  expect(fresh.spend().refusal).toMatchObject({
    problem: { code: "easel_unreachable" },
    tone: "warning",
    charge: nothingCharged,
    lostRequestId: null,
  });
  const again = openForm({ stored: [{ requestId: "lost", request: modelRequest }] });
  await again.press(modelRequest);
  expect(again.spend().refusal).toMatchObject({
    charge: expect.stringMatching(neverTwice),
    lostRequestId: "lost",
  });
  expect(easel.clicks).toEqual([]);
});

test("a dear click asks, no spends nothing, yes spends once", async () => {
  const form = openForm({ verb: "run" });
  easel.quote = 30;
  await form.press(workflowRequest);
  expect(form.spend().question?.decision.title).toBe("Run for 30 CU?");
  await form.press(workflowRequest);
  await form.reply(false);
  expect(form.spend().question).toBeNull();
  expect(easel.clicks).toHaveLength(0);
  await form.press(workflowRequest);
  await form.reply(true);
  expect(easel.clicks).toHaveLength(1);
});

test("without Layer's price a click asks, and above the balance it is not sent", async () => {
  const form = openForm();
  easel.quote = "layer_unreachable";
  await form.press(modelRequest);
  expect(form.spend().question?.decision.action).toBe("Generate without a price");
  await form.reply(false);
  easel.quote = 101;
  await form.press(modelRequest);
  expect(form.spend().question).toBeNull();
  expect(easel.clicks).toEqual([]);
});

test("what the same run of an unknown outcome may have cost is asked about first", async () => {
  const form = openForm();
  const unknown = {
    ...generationOf({ requestId: "earlier", request: modelRequest }),
    status: "unknown",
    isMine: true,
  };
  form.show({ generations: [unknown as Generation] });
  await form.press(modelRequest);
  expect(form.spend().question?.decision.title).toBe("Layer may have started this already");
  expect(easel.clicks).toEqual([]);
});

test("a click made while the browser believes itself offline is sent now or never, not held", async () => {
  onlineManager.setOnline(false);
  const form = openForm();
  await form.press(modelRequest);
  expect(easel.clicks).toHaveLength(1);
  onlineManager.setOnline(true);
  await form.press(otherRequest);
  expect(easel.clicks).toHaveLength(2);
});

test("the price follows a pause in typing and never another model's", async () => {
  const form = openForm();
  form.show({ priced: modelRequest });
  expect(form.spend().isEstimateStale).toBe(true);
  await waitFor(() => expect(form.spend().estimate?.priceCreativeUnits).toBe(4));
  expect(form.spend().isEstimateStale).toBe(false);
  form.show({ priced: { ...modelRequest, parameters: { ...modelRequest.parameters, seed: 7 } } });
  expect(form.spend().isEstimateStale).toBe(false);
  easel.quote = 6;
  form.show({ priced: otherRequest });
  expect(form.spend()).toMatchObject({ isEstimateStale: true, estimate: { priceCreativeUnits: 4 } });
  await waitFor(() => expect(form.spend().estimate?.priceCreativeUnits).toBe(6));
  form.show({ priced: { ...modelRequest, modelId: workspaceId } });
  expect(form.spend().estimate).toBeNull();
  await waitFor(() => expect(easel.quoted).toHaveLength(3));
  form.show({ priced: null });
  expect(form.spend().estimate).toBeNull();
});

import { expect, test } from "vitest";
import type { Estimate } from "../domain/money";
import { type Problem, problemOf } from "../domain/problem";
import type { ModelRequest } from "../domain/request";
import { PlanPricer, priceKey } from "./plan-prices";

const request = (prompt: string, seed?: number): ModelRequest => ({
  kind: "model",
  modelId: "5f0c1f6e-0000-4000-8000-000000000001",
  parameters: { prompt, ...(seed === undefined ? {} : { seed }) },
  references: [],
  mask: null,
  sessionName: null,
});

const estimate: Estimate = {
  priceCreativeUnits: 4,
  availableCreativeUnits: 100,
  remainingCreativeUnits: 96,
  isAffordable: true,
  outputs: [],
};

/** A Layer that answers as told, and counts. */
function ground(refusals: Problem[] = []) {
  const asked: string[] = [];
  const waits: number[] = [];
  const counts = { now: 0, most: 0 };
  const pricer = new PlanPricer<ModelRequest>({
    ask: async ({ parameters }) => {
      asked.push(parameters.prompt ?? "");
      counts.now += 1;
      counts.most = Math.max(counts.most, counts.now);
      await new Promise((resolve) => setImmediate(resolve));
      counts.now -= 1;
      const refusal = refusals.shift();
      if (refusal) throw refusal;
      return estimate;
    },
    problemOf: (error) => error as Problem,
    wait: async (delayMs) => {
      waits.push(delayMs);
    },
  });
  const ended = (requests: ModelRequest[]) =>
    new Promise<void>((resolve) => {
      const look = () => {
        const is = requests.map((each) => pricer.prices().get(priceKey(each))?.is);
        if (is.every((each) => each === "known" || each === "refused")) resolve();
      };
      pricer.subscribe(look);
      look();
    });
  return { pricer, asked, waits, counts, ended };
}

test("each price is asked for once, at most three at a time, whatever is only of the run", async () => {
  const { pricer, asked, counts, ended } = ground();
  const requests = Array.from({ length: 20 }, (_, index) => request(`prompt ${index % 10}`, index));
  pricer.want(requests);
  pricer.want(requests);
  await ended(requests);
  expect(asked.toSorted()).toEqual(Array.from({ length: 10 }, (_, index) => `prompt ${index}`));
  expect(counts.most).toBe(3);
});

test("when Layer asks for patience, all wait as long as it said, and nothing is lost", async () => {
  const patience = { ...problemOf("too_many_running"), retryAfterSeconds: 7 };
  const { pricer, waits, ended } = ground([patience, problemOf("too_many_running")]);
  const requests = Array.from({ length: 6 }, (_, index) => request(`prompt ${index}`));
  pricer.want(requests);
  await ended(requests);
  expect(requests.map((each) => pricer.prices().get(priceKey(each))?.is)).toEqual(Array(6).fill("known"));
  expect(waits[0]).toBe(7_000);
});

test("what cannot be priced says why, and is asked again only when wanted", async () => {
  const { pricer, asked, ended } = ground([problemOf("layer_failed")]);
  pricer.want([request("a")]);
  await ended([request("a")]);
  expect(pricer.prices().get(priceKey(request("a")))).toMatchObject({
    is: "refused",
    problem: { code: "layer_failed" },
  });
  pricer.want([request("a")]);
  expect(asked).toHaveLength(1);
  pricer.retry([request("a")]);
  await ended([request("a")]);
  expect(pricer.prices().get(priceKey(request("a")))).toEqual({ is: "known", estimate });
});

test("what is not wanted any more is not asked for", async () => {
  const { pricer, asked, ended } = ground();
  pricer.want(Array.from({ length: 50 }, (_, index) => request(`old ${index}`)));
  pricer.want([request("new")]);
  await ended([request("new")]);
  expect(asked).toEqual(["old 0", "old 1", "old 2", "new"]);
});

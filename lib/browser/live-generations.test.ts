import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import type { Generation, GenerationPage } from "../domain/generation";
import { applyChanges, mergeGenerations } from "./live-generations";
import { changesDelayMs, estimateQuery, pricedPart, workspaceQuery } from "./queries";

const generation = (id: string, createdAt: string, revision = 1): Generation => ({
  id,
  workspaceId: "w",
  requestId: id,
  source: { kind: "workflow", id: "s", name: "Icons", modality: null },
  request: { kind: "workflow", workflowId: "s", inputs: {}, sessionName: null },
  personName: "Ada",
  isMine: true,
  sessionName: null,
  estimateCreativeUnits: 1,
  createdAt,
  revision,
  status: "submitting",
});

const page = (generations: Generation[], nextCursor: string | null = null): GenerationPage => ({
  generations,
  nextCursor,
});
const ids = (pages: GenerationPage[]) =>
  pages.map(({ generations }) => generations.map(({ id, revision }) => `${id}${revision}`));

test("a changed generation is replaced where it stands and a new one goes to the front", () => {
  const pages = [page([generation("c", "3"), generation("b", "2")], "more"), page([generation("a", "1")])];
  expect(ids(mergeGenerations(pages, [generation("b", "2", 5), generation("d", "4")]))).toEqual([
    ["d1", "c1", "b5"],
    ["a1"],
  ]);
});

test("an older copy never replaces a newer one, and then nothing is drawn again", () => {
  const pages = [page([generation("a", "1", 7)])];
  expect(mergeGenerations(pages, [generation("a", "1", 6), generation("a", "1", 7)])).toBe(pages);
});

test("what is older than the loaded pages waits for its own page", () => {
  const pages = [page([generation("c", "3")], "more")];
  expect(mergeGenerations(pages, [generation("a", "1")])).toBe(pages);
});

test("the balance in a price is asked for again when a run ends, and the price stays in sight meanwhile", () => {
  const client = new QueryClient();
  const priced: readonly unknown[] = estimateQuery("w", generation("a", "1").request).queryKey;
  const elsewhere: readonly unknown[] = estimateQuery("x", generation("a", "1").request).queryKey;
  const balance: readonly unknown[] = workspaceQuery("w").queryKey;
  for (const key of [priced, elsewhere, balance]) client.setQueryData(key, { kept: true });
  const isAskedAgain = (key: readonly unknown[]) => client.getQueryState(key)?.isInvalidated;

  applyChanges(client, "w", [generation("a", "1", 1)]);
  expect([isAskedAgain(balance), isAskedAgain(priced)]).toEqual([true, false]);

  const refused: Generation = {
    ...generation("a", "1", 2),
    status: "refused",
    problem: "layer_failed",
    detail: "Layer had a fault of its own.",
    retryAfterSeconds: null,
  };
  applyChanges(client, "w", [refused]);
  expect([isAskedAgain(priced), isAskedAgain(elsewhere)]).toEqual([true, false]);
  expect(client.getQueryData(priced)).toEqual({ kept: true });

  client.setQueryData(priced, { kept: true });
  applyChanges(client, "w", [refused]);
  expect(isAskedAgain(priced)).toBe(false);
});

test("failing questions are asked more and more slowly, up to a minute", () => {
  const last = { generations: [], asOf: "", nextDelayMs: 3_000, activeCount: 1, queue: null };
  expect(changesDelayMs({ ...last, nextDelayMs: 15_000 }, null)).toBe(15_000);
  // However long it would have rested: what runs now was not known then.
  expect(changesDelayMs({ ...last, nextDelayMs: 15_000 }, 0)).toBe(3_000);
  expect(changesDelayMs(undefined, 0)).toBe(3_000);
  expect(changesDelayMs(last, 20_000)).toBe(10_000);
  expect(changesDelayMs(last, 3_600_000)).toBe(60_000);
});

test("what does not change a price does not ask for it again", () => {
  const request = {
    kind: "model" as const,
    modelId: "m",
    parameters: { prompt: "A keep", batchSize: 2 },
    references: [],
    mask: null,
    sessionName: null,
  };
  const changed = {
    ...request,
    parameters: { ...request.parameters, seed: 5 },
    references: [{ fileId: "f", role: "init", weight: 0.5 }],
    sessionName: "Icons",
  };
  expect(pricedPart(changed)).toEqual(pricedPart(request));
});

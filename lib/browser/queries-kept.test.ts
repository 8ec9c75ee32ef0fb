// @vitest-environment happy-dom
// A server forgets nothing by itself; a browser does.
import { InfiniteQueryObserver, QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { GenerationChanges } from "../domain/generation";
import { changesQuery, generationsQuery } from "./queries";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("a workspace's list and the moment it is current to are kept, however long nobody looks", async () => {
  const client = new QueryClient();
  const list = generationsQuery("w");
  const changes = changesQuery("w");
  client.setQueryData(list.queryKey, { pages: [{ generations: [], nextCursor: null }], pageParams: [null] });
  client.setQueryData(changes.queryKey, { asOf: "2026-11-28T10:00:00.000Z" } as GenerationChanges);
  const leave = [
    new InfiniteQueryObserver(client, { ...list, enabled: false }).subscribe(() => {}),
    new QueryObserver(client, { ...changes, enabled: false }).subscribe(() => {}),
  ];
  for (const stop of leave) stop();
  await vi.advanceTimersByTimeAsync(24 * 60 * 60 * 1_000);
  expect(client.getQueryData(list.queryKey)?.pages).toHaveLength(1);
  expect(client.getQueryData(changes.queryKey)?.asOf).toBe("2026-11-28T10:00:00.000Z");
});

// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, render } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { changesQuery } from "@/lib/browser/queries";
import type { Generation, GenerationChanges } from "@/lib/domain/generation";
import { DoneAlerts } from "./done-alerts";

const tellEnds = vi.hoisted(() => vi.fn<(ended: readonly Generation[]) => void>());
vi.mock("@/lib/browser/alerts", () => ({ tellEnds }));
vi.mock("next/navigation", () => ({ useRouter: () => ({ push: () => {} }) }));

beforeEach(() => {
  vi.useFakeTimers();
  tellEnds.mockClear();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const mine = (id: string, status: Generation["status"]) => ({ id, status, isMine: true }) as Generation;

function listen() {
  const client = new QueryClient();
  render(
    <QueryClientProvider client={client}>
      <DoneAlerts workspaceId="w" />
    </QueryClientProvider>,
  );
  const poll = (...generations: Generation[]) =>
    act(async () => {
      client.setQueryData(changesQuery("w").queryKey, { generations } as unknown as GenerationChanges);
      await vi.advanceTimersByTimeAsync(5_000);
    });
  const told = () => tellEnds.mock.calls.map(([ended]) => ended.map(({ id }) => id)).filter((ids) => ids[0]);
  return { poll, told };
}

test("short runs that ended are told of while a long one runs on, however often the page asks for news", async () => {
  const { poll, told } = listen();
  await poll(mine("long", "running"), mine("one", "running"), mine("two", "running"));
  await poll(mine("one", "complete"));
  await poll(mine("two", "failed"));
  await poll();
  expect(told()).toEqual([]);
  await poll();
  expect(told()).toEqual([["one", "two"]]);
  await poll(mine("long", "complete"));
  expect(told()).toEqual([["one", "two"], ["long"]]);
});

test("runs that end together are told of together, at once", async () => {
  const { poll, told } = listen();
  await poll(mine("one", "running"), mine("two", "running"));
  await poll(mine("one", "complete"), mine("two", "complete"));
  expect(told()).toEqual([["one", "two"]]);
});

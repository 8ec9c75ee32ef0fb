import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { expect, test, vi } from "vitest";
import { putAnswer } from "./put-answer";

test("a reading that began before a change does not bring back what was there before it", async () => {
  const client = new QueryClient();
  const queryKey = ["boards"];
  let endReading: (boards: string[]) => void = () => {};
  const observer = new QueryObserver(client, {
    queryKey,
    queryFn: () =>
      new Promise<string[]>((resolve) => {
        endReading = resolve;
      }),
  });
  const stop = observer.subscribe(() => {});
  await putAnswer(client, queryKey, ["Props"]);
  endReading([]);
  await vi.waitFor(() => expect(observer.getCurrentResult().fetchStatus).toBe("idle"));
  expect(observer.getCurrentResult().data).toEqual(["Props"]);
  stop();
});

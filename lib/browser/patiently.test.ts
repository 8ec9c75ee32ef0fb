import { expect, test, vi } from "vitest";
import { patiently } from "./patiently";

const at = (isOnline: boolean) => ({ isOnline: () => isOnline, wait: async () => {} });

test("what could not be fetched for want of a network is asked for until it comes", async () => {
  const load = vi.fn<() => Promise<string>>();
  for (let gap = 0; gap < 40; gap += 1) load.mockRejectedValueOnce(new Error("Failed to load chunk"));
  load.mockResolvedValue("part");
  await expect(patiently(load, at(false))).resolves.toBe("part");
  expect(load).toHaveBeenCalledTimes(41);
});

test("what is not there although the network is, is given up after five times", async () => {
  const load = vi.fn<() => Promise<string>>(async () => {
    throw new Error("Failed to load chunk");
  });
  await expect(patiently(load, at(true))).rejects.toThrow("Failed to load chunk");
  expect(load).toHaveBeenCalledTimes(5);
});

// @vitest-environment happy-dom
import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { useFileDrop } from "./use-file-drop";

const gap = vi.hoisted(() => ({ loads: 0 }));
vi.mock("./dropped-folders", () => {
  gap.loads += 1;
  if (gap.loads === 1) throw new Error("The network was away.");
  return { filesWithin: async () => [new File(["x"], "inside.png")] };
});

afterEach(cleanup);

test("a folder dropped while the network is away is taken once it is back", async () => {
  const onFiles = vi.fn<(files: File[]) => void>();
  renderHook(() => useFileDrop({ onFiles }));
  const folder = { isDirectory: true } as FileSystemEntry;
  const drop = Object.assign(new Event("drop", { cancelable: true }), {
    dataTransfer: {
      types: ["Files"],
      files: [],
      items: [{ webkitGetAsEntry: () => folder }],
      getData: () => "",
    },
  });
  act(() => void window.dispatchEvent(drop));
  await vi.waitFor(() => {
    window.dispatchEvent(new Event("online"));
    expect(onFiles).toHaveBeenCalledOnce();
  });
  expect(onFiles.mock.lastCall?.[0].map(({ name }) => name)).toEqual(["inside.png"]);
});

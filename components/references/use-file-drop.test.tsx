// @vitest-environment happy-dom
import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { toast } from "@/components/ui/toast";
import { useFileDrop } from "./use-file-drop";

const gap = vi.hoisted(() => ({ loads: 0 }));
const walked = vi.hoisted(() => ({ files: [] as File[], unread: [] as string[] }));
vi.mock("./dropped-folders", () => {
  gap.loads += 1;
  if (gap.loads === 1) throw new Error("The network was away.");
  return { filesWithin: async () => walked };
});
vi.mock("@/components/ui/toast", () => ({ toast: vi.fn<(text: string) => void>() }));

afterEach(cleanup);

function dropFolder() {
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
}

test("a folder dropped while the network is away is taken once it is back", async () => {
  const onFiles = vi.fn<(files: File[]) => void>();
  renderHook(() => useFileDrop({ onFiles }));
  walked.files = [new File(["x"], "inside.png")];
  dropFolder();
  await vi.waitFor(() => {
    window.dispatchEvent(new Event("online"));
    expect(onFiles).toHaveBeenCalledOnce();
  });
  expect(onFiles.mock.lastCall?.[0].map(({ name }) => name)).toEqual(["inside.png"]);
});

test.each([
  [["art/locked.png"], "“art/locked.png” could not be read, and was left out."],
  [["art/a.png", "art/b", "c.png"], "“art/a.png” and 2 more could not be read, and were left out."],
  [[], "There is no file in what was dropped."],
])("of a folder with nothing to take, unread %j, it is said why", async (unread, sentence) => {
  const onFiles = vi.fn<(files: File[]) => void>();
  renderHook(() => useFileDrop({ onFiles }));
  Object.assign(walked, { files: [], unread });
  dropFolder();
  await vi.waitFor(() => expect(toast).toHaveBeenLastCalledWith(sentence));
  expect(onFiles).not.toHaveBeenCalled();
});

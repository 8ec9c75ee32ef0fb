// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import { createUploadDesk, type UploadParts } from "./upload-desk";

const workspaceId = "33333333-3333-4333-8333-333333333333";
const file = (name: string) => new File(["bytes"], name, { type: "image/png" });

/** Parts that note what they are given, and that come when the test says so. */
function parts() {
  const taken: Array<{ names: string[]; purpose: string | undefined }> = [];
  const given = {
    uploads: { subscribe: () => () => {}, snapshot: () => [] },
    inputs: {
      subscribe: () => () => {},
      snapshot: () => [],
      dismiss: vi.fn<(id: string) => void>(),
      take: async (_workspaceId: string, files: readonly File[], options?: { purpose?: string }) =>
        void taken.push({ names: files.map(({ name }) => name), purpose: options?.purpose }),
    },
  } as unknown as UploadParts;
  let come: () => void = () => {};
  let fail: () => void = () => {};
  const fetchParts = vi.fn<() => Promise<UploadParts>>(
    () =>
      new Promise<UploadParts>((resolve, reject) => {
        come = () => resolve(given);
        fail = () => reject(new Error("Failed to load chunk"));
      }),
  );
  return { taken, fetchParts, come: () => come(), fail: () => fail() };
}

test("files that come before the engine's script stand in the list at once, and are given on in their order", async () => {
  const { taken, fetchParts, come } = parts();
  const desk = createUploadDesk(fetchParts);
  const first = desk.take(workspaceId, [file("a.png"), file("b.png")], { purpose: "references" });
  const second = desk.take(workspaceId, [file("c.png")]);
  expect(desk.inputs().map(({ name, state }) => [name, state.phase])).toEqual([
    ["a.png", "checking"],
    ["b.png", "checking"],
    ["c.png", "checking"],
  ]);
  come();
  await Promise.all([first, second]);
  expect(taken).toEqual([
    { names: ["a.png", "b.png"], purpose: "references" },
    { names: ["c.png"], purpose: undefined },
  ]);
  expect(fetchParts).toHaveBeenCalledTimes(1);
});

test("a file that is cancelled before the script has come is not sent", async () => {
  const { taken, fetchParts, come } = parts();
  const desk = createUploadDesk(fetchParts);
  const done = desk.take(workspaceId, [file("a.png"), file("b.png")]);
  desk.dismiss(desk.inputs()[0]?.id ?? "");
  come();
  await done;
  expect(taken.flatMap(({ names }) => names)).toEqual(["b.png"]);
});

test("leaving is asked about while a file waits for the script, and no longer", async () => {
  const { fetchParts, come } = parts();
  const desk = createUploadDesk(fetchParts);
  const leaves = () => window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
  expect(leaves()).toBe(true);
  const done = desk.take(workspaceId, [file("a.png")]);
  expect(leaves()).toBe(false);
  come();
  await done;
  expect(leaves()).toBe(true);
});

test("a file whose script never comes is refused in words, and the next one asks for it again", async () => {
  const { taken, fetchParts, fail, come } = parts();
  const desk = createUploadDesk(fetchParts);
  const onRefused = vi.fn<(sentence: string) => void>();
  const lost = desk.take(workspaceId, [file("a.png")]);
  const told = desk.take(workspaceId, [file("b.png")], { onRefused });
  fail();
  await Promise.all([lost, told]);
  expect(desk.inputs().map(({ name, state }) => [name, state.phase])).toEqual([["a.png", "refused"]]);
  expect(onRefused).toHaveBeenCalledWith(
    "b.png was not taken: a part of Easel could not be loaded. Reload the page and add it again.",
  );
  const next = desk.take(workspaceId, [file("c.png")]);
  come();
  await next;
  expect(taken.flatMap(({ names }) => names)).toEqual(["c.png"]);
});

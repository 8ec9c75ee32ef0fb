import { expect, test } from "vitest";
import { Slots } from "./slots";

function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

const turns = async () => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

test("never more run at once than there are slots, and all run in the end", async () => {
  const slots = new Slots(2);
  const gates = [gate(), gate(), gate(), gate()];
  const started: number[] = [];
  const all = gates.map((one, index) =>
    slots.run(new AbortController().signal, async () => {
      started.push(index);
      await one.opened;
      return index;
    }),
  );
  await turns();
  expect(started).toEqual([0, 1]);
  gates[1]?.open();
  await turns();
  expect(started).toEqual([0, 1, 2]);
  for (const one of gates) one.open();
  expect(await Promise.all(all)).toEqual([0, 1, 2, 3]);
});

test("who stops waiting never runs and holds up nobody behind", async () => {
  const slots = new Slots(1);
  const first = gate();
  const impatient = new AbortController();
  const started: string[] = [];
  const running = slots.run(new AbortController().signal, () => first.opened);
  const abandoned = slots.run(impatient.signal, async () => started.push("abandoned"));
  const patient = slots.run(new AbortController().signal, async () => started.push("patient"));
  impatient.abort(new Error("scrolled away"));
  await expect(abandoned).rejects.toThrow("scrolled away");
  first.open();
  await Promise.all([running, patient]);
  expect(started).toEqual(["patient"]);
});

test("a failure gives the slot back", async () => {
  const slots = new Slots(1);
  const { signal } = new AbortController();
  await expect(slots.run(signal, () => Promise.reject(new Error("no price")))).rejects.toThrow("no price");
  expect(await slots.run(signal, () => Promise.resolve("next"))).toBe("next");
});

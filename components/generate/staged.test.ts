import { expect, test } from "vitest";
import type { Generation } from "@/lib/domain/generation";
import { stagedGenerations } from "./staged";

const generation = (id: string, status: string) => ({ id, status }) as Generation;
const list = [
  generation("a", "running"),
  generation("b", "complete"),
  generation("c", "submitting"),
  generation("d", "complete"),
];
const ids = (staged: Generation[]) => staged.map(({ id }) => id);

test("all that runs and the newest that ended are on the stage, newest first", () => {
  expect(ids(stagedGenerations(list, null))).toEqual(["a", "b", "c"]);
});

test("a chosen one stands alone, and one that is gone leaves the stage to the newest", () => {
  expect(ids(stagedGenerations(list, "d"))).toEqual(["d"]);
  expect(ids(stagedGenerations(list, "gone"))).toEqual(["a", "b", "c"]);
});

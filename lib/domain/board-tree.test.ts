import { expect, test } from "vitest";
import { boardNodes, mayGoUnder, reordered } from "./board-tree";
import type { Board } from "./gallery";

const board = (id: string, parentId: string | null = null): Board => ({
  id,
  parentId,
  name: id,
  count: 0,
  personName: "Ada",
});

test("boards read as a tree, and one whose parent is gone is still there", () => {
  const nodes = boardNodes([board("a"), board("b"), board("c", "a"), board("d", "c"), board("e", "gone")]);
  expect(nodes.map(({ board: { id }, depth }) => [id, depth])).toEqual([
    ["a", 0],
    ["c", 1],
    ["d", 2],
    ["b", 0],
    ["e", 0],
  ]);
});

test("a board never goes under itself or what is within it", () => {
  const boards = [board("a"), board("b", "a"), board("c", "b"), board("d")];
  expect([
    mayGoUnder(boards, "a", "c"),
    mayGoUnder(boards, "a", "a"),
    mayGoUnder(boards, "a", "elsewhere"),
    mayGoUnder(boards, "a", "d"),
    mayGoUnder(boards, "c", null),
  ]).toEqual([false, false, false, true, true]);
});

test("what is moved goes before the one that was pointed at, in the order it was chosen", () => {
  const keys = ["a", "b", "c", "d", "e"];
  expect(reordered(keys, ["e", "a"], "c").join("")).toBe("beacd");
  expect(reordered(keys, ["a"], null).join("")).toBe("bcdea");
  expect(reordered(keys, ["b", "c"], "c").join("")).toBe("abcde");
  expect(reordered(keys, ["d", "e"], "e").join("")).toBe("abcde");
  expect(reordered(keys, ["x", "b"], "a").join("")).toBe("bacde");
});

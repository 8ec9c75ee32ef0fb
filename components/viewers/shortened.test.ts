import { expect, test } from "vitest";
import { shortened } from "./shortened";

test("a short prompt is kept as it is, on one line", () => {
  expect(shortened("a fox,\n  forge light ")).toBe("a fox, forge light");
});

test("a long prompt is cut at a word and never longer than asked", () => {
  const cut = shortened("copper ".repeat(100), 40);
  expect(cut).toBe("copper copper copper copper copper…");
});

test("a text without spaces is still cut", () => {
  expect(shortened("x".repeat(500), 40)).toHaveLength(40);
});

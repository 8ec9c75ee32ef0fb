import { expect, test } from "vitest";
import { outputWords } from "./output-words";

test("what a run makes is counted by output", () => {
  expect(
    outputWords([
      { name: "views", count: 4 },
      { name: "vectors", count: 0 },
      { name: "mesh", count: 1 },
    ]),
  ).toBe("4 × views, 1 × mesh");
});

import { expect, test } from "vitest";
import { problemOf } from "@/lib/domain/problem";
import { noPriceWords } from "./no-price-words";

test("what Layer says is wrong stands beside the missing price", () => {
  expect(noPriceWords(problemOf("invalid_request", { detail: "views must be even." }))).toContain(
    "No price. Something in the request is not right. views must be even.",
  );
});

test("advice of ours that a button gives anyway is not said again", () => {
  expect(noPriceWords(problemOf("layer_unreachable"))).not.toContain("Try again");
});

test("a run of what is gone is not offered", () => {
  const words = noPriceWords(problemOf("not_found", { detail: "That workflow was unpublished." }));
  expect(words).toBe("No price. This is not here. That workflow was unpublished.");
  expect(noPriceWords(problemOf("not_found"))).toContain("It may have been removed");
  expect(noPriceWords(problemOf("layer_failed"))).toContain("You can run without it");
});

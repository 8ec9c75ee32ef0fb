import { expect, test } from "vitest";
import type { Estimate } from "@/lib/domain/money";
import { problemOf } from "@/lib/domain/problem";
import { estimateWords, generateLabel } from "./estimate-words";

const estimate: Estimate = {
  priceCreativeUnits: 16,
  availableCreativeUnits: 1300,
  remainingCreativeUnits: 1284,
  isAffordable: true,
  outputs: [],
};
const none = { estimate: null, problem: null, isBlocked: false, isStale: false };

test("the price and what is left are told in Layer's own numbers", () => {
  expect(estimateWords({ ...none, estimate }).text).toBe("16 CU · 1,284 left after · you can afford 80 more");
  expect(generateLabel(4, estimate)).toBe("Generate 4 · 16 CU");
});

test("too little is said before the click", () => {
  const short = { ...estimate, priceCreativeUnits: 1400, remainingCreativeUnits: -100, isAffordable: false };
  expect(estimateWords({ ...none, estimate: short })).toEqual({
    text: "Not enough Creative Units: this takes 1,400, and 1,300 are available.",
    tone: "warning",
  });
});

test("a price of before the last change is said to be one, and so is one that could not be asked again", () => {
  expect(estimateWords({ ...none, estimate, isStale: true })).toEqual({
    text: "16 CU before the last change · asking Layer again",
    tone: "quiet",
  });
  expect(estimateWords({ ...none, estimate, problem: problemOf("layer_unreachable") })).toEqual({
    text: "16 CU when Layer last said; asking again failed: Layer cannot be reached.",
    tone: "warning",
  });
});

test("a price that cannot be had is said, with what then happens", () => {
  expect(estimateWords({ ...none, problem: problemOf("layer_unreachable") }).text).toBe(
    "No price: Layer cannot be reached. You can generate without it; Easel asks first.",
  );
});

test("what keeps the run away too does not promise one", () => {
  expect(estimateWords({ ...none, problem: problemOf("offline") }).text).toBe("No price: you are offline.");
  expect(estimateWords({ ...none, problem: problemOf("easel_unreachable") }).text).toBe(
    "No price: Easel's server cannot be reached.",
  );
});

test("a form that cannot be priced does not claim to be asking", () => {
  expect(estimateWords({ ...none, isBlocked: true }).text).toBe("The price comes when the form is right.");
  expect(generateLabel(1, null)).toBe("Generate 1");
});

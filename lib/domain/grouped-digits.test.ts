import { assert, integer, property } from "fast-check";
import { expect, test } from "vitest";
import { groupedDigits } from "./grouped-digits";

test("reads as the platform's own formatter writes it", () => {
  const formatters = [0, 1, 2].map(
    (digits) => new Intl.NumberFormat("en-US", { maximumFractionDigits: digits }),
  );
  // Whole cents: between them the two may round a half apart, which binary fractions do not hold anyway.
  assert(
    property(integer({ min: -2_000_000_000, max: 2_000_000_000 }), (cents) => {
      expect(groupedDigits(cents / 100, 2)).toBe(formatters[2]?.format(cents / 100 || 0));
      expect(groupedDigits(cents)).toBe(formatters[0]?.format(cents || 0));
    }),
  );
});

test("never writes minus nothing", () => {
  expect(groupedDigits(-0.001, 2)).toBe("0");
  expect(groupedDigits(-0)).toBe("0");
});

import { expect, test } from "vitest";
import { numberFromText, steppedNumber, textFromNumber } from "./number-text";

test.each([
  ["", null],
  ["  ", null],
  ["1024", 1024],
  ["0,5", 0.5],
  [".5", 0.5],
  ["-1", -1],
  ["7.", 7],
])("what is typed as %j is %j", (text, number) => {
  expect(numberFromText(text)).toBe(number);
});

test.each(["-", "1e", "12px", "1.2.3", "1,024.5"])("%j is not yet a number", (text) => {
  expect(numberFromText(text)).toBeUndefined();
});

test("a seed of sixteen digits keeps each of them", () => {
  expect(textFromNumber(4_294_967_295)).toBe("4294967295");
  expect(textFromNumber(9_007_199_254_740_991)).toBe("9007199254740991");
});

test("steps stay within the bounds and off the dust of binary fractions", () => {
  expect(steppedNumber(0.2, 1, { step: 0.1 })).toBe(0.3);
  expect(steppedNumber(15, 10, { step: 1, min: 1, max: 16 })).toBe(16);
  expect(steppedNumber(null, 1, { step: 64, min: 64 })).toBe(128);
  expect(steppedNumber(null, -1, { step: 1, min: 1, max: 16 })).toBe(1);
});

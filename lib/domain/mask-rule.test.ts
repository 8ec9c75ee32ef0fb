import { expect, test } from "vitest";
import { flagsOfMaskRule, invertedMaskRule, maskedReference, maskRuleNames, maskRuleOf } from "./mask-rule";

test("every pair of Layer's flags has one name, and every name its pair", () => {
  for (const rule of maskRuleNames) expect(maskRuleOf(flagsOfMaskRule(rule))).toBe(rule);
  const pairs = maskRuleNames.map((rule) => JSON.stringify(flagsOfMaskRule(rule)));
  expect(new Set(pairs).size).toBe(4);
});

test("inverting a mask is the other rule for the same file, where the rule has an opposite", () => {
  expect(maskRuleNames.map(invertedMaskRule)).toEqual(["transparent", "opaque", null, null]);
});

test("a mask lies over the starting picture, else over what is edited, else over what is shown", () => {
  const reference = (role: string, contentType = "image/png") => ({ role, contentType });
  const style = reference("prompt");
  const shown = reference("reference_image");
  const edited = reference("editing_reference");
  const start = reference("init");
  expect(maskedReference([style, shown, edited, start])).toBe(start);
  expect(maskedReference([style, shown, edited])).toBe(edited);
  expect(maskedReference([style, shown])).toBe(shown);
  expect(maskedReference([style, reference("init", "video/mp4")])).toBeNull();
});

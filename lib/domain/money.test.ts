import { expect, test } from "vitest";
import { creativeUnits, formatCreativeUnits } from "./money";

test("amounts carry their unit, group their thousands and keep two decimals", () => {
  expect(creativeUnits(1284)).toBe("1,284 CU");
  expect(formatCreativeUnits(0.25)).toBe("0.25");
  expect(formatCreativeUnits(16)).toBe("16");
  expect(formatCreativeUnits(-3.456)).toBe("-3.46");
});

test("what rounds to nothing is nothing, without a minus", () => {
  expect(formatCreativeUnits(-0.001)).toBe("0");
  expect(formatCreativeUnits(-0)).toBe("0");
});

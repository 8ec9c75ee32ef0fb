import { expect, test } from "vitest";
import { affordableMore, creativeUnits, formatCreativeUnits } from "./money";

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

test("how many more can be afforded comes from what is left and the price, and is not said where it means nothing", () => {
  const more = (priceCreativeUnits: number, remainingCreativeUnits: number) =>
    affordableMore({
      priceCreativeUnits,
      remainingCreativeUnits,
      availableCreativeUnits: 0,
      isAffordable: true,
      outputs: [],
    });
  expect([more(16, 1284), more(0.1, 0.3), more(5, 4.99), more(0, 10), more(5, -1)]).toEqual([
    80,
    3,
    0,
    null,
    null,
  ]);
});

import { expect, test } from "vitest";
import { approveLabel, planMoney, planMoneyWords, type RowPrice } from "./plan-money";

const said = (prices: RowPrice[], availableCreativeUnits: number | null, reservedCreativeUnits = 0) => {
  const balance = { availableCreativeUnits, reservedCreativeUnits };
  const money = planMoney(prices, balance);
  return { money, words: planMoneyWords(money, balance), label: approveLabel(money) };
};

test("a plan that can be paid for says its sum and what is left", () => {
  expect(said([0.1, 0.2, 4], 100, 8)).toMatchObject({
    money: { sumCreativeUnits: 4.3, affordableCount: 3, isAffordable: true },
    words: {
      text: "3 generations · 4.3 CU · 95.7 of 100 left after, 8 reserved by what runs",
      tone: "quiet",
    },
    label: "Approve 3 · 4.3 CU",
  });
});

test("what is not priced, yet or at all, is counted beside the sum", () => {
  expect(said([4, "asking", "none"], 100).words.text).toBe(
    "3 generations · 4 CU · 1 still being priced · 1 without a price · 96 of 100 left after",
  );
  expect(said([4, "asking"], 100).label).toBe("Approve 2 · pricing…");
  expect(said([4, "none"], 100).label).toBe("Approve 2 · 4 CU and more");
});

test("what cannot be paid for is said before, with how many rows can", () => {
  expect(said([4, 4, 4], 10)).toMatchObject({
    money: { affordableCount: 2, isAffordable: false },
    words: { text: "3 generations · 12 CU: 2 CU more than the 10 available.", tone: "warning" },
  });
  expect(said([0.1, 0.2], 0.3).money.isAffordable).toBe(true);
  expect(said([5], null).words.text).toBe("1 generation · 5 CU");
});

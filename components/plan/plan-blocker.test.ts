import { expect, test } from "vitest";
import { planBlocker } from "./plan-blocker";

const words = { one: "run", several: "runs", begin: "Give an input several values first." };
const payable = {
  isReady: true,
  isPending: false,
  isTooMany: false,
  isSheet: false,
  rowCount: 2,
  askedCount: 2,
  money: { askingCount: 0, isAffordable: true },
};

test("a plan whose every row is priced and can be paid for may be approved", () => {
  expect(planBlocker(payable, words)).toBeNull();
});

test.each([
  [{ isReady: false }, "One moment."],
  [{ isPending: true }, "First settle the plan whose answer was lost."],
  [{ isTooMany: true }, "A plan holds 500 runs."],
  [{ rowCount: 0, askedCount: 0 }, "Give an input several values first."],
  [{ rowCount: 0, askedCount: 0, isSheet: true }, "Paste or choose a sheet first."],
  [{ askedCount: 0 }, "No row can be asked for yet."],
  [{ money: { askingCount: 1, isAffordable: true } }, "The total comes when every row is priced."],
  [{ money: { askingCount: 0, isAffordable: false } }, "Take rows off until it can be paid for."],
])("a plan with %j waits, and says for what", (change, sentence) => {
  expect(planBlocker({ ...payable, ...change }, words)).toBe(sentence);
});

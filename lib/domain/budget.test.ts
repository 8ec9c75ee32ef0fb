import { expect, test } from "vitest";
import { type BudgetStanding, budgetNotice, budgetsOf } from "./budget";
import { budgetChangeSchema } from "./budget-change";

const standing = (changes: Partial<BudgetStanding>): BudgetStanding => ({
  id: "1",
  scope: "month",
  subject: "",
  subjectName: "",
  limitCreativeUnits: 100,
  timeZone: "UTC",
  setByName: "Lea",
  setAt: "2026-03-01T00:00:00Z",
  usedCreativeUnits: 0,
  ...changes,
});

test("a run counts towards everyone's month, its session, and the one budget of its person", () => {
  const budgets = [
    standing({ id: "month" }),
    standing({ id: "each", scope: "person" }),
    standing({ id: "ada", scope: "person", subject: "ada", subjectName: "Ada" }),
    standing({ id: "sprint", scope: "session", subject: "Sprint 4" }),
  ];
  const idsOf = (personId: string, sessionName: string | null) =>
    budgetsOf(budgets, { personId, sessionName }).map(({ id }) => id);
  expect(idsOf("ada", null)).toEqual(["month", "ada"]);
  expect(idsOf("ben", "Sprint 4")).toEqual(["month", "each", "sprint"]);
});

test("a click may use a budget up to its limit and not beyond", () => {
  expect(budgetNotice([standing({ usedCreativeUnits: 90 })], 10)?.kind).toBe("near");
  expect(budgetNotice([standing({ usedCreativeUnits: 90 })], 10.01)).toEqual({
    kind: "crossed",
    text: "90 CU of 100 CU are used in the budget for everyone's month; this would add 10.01 CU.",
  });
  // 0.1 + 0.2 is a little more than 0.3 in binary.
  expect(budgetNotice([standing({ limitCreativeUnits: 0.3, usedCreativeUnits: 0.1 + 0.2 })], 0)?.kind).toBe(
    "near",
  );
});

test("far from its limit a budget is not spoken of, and near it the nearest is", () => {
  expect(budgetNotice([standing({ usedCreativeUnits: 10 })], 5)).toBeNull();
  const notice = budgetNotice(
    [
      standing({ usedCreativeUnits: 80 }),
      standing({ scope: "session", subject: "Boss", usedCreativeUnits: 95 }),
    ],
    1,
  );
  expect(notice?.text).toContain("the session Boss");
});

test("without a price only a budget that is used up stops a click", () => {
  expect(budgetNotice([standing({ usedCreativeUnits: 99 })], null)?.kind).toBe("near");
  expect(budgetNotice([standing({ usedCreativeUnits: 100 })], null)?.kind).toBe("crossed");
});

test.each([
  { limitCreativeUnits: -1 },
  { limitCreativeUnits: Number.NaN },
  { scope: "year" },
  { subject: "a\0" },
])("a budget that makes no sense (%j) is refused", (change) => {
  const whole = { scope: "person", subject: "", subjectName: "", limitCreativeUnits: 5, timeZone: "UTC" };
  expect(budgetChangeSchema.safeParse({ ...whole, ...change }).success).toBe(false);
});

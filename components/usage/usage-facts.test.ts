import { expect, test } from "vitest";
import { noUsageSums } from "@/lib/domain/usage";
import { usageFacts } from "./usage-facts";

const valuesOf = (sums: Parameters<typeof usageFacts>[0]) =>
  Object.fromEntries(usageFacts(sums).map(({ label, value, note }) => [label, [value, note]]));

test("what was estimated stands beside what was charged, and how far apart they are", () => {
  const facts = valuesOf({ ...noUsageSums, quotedCreativeUnits: 200, quotedChargedCreativeUnits: 190 });
  expect(facts["Estimated, then charged"]).toEqual(["200 → 190 CU", "5 % less than estimated"]);
  const same = valuesOf({ ...noUsageSums, quotedCreativeUnits: 4, quotedChargedCreativeUnits: 4 });
  expect(same["Estimated, then charged"]?.[1]).toBe("as estimated");
});

test("failures say what they cost, and refusals that they cost nothing", () => {
  const facts = valuesOf({
    ...noUsageSums,
    generationCount: 10,
    failedCount: 2,
    stoppedCount: 1,
    failedCreativeUnits: 1.5,
    refusedCount: 4,
  });
  expect(facts["Failed or stopped"]).toEqual(["3 of 10", "cost 1.5 CU"]);
  expect(facts["Refused by Layer"]).toEqual(["4", "never started, cost nothing"]);
});

test("failures of which Layer named no charge are not said to have cost nothing", () => {
  const facts = valuesOf({ ...noUsageSums, generationCount: 3, failedCount: 2, untoldCount: 2 });
  expect(facts["Failed or stopped"]).toEqual(["2 of 3", "cost 0 CU, as far as Layer said"]);
  expect(facts["Charge not told"]).toEqual(["2", "ended, and not in the sums; compare the balance"]);
});

import { expect, test } from "vitest";
import { noUsageSums } from "@/lib/domain/usage";
import { budgetChoices, budgetSubject } from "./budget-choices";

const row = (key: string, name: string) => ({ ...noUsageSums, key, name });

test("two people of one name are told apart, and what has no session is no session", () => {
  const choices = budgetChoices({
    by: {
      modality: [],
      source: [],
      person: [row("aaaaaaaa", "Ada"), row("bbbbbbbb", "Ada"), row("cccccccc", "Bo")],
      session: [row("", ""), row("Sprint 4", "Sprint 4")],
    },
  });
  expect(choices.map(({ label }) => label)).toEqual([
    "Everyone, a month",
    "Each person, a month",
    "Ada, a month (aaaaaa)",
    "Ada, a month (bbbbbb)",
    "Bo, a month",
    "Session Sprint 4, altogether",
  ]);
  expect(budgetSubject("session:Sprint 4", choices)).toEqual({
    scope: "session",
    subject: "Sprint 4",
    subjectName: "Sprint 4",
  });
});

import type { BudgetScope } from "@/lib/domain/budget";
import type { Usage } from "@/lib/domain/usage";

export interface BudgetChoice {
  key: string;
  label: string;
  scope: BudgetScope;
  subject: string;
  subjectName: string;
}

/** For what a budget can be set: everyone, each person, and the people and sessions that were seen. */
export function budgetChoices(usage: Pick<Usage, "by"> | undefined): BudgetChoice[] {
  const people = usage?.by.person ?? [];
  const sessions = (usage?.by.session ?? []).filter(({ key }) => key !== "");
  return [
    { key: "month", label: "Everyone, a month", scope: "month", subject: "", subjectName: "" },
    { key: "person:", label: "Each person, a month", scope: "person", subject: "", subjectName: "" },
    ...people.map(({ key, name }) => ({
      key: `person:${key}`,
      // Names can be the same; the beginning of the id tells their bearers apart.
      label: `${name}, a month${people.some((other) => other.key !== key && other.name === name) ? ` (${key.slice(0, 6)})` : ""}`,
      scope: "person" as const,
      subject: key,
      subjectName: name,
    })),
    ...sessions.map(({ key }) => ({
      key: `session:${key}`,
      label: `Session ${key}, altogether`,
      scope: "session" as const,
      subject: key,
      subjectName: key,
    })),
  ];
}

/** What the choice of this key stands for. */
export function budgetSubject(key: string, choices: readonly BudgetChoice[]) {
  const chosen = choices.find((choice) => choice.key === key);
  if (!chosen) return null;
  const { scope, subject, subjectName } = chosen;
  return { scope, subject, subjectName };
}

import { creativeUnits } from "./money";

/**
 * For what a budget is: everyone's month, a person's month, or a session altogether. Without a subject a person's
 * budget is each person's of whom nothing else is said.
 */
export const budgetScopes = ["month", "person", "session"] as const;
export type BudgetScope = (typeof budgetScopes)[number];

export interface Budget {
  id: string;
  scope: BudgetScope;
  /** The person's id or the session's name; empty otherwise. */
  subject: string;
  subjectName: string;
  limitCreativeUnits: number;
  /** In which a month begins. */
  timeZone: string;
  setByName: string;
  setAt: string;
}

/** A budget with what counts towards it: charges, what runs now, and what Layer may have started, by its estimates. */
export interface BudgetStanding extends Budget {
  usedCreativeUnits: number;
}

export interface Budgets {
  standings: readonly BudgetStanding[];
  /** The ids of those that a run of this person's may cross, whatever its session. */
  mineIds: readonly string[];
  /** Whether this person may change them. */
  isAdmin: boolean;
  /** What this person goes by in EASEL_ADMINS. */
  personId: string;
}

interface Run {
  personId: string;
  sessionName: string | null;
}

/** The budgets that a run counts towards. A person's own takes the place of the one for each person. */
export function budgetsOf<Limit extends Pick<Budget, "scope" | "subject">>(
  budgets: readonly Limit[],
  { personId, sessionName }: Run,
): Limit[] {
  const hasOwn = budgets.some(({ scope, subject }) => scope === "person" && subject === personId);
  return budgets.filter(({ scope, subject }) => {
    if (scope === "month") return true;
    if (scope === "session") return sessionName !== null && subject === sessionName;
    return subject === (hasOwn ? personId : "");
  });
}

/** "Ada's month", "the session Sprint 4", "everyone's month". */
export function budgetName({
  scope,
  subject,
  subjectName,
}: Pick<Budget, "scope" | "subject" | "subjectName">): string {
  if (scope === "month") return "everyone's month";
  if (scope === "session") return `the session ${subject}`;
  return subject === "" ? "each person's month" : `${subjectName}'s month`;
}

/** From this share on a budget is spoken of before it is crossed. */
const nearShare = 0.8;

export interface BudgetNotice {
  kind: "crossed" | "near";
  text: string;
}

/**
 * What a click of this price would do to the budgets it counts towards: the first that it would cross, or else the
 * nearest to its limit. Without a price only one that is used up already stops it.
 */
export function budgetNotice(
  standings: readonly BudgetStanding[],
  priceCreativeUnits: number | null,
): BudgetNotice | null {
  const price = priceCreativeUnits ?? 0;
  const after = (standing: BudgetStanding) => standing.usedCreativeUnits + price;
  const words = (standing: BudgetStanding) =>
    `${creativeUnits(standing.usedCreativeUnits)} of ${creativeUnits(standing.limitCreativeUnits)} are used in the budget for ${budgetName(standing)}`;
  const crossed = standings.find(
    (standing) =>
      // Whole thousandths: sums of hundredths must not cross a limit by dust.
      Math.round((after(standing) - standing.limitCreativeUnits) * 1_000) > 0 ||
      (priceCreativeUnits === null && standing.usedCreativeUnits >= standing.limitCreativeUnits),
  );
  if (crossed)
    return {
      kind: "crossed",
      text:
        priceCreativeUnits === null
          ? `${words(crossed)}.`
          : `${words(crossed)}; this would add ${creativeUnits(price)}.`,
    };
  const share = (standing: BudgetStanding) => after(standing) / standing.limitCreativeUnits;
  const near = standings
    .filter((standing) => standing.limitCreativeUnits > 0 && share(standing) >= nearShare)
    .toSorted((a, b) => share(b) - share(a))[0];
  return near ? { kind: "near", text: `${words(near)}.` } : null;
}

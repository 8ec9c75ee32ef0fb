import "server-only";
import { type Budgets, budgetNotice, budgetsOf } from "@/lib/domain/budget";
import type { BudgetChange } from "@/lib/domain/budget-change";
import { ProblemError, problemOf } from "@/lib/domain/problem";
import type { Journal } from "@/lib/journal/journal";
import { requireWorkspace } from "./access";
import { env } from "./env";
import { journal } from "./journal";
import type { Session } from "./session";
import { requireTimeZone } from "./usage";

const viewerOf = (session: Session, workspaceId: string) => ({ workspaceId, personId: session.personId });

const isAdmin = (session: Session) => env().adminIds.includes(session.personId);

/** The workspace's budgets and how far each is used. */
export async function listBudgets(session: Session, workspaceId: string): Promise<Budgets> {
  await requireWorkspace(session, workspaceId);
  const standings = await journal().budgetStandings(viewerOf(session, workspaceId));
  const mine = budgetsOf(standings, { personId: session.personId, sessionName: null });
  return {
    standings,
    mineIds: mine.map(({ id }) => id),
    isAdmin: isAdmin(session),
    personId: session.personId,
  };
}

/** The workspace, for one who may change its budgets. Throws `forbidden`. */
async function requireAdmin(session: Session, workspaceId: string): Promise<void> {
  await requireWorkspace(session, workspaceId);
  if (!isAdmin(session))
    throw new ProblemError(
      problemOf("forbidden", { detail: "Only those named in EASEL_ADMINS set budgets in Easel." }),
    );
}

export async function setBudget(
  session: Session,
  workspaceId: string,
  change: BudgetChange,
): Promise<Budgets> {
  await requireAdmin(session, workspaceId);
  requireTimeZone(change.timeZone);
  // A month is everyone's, and a session is named: anything else would never count.
  if ((change.scope === "month") !== (change.subject === "") && change.scope !== "person")
    throw new ProblemError(
      problemOf("invalid_request", { field: "subject", detail: "This budget needs a session, or none." }),
    );
  await journal().setBudget(viewerOf(session, workspaceId), session.personName, change);
  return await listBudgets(session, workspaceId);
}

export async function removeBudget(
  session: Session,
  workspaceId: string,
  budgetId: string,
): Promise<Budgets> {
  await requireAdmin(session, workspaceId);
  await journal().removeBudget(workspaceId, budgetId);
  return await listBudgets(session, workspaceId);
}

/**
 * Stops a click that would cross a budget: throws `budget_reached` before anything is written or paid. Two clicks in the
 * same instant may both pass; Layer's own limits are the hard ones.
 */
export async function requireBudget(
  session: Session,
  workspaceId: string,
  sessionName: string | null,
  priceCreativeUnits: number | null,
  history: Pick<Journal, "budgetsOfRun">,
): Promise<void> {
  const standings = await history.budgetsOfRun(viewerOf(session, workspaceId), sessionName);
  const notice = budgetNotice(standings, priceCreativeUnits);
  if (notice?.kind === "crossed")
    throw new ProblemError(problemOf("budget_reached", { detail: notice.text }));
}

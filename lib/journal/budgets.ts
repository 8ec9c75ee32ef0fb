import { randomUUID } from "node:crypto";
import { and, asc, eq, sql } from "drizzle-orm";
import { type Budget, type BudgetStanding, budgetsOf } from "../domain/budget";
import type { BudgetChange } from "../domain/budget-change";
import type { DatabaseAccess, Queryable } from "./database";
import type { Viewer } from "./generation-reads";
import { budgets, generations, usageCells, usageDeltas } from "./schema";
import { storableText } from "./storable";
import { grainOf } from "./usage-reads";

// What may have been charged counts as well: a budget that forgot lost answers could be crossed by losing answers.
const used = sql.raw("coalesce(sum(charged + held + unknown_quoted), 0)");

async function usedInMonth(
  database: Queryable,
  workspaceId: string,
  timeZone: string,
  personId: string | null,
) {
  const { rows: months } = await database.execute<{ from: Date; to: Date }>(sql`
    select month at time zone ${timeZone} as from, (month + interval '1 month') at time zone ${timeZone} as to
    from (select date_trunc('month', now() at time zone ${timeZone}) as month) as now`);
  const [month] = months;
  if (!month) return 0;
  const from = new Date(month.from);
  const to = new Date(month.to);
  const isOfPerson = personId === null ? sql`true` : sql`person_id = ${personId}`;
  const { rows } = await database.execute<{ used: string }>(sql`
    select ${used} as used from (
      select charged, held, unknown_quoted from ${usageCells}
      where workspace_id = ${workspaceId} and dimension = ${personId === null ? "all" : "person"}
        and grain = ${grainOf([from, to]) ?? "quarter"} and starts_at >= ${from} and starts_at < ${to} and key = ${personId ?? ""}
      union all
      select charged, held, unknown_quoted from ${usageDeltas}
      where workspace_id = ${workspaceId} and at >= ${from} and at < ${to} and ${isOfPerson}
    ) as parts`);
  return Number(rows[0]?.used ?? 0);
}

async function usedInSession(database: Queryable, workspaceId: string, sessionName: string) {
  const { rows } = await database.execute<{ used: string }>(sql`
    select coalesce(sum(case when status in ('submitting', 'running', 'unknown') then estimate else charge end), 0) as used
    from ${generations} where workspace_id = ${workspaceId} and session_name = ${sessionName}`);
  return Number(rows[0]?.used ?? 0);
}

const budgetOf = (row: typeof budgets.$inferSelect): Budget => ({
  id: row.id,
  scope: row.scope,
  subject: row.subject,
  subjectName: row.subjectName,
  limitCreativeUnits: row.limit,
  timeZone: row.timeZone,
  setByName: row.personName,
  setAt: row.setAt.toISOString(),
});

export function budgetQueries(access: DatabaseAccess) {
  const list = async (database: Queryable, workspaceId: string) =>
    (
      await database
        .select()
        .from(budgets)
        .where(eq(budgets.workspaceId, workspaceId))
        .orderBy(asc(budgets.scope), asc(budgets.subjectName), asc(budgets.id))
    ).map(budgetOf);

  const standingOf = async (
    database: Queryable,
    viewer: Viewer,
    budget: Budget,
  ): Promise<BudgetStanding> => ({
    ...budget,
    usedCreativeUnits:
      budget.scope === "session"
        ? await usedInSession(database, viewer.workspaceId, budget.subject)
        : await usedInMonth(
            database,
            viewer.workspaceId,
            budget.timeZone,
            // Each person's budget stands for its viewer as theirs.
            budget.scope === "month" ? null : budget.subject || viewer.personId,
          ),
  });

  return {
    /** Every budget of the workspace and how far it is used. */
    budgetStandings: (viewer: Viewer) =>
      access.run(async (database): Promise<BudgetStanding[]> => {
        const all = await list(database, viewer.workspaceId);
        return await Promise.all(all.map((budget) => standingOf(database, viewer, budget)));
      }),

    /** Those that a run of the viewer's in this session counts towards. */
    budgetsOfRun: (viewer: Viewer, sessionName: string | null) =>
      access.run(async (database): Promise<BudgetStanding[]> => {
        const all = await list(database, viewer.workspaceId);
        const counted = budgetsOf(all, { personId: viewer.personId, sessionName });
        return await Promise.all(counted.map((budget) => standingOf(database, viewer, budget)));
      }),

    /** One budget a subject: the newest word counts. */
    setBudget: (viewer: Viewer, personName: string, change: BudgetChange) =>
      access.run(async (database) => {
        const values = {
          subjectName: storableText(change.subjectName),
          limit: change.limitCreativeUnits,
          timeZone: change.timeZone,
          personId: viewer.personId,
          personName: storableText(personName),
          setAt: sql`now()`,
        };
        await database
          .insert(budgets)
          .values({
            id: randomUUID(),
            workspaceId: viewer.workspaceId,
            scope: change.scope,
            subject: storableText(change.subject),
            ...values,
          })
          .onConflictDoUpdate({
            target: [budgets.workspaceId, budgets.scope, budgets.subject],
            set: values,
          });
      }),

    removeBudget: (workspaceId: string, budgetId: string) =>
      access.run(async (database) => {
        await database
          .delete(budgets)
          .where(and(eq(budgets.workspaceId, workspaceId), eq(budgets.id, budgetId)));
      }),
  };
}

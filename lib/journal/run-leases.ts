import { and, eq, inArray, isNull, lte, or, sql } from "drizzle-orm";
import type { WorkflowStep } from "../domain/generation";
import { keptPollIntervalSeconds } from "../domain/polling";
import type { ProblemCode } from "../domain/problem";
import type { RunAddress } from "../domain/run";
import type { DatabaseAccess } from "./database";
import { generations } from "./schema";
import { storable } from "./storable";

/** The right to look at one run, until the lease ends. */
export interface LeasedRun {
  generationId: string;
  leaseOwner: string;
  leasedAt: Date;
  address: RunAddress;
  pollIntervalSeconds: number;
  readFailures: number;
  steps: WorkflowStep[];
  /** What every look since has met, for how long by the database's clock; null while looks succeed. */
  readProblem: ProblemCode | null;
  readProblemMs: number;
}

const afterLease = (lease: LeasedRun, delayMs: number) => new Date(lease.leasedAt.getTime() + delayMs);
const ended = { leaseUntil: null, leaseOwner: null };

/** Only who still holds the lease may say how the next look is to be made. */
const held = (lease: LeasedRun) =>
  and(
    eq(generations.id, lease.generationId),
    eq(generations.leaseOwner, lease.leaseOwner),
    eq(generations.status, "running"),
  );

export function runLeases(access: DatabaseAccess) {
  return {
    /** Whether `leaseDueRuns` or `expireSubmissions` would find anything; costs one look into a small index. */
    hasDue: (workspaceId: string) =>
      access.run(async (database): Promise<boolean> => {
        const rows = await database
          .select({ id: generations.id })
          .from(generations)
          .where(
            and(
              eq(generations.workspaceId, workspaceId),
              inArray(generations.status, ["submitting", "running"]),
              sql`case ${generations.status} when 'submitting' then ${generations.submitDeadline} < now()
                else ${generations.nextReadAt} <= now() and (${generations.leaseUntil} is null or ${generations.leaseUntil} <= now()) end`,
            ),
          )
          .limit(1);
        return rows.length > 0;
      }),

    /**
     * Takes the workspace's due runs, at most `limit`, for `leaseMs`. Whoever asks next finds them taken, and the next
     * look is set an interval from now already, so that also a holder who dies causes no second look within it.
     */
    leaseDueRuns: (
      workspaceId: string,
      leaseOwner: string,
      { limit, leaseMs }: { limit: number; leaseMs: number },
    ) =>
      access.run(async (database): Promise<LeasedRun[]> => {
        const due = database.$with("due").as(
          database
            .select({ id: generations.id })
            .from(generations)
            .where(
              and(
                eq(generations.workspaceId, workspaceId),
                eq(generations.status, "running"),
                lte(generations.nextReadAt, sql`now()`),
                or(isNull(generations.leaseUntil), lte(generations.leaseUntil, sql`now()`)),
              ),
            )
            .orderBy(generations.nextReadAt)
            .limit(limit)
            .for("update", { skipLocked: true }),
        );
        const rows = await database
          .with(due)
          .update(generations)
          .set({
            leaseOwner,
            leaseUntil: sql`now() + make_interval(secs => ${leaseMs / 1_000})`,
            nextReadAt: sql`now() + make_interval(secs => ${generations.pollIntervalSeconds})`,
          })
          .from(due)
          .where(eq(generations.id, due.id))
          .returning({
            generationId: generations.id,
            leasedAt: sql<Date>`now()`.mapWith(generations.updatedAt),
            kind: generations.sourceKind,
            sourceId: generations.sourceId,
            runId: generations.runId,
            pollIntervalSeconds: generations.pollIntervalSeconds,
            readFailures: generations.readFailures,
            steps: generations.steps,
            readProblem: generations.readProblem,
            readProblemMs:
              sql<number>`coalesce(extract(epoch from now() - ${generations.readProblemSince}), 0) * 1000`.mapWith(
                Number,
              ),
          });
        return rows.map(({ kind, sourceId, runId, ...row }) => ({
          ...row,
          leaseOwner,
          address: { kind, sourceId, runId: runId ?? "" },
        }));
      }),

    /** The run goes on. Its row counts as changed only when there is something new to show. */
    runGoesOn: (lease: LeasedRun, steps: readonly WorkflowStep[], pollIntervalSeconds: number | null) =>
      access.run(async (database) => {
        const interval = keptPollIntervalSeconds(pollIntervalSeconds ?? lease.pollIntervalSeconds);
        const newSteps = sql`${JSON.stringify(storable(steps))}::jsonb`;
        const isNews = sql`(${generations.steps} <> ${newSteps} or ${generations.readProblem} is not null)`;
        await database
          .update(generations)
          .set({
            ...ended,
            steps: newSteps,
            readProblem: null,
            readProblemSince: null,
            readFailures: 0,
            pollIntervalSeconds: interval,
            nextReadAt: afterLease(lease, interval * 1_000),
            updatedAt: sql`case when ${isNews} then now() else ${generations.updatedAt} end`,
            revision: sql`${generations.revision} + case when ${isNews} then 1 else 0 end`,
          })
          .where(held(lease));
      }),

    /** The look failed; the next one is due `delayMs` after this one began. */
    readFailed: (lease: LeasedRun, problem: ProblemCode, delayMs: number) =>
      access.run(async (database) => {
        const isNews = sql`${generations.readProblem} is distinct from ${problem}`;
        await database
          .update(generations)
          .set({
            ...ended,
            readProblem: problem,
            readProblemSince: sql`case when ${isNews} then now() else coalesce(${generations.readProblemSince}, now()) end`,
            readFailures: lease.readFailures + 1,
            nextReadAt: afterLease(lease, delayMs),
            updatedAt: sql`case when ${isNews} then now() else ${generations.updatedAt} end`,
            revision: sql`${generations.revision} + case when ${isNews} then 1 else 0 end`,
          })
          .where(held(lease));
      }),

    /** This holder may not look; the next one may, an interval after the lease was taken. */
    releaseLease: (lease: LeasedRun) =>
      access.run(async (database) => {
        await database.update(generations).set(ended).where(held(lease));
      }),
  };
}

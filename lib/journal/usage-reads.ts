import { and, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import { ProblemError, problemOf } from "../domain/problem";
import type { Usage } from "../domain/usage";
import type { DatabaseAccess } from "./database";
import { generations } from "./schema";

/** Calendar days as `YYYY-MM-DD`, both included, of an IANA time zone. */
export interface UsageSpan {
  fromDay: string;
  toDay: string;
  timeZone: string;
}

/** A source or a person goes by the name used last. */
const newest = (name: typeof generations.sourceName | typeof generations.personName) =>
  sql<string>`(array_agg(${name} order by ${generations.createdAt} desc))[1]`;

const unknownTimeZone = "22023";

export function usageReads(access: DatabaseAccess) {
  return {
    /**
     * What a workspace was charged. A generation counts to the day on which it was asked for, also when it ended after
     * midnight; what Layer refused or may never have started does not count. Throws `invalid_request` for a time zone
     * the database does not know.
     */
    usage: async (workspaceId: string, { fromDay, toDay, timeZone }: UsageSpan): Promise<Usage> => {
      const dayStart = (day: SQL) => sql`(${day})::timestamp at time zone ${timeZone}`;
      const inSpan = and(
        eq(generations.workspaceId, workspaceId),
        gte(generations.createdAt, dayStart(sql`${fromDay}::date`)),
        lt(generations.createdAt, dayStart(sql`${toDay}::date + 1`)),
      );
      const ran = and(
        inSpan,
        sql`${generations.status} in ('running', 'complete', 'failed', 'cancelled', 'deleted')`,
      );
      const charged = sql<number>`coalesce(sum(${generations.charge}), 0)`.mapWith(Number);
      const count = sql<number>`count(*)`.mapWith(Number);
      const day = sql<string>`to_char(${generations.createdAt} at time zone ${timeZone}, 'YYYY-MM-DD')`;
      try {
        // One moment for all sums, so that they agree with each other.
        return await access.transaction(async (transaction) => {
          const [sums] = await transaction
            .select({
              chargedCreativeUnits: charged,
              generationCount: count,
              failedCount: sql<number>`count(*) filter (where ${generations.status} = 'failed')`.mapWith(
                Number,
              ),
            })
            .from(generations)
            .where(ran);
          const [open] = await transaction
            .select({ reserved: sql<number>`coalesce(sum(${generations.estimate}), 0)`.mapWith(Number) })
            .from(generations)
            .where(and(eq(generations.workspaceId, workspaceId), eq(generations.status, "running")));
          const [lost] = await transaction
            .select({ count })
            .from(generations)
            .where(and(inSpan, eq(generations.status, "unknown")));
          const days = await transaction
            .select({ day, chargedCreativeUnits: charged, generationCount: count })
            .from(generations)
            .where(ran)
            .groupBy(sql`1`)
            .orderBy(sql`1`);
          const bySource = await transaction
            .select({
              id: generations.sourceId,
              name: newest(generations.sourceName),
              kind: generations.sourceKind,
              chargedCreativeUnits: charged,
              generationCount: count,
            })
            .from(generations)
            .where(ran)
            .groupBy(generations.sourceKind, generations.sourceId)
            .orderBy(sql`4 desc`, sql`5 desc`, generations.sourceId);
          const byPerson = await transaction
            .select({
              name: newest(generations.personName),
              chargedCreativeUnits: charged,
              generationCount: count,
            })
            .from(generations)
            .where(ran)
            .groupBy(generations.personId)
            .orderBy(sql`2 desc`, sql`3 desc`, generations.personId);
          return {
            timeZone,
            fromDay,
            toDay,
            chargedCreativeUnits: sums?.chargedCreativeUnits ?? 0,
            generationCount: sums?.generationCount ?? 0,
            failedCount: sums?.failedCount ?? 0,
            reservedCreativeUnits: open?.reserved ?? 0,
            unknownCount: lost?.count ?? 0,
            byDay: days,
            bySource,
            byPerson,
          };
        }, "begin isolation level repeatable read read only");
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === unknownTimeZone)
          throw new ProblemError(
            problemOf("invalid_request", { field: "timeZone", detail: "This time zone is not known." }),
          );
        throw error;
      }
    },
  };
}

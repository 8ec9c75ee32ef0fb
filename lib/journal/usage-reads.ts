import { and, asc, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import { ProblemError, problemOf } from "../domain/problem";
import type {
  Usage,
  UsageDay,
  UsageDimension,
  UsageFilter,
  UsageRow,
  UsageSpan,
  UsageSums,
} from "../domain/usage";
import { noUsageSums, usageDimensions } from "../domain/usage";
import type { DatabaseAccess, Queryable } from "./database";
import { generations, usageCells, usageDeltas } from "./schema";

const unknownTimeZone = "22023";
const maxRows = 200;

/** Each measure's column, and its place in what `usage_measures` gives of a generation. */
const measures = [
  ["generationCount", "made_count"],
  ["completeCount", "complete_count"],
  ["failedCount", "failed_count"],
  ["stoppedCount", "stopped_count"],
  ["runningCount", "running_count"],
  ["unknownCount", "unknown_count"],
  ["refusedCount", "refused_count"],
  ["untoldCount", "untold_count"],
  ["chargedCreativeUnits", "charged"],
  ["failedCreativeUnits", "failed_charged"],
  ["quotedCreativeUnits", "quoted"],
  ["quotedChargedCreativeUnits", "quoted_charged"],
  ["heldCreativeUnits", "held"],
  ["unknownCreativeUnits", "unknown_quoted"],
  ["keptCount", "kept_count"],
  [null, "kept_generation_count"],
  ["keptCreativeUnits", "kept_charged"],
] as const;

const listed = (columns: readonly string[]) => sql.raw(columns.join(", "));
const measureColumns = listed(measures.map(([, column]) => column));
const measuresOfGeneration = listed(measures.map(([, column], index) => `m[${index + 1}] as ${column}`));
const measureSums = listed(measures.map(([, column]) => `sum(${column}) as ${column}`));

type Row = Record<string, unknown>;

const textOf = (value: unknown) => (typeof value === "string" ? value : "");

function sumsOf(row: Row): UsageSums {
  const sums = { ...noUsageSums };
  // Sums come as text: PostgreSQL's are exact, and only what is shown becomes a JavaScript number.
  for (const [name, column] of measures) if (name) sums[name] = Number(row[column] ?? 0);
  return sums;
}

/** A span's days as moments: day `n` begins at `starts[n]`, and the span ends at the last. */
interface Calendar {
  days: readonly string[];
  starts: readonly Date[];
}

/** The stretches of UTC that the days of a calendar are made of; null where only the rows themselves will do. */
type Grain = "day" | "hour" | "quarter";

const grains = [
  { grain: "day", minutes: 24 * 60 },
  { grain: "hour", minutes: 60 },
  { grain: "quarter", minutes: 15 },
] as const;

/** The longest stretch on which every one of the moments is a boundary. */
export function grainOf(moments: readonly Date[]): Grain | null {
  const fitting = grains.find(({ minutes }) =>
    moments.every((moment) => moment.getTime() % (minutes * 60_000) === 0),
  );
  return fitting?.grain ?? null;
}

const dayMs = 24 * 60 * 60 * 1_000;

async function calendarOf(database: Queryable, { fromDay, toDay, timeZone }: UsageSpan): Promise<Calendar> {
  const { rows } = await database.execute<{ day: string; at: Date }>(sql`
    select to_char(day, 'YYYY-MM-DD') as day, day at time zone ${timeZone} as at
    from generate_series(${fromDay}::date::timestamp, ${toDay}::date::timestamp + interval '1 day', interval '1 day') as day
    order by 1`);
  return {
    days: rows.slice(0, -1).map(({ day }) => day),
    starts: rows.map(({ at }) => new Date(at)),
  };
}

const moments = (dates: readonly Date[]) =>
  sql`${`{${dates.map((date) => date.toISOString()).join(",")}}`}::timestamptz[]`;

const boundsOf = ({ starts }: Calendar) => {
  const [from] = starts;
  const to = starts.at(-1);
  if (!from || !to) throw new Error("A span has at least one day.");
  return { from, to };
};

/** Whether nothing is filtered: then the cells hold the answer, however many generations there are. */
const isAll = (filter: UsageFilter) => usageDimensions.every((dimension) => filter[dimension] === null);

const columnOf = {
  modality: sql`coalesce(${generations.sourceModality}, '')`,
  source: sql`${generations.sourceKind} || ':' || ${generations.sourceId}`,
  person: sql`${generations.personId}`,
  session: sql`coalesce(${generations.sessionName}, '')`,
} as const satisfies Record<UsageDimension, SQL>;

const sourceKey = /^(model|workflow):([0-9a-f-]{36})$/;

/** The generations of a filter. Written so that the index of each dimension serves. */
function filterConditions(filter: UsageFilter): SQL[] {
  const conditions: SQL[] = [];
  if (filter.modality !== null)
    conditions.push(
      filter.modality === ""
        ? sql`${generations.sourceModality} is null`
        : sql`${generations.sourceModality} = ${filter.modality}`,
    );
  if (filter.source !== null) {
    const [, kind, id] = sourceKey.exec(filter.source) ?? [];
    conditions.push(
      kind && id
        ? sql`${generations.sourceId} = ${id}::uuid and ${generations.sourceKind} = ${kind}`
        : sql`false`,
    );
  }
  if (filter.person !== null) conditions.push(sql`${generations.personId} = ${filter.person}`);
  if (filter.session !== null)
    conditions.push(
      filter.session === ""
        ? sql`${generations.sessionName} is null`
        : sql`${generations.sessionName} = ${filter.session}`,
    );
  return conditions;
}

/** The filtered generations of a span, each with what it measures. Materialised: it would be worked out a time a measure. */
const filteredRows = (
  workspaceId: string,
  { from, to }: { from: Date; to: Date },
  filter: UsageFilter,
) => sql`
  counted as materialized (
    select ${generations.createdAt} as at, ${columnOf.modality} as modality, ${columnOf.source} as source_key,
      ${generations.sourceName} as source_name, ${generations.personId} as person_id,
      ${generations.personName} as person_name, ${columnOf.session} as session_name,
      usage_measures(generations) as m
    from ${generations}
    where ${sql.join(
      [
        sql`${generations.workspaceId} = ${workspaceId}`,
        sql`${generations.createdAt} >= ${from}`,
        sql`${generations.createdAt} < ${to}`,
        ...filterConditions(filter),
      ],
      sql` and `,
    )}
  )`;

interface Question {
  workspaceId: string;
  calendar: Calendar;
  grain: Grain | null;
}

/** Sums by day and modality, by modality, and of all. */
export function daySumsQuery({ workspaceId, calendar, grain }: Question, filter: UsageFilter): SQL {
  const span = boundsOf(calendar);
  const { from, to } = span;
  const isSummed = isAll(filter) && grain !== null;
  const facts = isSummed
    ? sql`
      facts as (
        select starts_at as at, modality, ${measureColumns} from ${usageCells}
        where workspace_id = ${workspaceId} and dimension = 'all' and grain = ${grain}
          and starts_at >= ${from} and starts_at < ${to}
        union all
        select at, modality, ${measureColumns} from ${usageDeltas}
        where workspace_id = ${workspaceId} and at >= ${from} and at < ${to}
      )`
    : sql`${filteredRows(workspaceId, span, filter)},
      facts as (select at, modality, ${measuresOfGeneration} from counted)`;
  return sql`with ${facts}
    select day, modality, grouping(day, modality) as level, ${measureSums}
    from (select *, width_bucket(at, ${moments(calendar.starts)}) as day from facts) as dated
    group by grouping sets ((day, modality), (modality), ())`;
}

/** Sums by source, person and session, or by some of them. */
export function rowSumsQuery(
  { workspaceId, calendar, grain }: Question,
  filter: UsageFilter,
  dimensions: readonly UsageDimension[],
): SQL {
  const span = boundsOf(calendar);
  const { from, to } = span;
  const isWanted = sql`dimension in (${sql.join(
    dimensions.map((dimension) => sql`${dimension}`),
    sql`, `,
  )})`;
  const each = (source: SQL, person: SQL, session: SQL, sourceName: SQL, personName: SQL) => sql`
    lateral (values ('source', ${source}, ${sourceName}), ('person', ${person}, ${personName}), ('session', ${session}, ${session}))
      as of (dimension, key, name)`;
  let facts: SQL;
  if (isAll(filter) && grain !== null) {
    // Whole days of UTC from the daily cells, and what is before and after them from the finer ones.
    const firstWhole = new Date(Math.ceil(from.getTime() / dayMs) * dayMs);
    const lastWhole = new Date(Math.floor(to.getTime() / dayMs) * dayMs);
    const cells = (of: Grain, start: Date, end: Date) => sql`
      select starts_at as at, dimension, key, name, ${measureColumns} from ${usageCells}
      where workspace_id = ${workspaceId} and ${isWanted} and grain = ${of}
        and starts_at >= ${start} and starts_at < ${end}`;
    const parts =
      firstWhole < lastWhole
        ? [
            cells("day", firstWhole, lastWhole),
            ...(from < firstWhole ? [cells(grain, from, firstWhole)] : []),
            ...(lastWhole < to ? [cells(grain, lastWhole, to)] : []),
          ]
        : [cells(grain, from, to)];
    facts = sql`facts as (
      ${sql.join(parts, sql` union all `)}
      union all
      select at, dimension, key, name, ${measureColumns}
      from ${usageDeltas}, ${each(
        sql`source_kind || ':' || source_id`,
        sql`person_id`,
        sql`session_name`,
        sql`source_name`,
        sql`person_name`,
      )}
      where workspace_id = ${workspaceId} and at >= ${from} and at < ${to} and ${isWanted}
    )`;
  } else {
    facts = sql`${filteredRows(workspaceId, span, filter)},
      facts as (
        select at, dimension, key, name, ${measuresOfGeneration}
        from counted, ${each(
          sql`source_key`,
          sql`person_id`,
          sql`session_name`,
          sql`source_name`,
          sql`person_name`,
        )}
        where ${isWanted}
      )`;
  }
  return sql`with ${facts},
    rows as (
      select dimension, key, (array_agg(name order by at desc))[1] as name, ${measureSums}
      from facts group by dimension, key
    ),
    placed as (
      select *, row_number() over (partition by dimension order by charged desc, made_count desc, key) as place,
        count(*) over (partition by dimension) as row_count
      from rows
      -- A cell whose changes undid each other is nothing.
      where made_count <> 0 or unknown_count <> 0 or refused_count <> 0 or running_count <> 0
    )
    select * from placed where place <= ${maxRows} order by dimension, place`;
}

function unknownZone(error: unknown): unknown {
  return error instanceof Error && "code" in error && error.code === unknownTimeZone
    ? new ProblemError(
        problemOf("invalid_request", { field: "timeZone", detail: "This time zone is not known." }),
      )
    : error;
}

export function usageReads(access: DatabaseAccess) {
  return {
    /**
     * What a workspace was charged. A generation counts to the day on which it was asked for, also when it ended after
     * midnight. Without a filter it is read from sums, and takes the same time however much was made; with one, the
     * generations of the filter are counted. Throws `invalid_request` for a time zone the database does not know.
     */
    usage: async (workspaceId: string, span: UsageSpan, filter: UsageFilter): Promise<Usage> => {
      try {
        // One moment for all sums, so that they agree with each other.
        return await access.transaction(async (transaction) => {
          const calendar = await calendarOf(transaction, span);
          const question: Question = { workspaceId, calendar, grain: grainOf(calendar.starts) };
          const { rows: sums } = await transaction.execute<Row>(daySumsQuery(question, filter));
          const by: Record<UsageDimension, UsageRow[]> = {
            modality: [],
            source: [],
            person: [],
            session: [],
          };
          const moreRows = { modality: 0, source: 0, person: 0, session: 0 };
          const byDay: UsageDay[] = [];
          let total: UsageSums = noUsageSums;
          for (const row of sums) {
            const modality = textOf(row.modality);
            if (row.level === 3) total = sumsOf(row);
            else if (row.level === 2) by.modality.push({ key: modality, name: "", ...sumsOf(row) });
            else byDay.push({ day: calendar.days[Number(row.day) - 1] ?? "", modality, ...sumsOf(row) });
          }
          byDay.sort((a, b) => (`${a.day} ${a.modality}` < `${b.day} ${b.modality}` ? -1 : 1));
          const addRows = async (dimensions: readonly UsageDimension[], narrowed: UsageFilter) => {
            if (dimensions.length === 0) return;
            const { rows } = await transaction.execute<Row>(rowSumsQuery(question, narrowed, dimensions));
            for (const row of rows) {
              const dimension = dimensions.find((name) => name === row.dimension);
              if (!dimension) continue;
              by[dimension].push({ key: textOf(row.key), name: textOf(row.name), ...sumsOf(row) });
              moreRows[dimension] = Math.max(0, Number(row.row_count) - maxRows);
            }
          };
          const named = ["source", "person", "session"] as const;
          await addRows(
            named.filter((dimension) => filter[dimension] === null),
            filter,
          );
          for (const dimension of named)
            if (filter[dimension] !== null) await addRows([dimension], { ...filter, [dimension]: null });
          if (filter.modality !== null) {
            const { rows } = await transaction.execute<Row>(
              daySumsQuery(question, { ...filter, modality: null }),
            );
            by.modality = rows
              .filter((row) => row.level === 2)
              .map((row) => ({ key: textOf(row.modality), name: "", ...sumsOf(row) }));
          }
          by.modality.sort(
            (a, b) => b.chargedCreativeUnits - a.chargedCreativeUnits || (a.key < b.key ? -1 : 1),
          );
          const { rows: open } = await transaction.execute<Row>(sql`
            select coalesce(sum(estimate), 0) as held from ${generations}
            where workspace_id = ${workspaceId} and status in ('submitting', 'running')`);
          return {
            ...span,
            ...total,
            filter,
            reservedCreativeUnits: Number(open[0]?.held ?? 0),
            byDay,
            by,
            moreRows,
          };
        }, "begin isolation level repeatable read read only");
      } catch (error) {
        throw unknownZone(error);
      }
    },

    /** The generations that `usage` counts, oldest first, some at a time. */
    usageGenerations: (
      workspaceId: string,
      span: UsageSpan,
      filter: UsageFilter,
      { after, limit }: { after: { at: Date; id: string } | null; limit: number },
    ) =>
      access
        .run(async (database) => {
          const { from, to } = boundsOf(await calendarOf(database, span));
          return await database
            .select({
              id: generations.id,
              createdAt: generations.createdAt,
              sourceKind: generations.sourceKind,
              sourceName: generations.sourceName,
              modality: generations.sourceModality,
              personName: generations.personName,
              sessionName: generations.sessionName,
              status: generations.status,
              estimate: generations.estimate,
              charge: generations.charge,
              keptCount: generations.keptCount,
              prompt: sql<string | null>`coalesce(asked #>> '{parameters,prompt}', asked ->> 'inputs')`,
              error: sql<string | null>`coalesce(${generations.error}, ${generations.problemDetail})`,
            })
            .from(generations)
            .where(
              and(
                eq(generations.workspaceId, workspaceId),
                gte(generations.createdAt, from),
                lt(generations.createdAt, to),
                after === null
                  ? undefined
                  : sql`(${generations.createdAt}, ${generations.id}) > (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`,
                ...filterConditions(filter),
              ),
            )
            .orderBy(asc(generations.createdAt), asc(generations.id))
            .limit(limit);
        })
        .catch((error: unknown) => {
          throw unknownZone(error);
        }),
  };
}

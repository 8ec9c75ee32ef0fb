import { and, asc, desc, eq, gte, inArray, or, type SQL, sql } from "drizzle-orm";
import type { Asset } from "../domain/asset";
import type { Generation, GenerationPage, GenerationStatus } from "../domain/generation";
import type { GenerationRequest } from "../domain/request";
import { cursorOf, placeOf } from "./cursor";
import type { Database, DatabaseAccess, Queryable } from "./database";
import { type GenerationRow, generationOf } from "./generation-record";
import { assetMarks, assets, generations } from "./schema";

/** Whose workspace is read, for whom. The caller has verified that this person reaches this workspace. */
export interface Viewer {
  workspaceId: string;
  personId: string;
}

/** What the journal knows of a workspace's changes, by the database's clock. */
export interface Changes {
  generations: Generation[];
  asOf: Date;
  /** When each active generation is worth asking about again. */
  dueAt: Date[];
  now: Date;
  /** There is more: ask again at once with `asOf`. */
  isCut: boolean;
}

/** In seconds. */
export interface RunTimes {
  usualSeconds: number;
  slowSeconds: number;
}

/** Fewer runs of one size say less than all sizes together. */
const fewestOfOneSize = 5;

const textOrNull = (value: number | undefined) => (value === undefined ? null : String(value));

/** A write is stamped before it is visible; asking this much further back misses none that committed late. */
const overlapMs = 5_000;
/** Without a moment to start from: what a page that was just loaded may have missed. */
const firstSpanMs = 60_000;
const maxChanges = 200;

function byGeneration<Row extends { generationId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.generationId);
    if (group) group.push(row);
    else groups.set(row.generationId, [row]);
  }
  return groups;
}

/** Rows with their assets, in the rows' order. */
export async function withAssets(
  database: Queryable,
  rows: readonly GenerationRow[],
  personId: string,
): Promise<Generation[]> {
  const ids = rows.map((row) => row.id);
  const complete = rows.filter((row) => row.status === "complete").map((row) => row.id);
  const [found, marks] = await Promise.all([
    complete.length === 0 ? [] : database.select().from(assets).where(inArray(assets.generationId, complete)),
    ids.length === 0 ? [] : database.select().from(assetMarks).where(inArray(assetMarks.generationId, ids)),
  ]);
  const assetsOf = byGeneration(found);
  const marksOf = byGeneration(marks);
  return rows.map((row) =>
    generationOf(row, assetsOf.get(row.id) ?? [], personId, marksOf.get(row.id) ?? []),
  );
}

/** The list's query, apart from its run so that a test can ask the database how it would go about it. */
export function pageQuery(
  database: Database,
  workspaceId: string,
  {
    cursor,
    limit,
    statuses,
  }: { cursor: string | null; limit: number; statuses: readonly GenerationStatus[] },
) {
  const conditions: SQL[] = [eq(generations.workspaceId, workspaceId)];
  if (cursor !== null) {
    const { at, id } = placeOf(cursor);
    conditions.push(
      sql`(${generations.createdAt}, ${generations.id}) < (${at.toISOString()}::timestamptz, ${id}::uuid)`,
    );
  }
  if (statuses.length > 0) conditions.push(inArray(generations.status, [...statuses]));
  return database
    .select()
    .from(generations)
    .where(and(...conditions))
    .orderBy(desc(generations.createdAt), desc(generations.id))
    .limit(limit + 1);
}

const isActiveRow = inArray(generations.status, ["submitting", "running"]);

export function generationReads(access: DatabaseAccess) {
  const findOne = (viewer: Viewer, condition: SQL) =>
    access.run(async (database): Promise<Generation | null> => {
      const rows = await database
        .select()
        .from(generations)
        .where(and(eq(generations.workspaceId, viewer.workspaceId), condition));
      const [found] = await withAssets(database, rows, viewer.personId);
      return found ?? null;
    });

  return {
    findGeneration: (viewer: Viewer, generationId: string) =>
      findOne(viewer, eq(generations.id, generationId)),

    /** Those of these that are in the workspace, in no order. */
    findGenerations: (viewer: Viewer, generationIds: readonly string[]) =>
      access.run(async (database): Promise<Generation[]> => {
        if (generationIds.length === 0) return [];
        const rows = await database
          .select()
          .from(generations)
          .where(
            and(eq(generations.workspaceId, viewer.workspaceId), inArray(generations.id, [...generationIds])),
          );
        return await withAssets(database, rows, viewer.personId);
      }),

    findByRequest: (viewer: Viewer, requestId: string) =>
      findOne(viewer, eq(generations.requestId, requestId)),

    /** Newest first. Throws `invalid_request` for a cursor that is not one of its own. */
    listGenerations: (
      viewer: Viewer,
      query: { cursor: string | null; limit: number; statuses: readonly GenerationStatus[] },
    ) =>
      access.run(async (database): Promise<GenerationPage> => {
        const rows = await pageQuery(database, viewer.workspaceId, query);
        const page = rows.slice(0, query.limit);
        const last = page.at(-1);
        return {
          generations: await withAssets(database, page, viewer.personId),
          nextCursor:
            rows.length > page.length && last ? cursorOf({ at: last.createdAt, id: last.id }) : null,
        };
      }),

    /** What changed since a moment of the database's clock that an earlier answer named; null begins. */
    changesSince: (viewer: Viewer, since: Date | null) =>
      access.run(async (database): Promise<Changes> => {
        const inWorkspace = eq(generations.workspaceId, viewer.workspaceId);
        const active = await database
          .select({
            now: sql<Date>`now()`.mapWith(generations.updatedAt),
            id: generations.id,
            isRead: sql<boolean>`${generations.leaseUntil} > now()`,
            nextReadAt: generations.nextReadAt,
          })
          // From a row that always is, so that the database's time comes also when nothing is active.
          .from(sql`(select 1) as always`)
          .leftJoin(generations, and(inWorkspace, isActiveRow));
        const now = active[0]?.now ?? new Date();
        const from = since ? new Date(since.getTime() - overlapMs) : new Date(now.getTime() - firstSpanMs);
        const changed = gte(generations.updatedAt, from);
        const rows = await database
          .select()
          .from(generations)
          .where(and(inWorkspace, since ? changed : or(changed, isActiveRow)))
          .orderBy(asc(generations.updatedAt))
          .limit(maxChanges + 1);
        const given = rows.slice(0, maxChanges);
        const last = given.at(-1);
        const isCut = rows.length > given.length && last !== undefined;
        return {
          generations: await withAssets(database, given, viewer.personId),
          // The next question goes back by the overlap, and must then begin where this answer was cut.
          asOf: isCut ? new Date(Math.min(last.updatedAt.getTime() + overlapMs, now.getTime())) : now,
          // What is being read or submitted right now may change at any moment.
          dueAt: active.flatMap((row) =>
            row.id === null ? [] : [row.isRead || row.nextReadAt === null ? row.now : row.nextReadAt],
          ),
          now,
          isCut,
        };
      }),

    /** One output of a generation, or null where there is none. */
    findAsset: (workspaceId: string, generationId: string, position: number) =>
      access.run(async (database): Promise<{ asset: Asset; generation: Generation } | null> => {
        const rows = await database
          .select()
          .from(generations)
          .where(and(eq(generations.workspaceId, workspaceId), eq(generations.id, generationId)));
        const [generation] = await withAssets(database, rows, "");
        if (generation?.status !== "complete") return null;
        const asset = generation.assets.find((candidate) => candidate.position === position);
        return asset ? { asset, generation } : null;
      }),

    /** Where the bytes of a file lie that a generation of this workspace made; null for every other file. */
    findAssetByFile: (workspaceId: string, fileId: string) =>
      access.run(async (database): Promise<Pick<Asset, "url" | "contentType"> | null> => {
        const [row] = await database
          .select({ url: assets.url, contentType: assets.contentType })
          .from(assets)
          .innerJoin(generations, eq(generations.id, assets.generationId))
          .where(
            and(
              eq(generations.workspaceId, workspaceId),
              eq(generations.status, "complete"),
              eq(assets.fileId, fileId),
            ),
          )
          .limit(1);
        return row ?? null;
      }),

    /**
     * How long the newest finished runs of this source took: half of them no longer than `usualSeconds`, nine of ten no
     * longer than `slowSeconds`. Of what is asked for in just this size, where five such runs are known. Null where none is.
     */
    runTimes: (workspaceId: string, request: GenerationRequest) =>
      access.run(async (database): Promise<RunTimes | null> => {
        const size = request.kind === "model" ? request.parameters : {};
        const asked = (name: string) => sql`${generations.asked} #>> ${`{parameters,${name}}`}`;
        const isSameSize = sql`(${asked("width")}, ${asked("height")}, ${asked("durationSeconds")})
          is not distinct from (${textOrNull(size.width)}::text, ${textOrNull(size.height)}::text, ${textOrNull(size.durationSeconds)}::text)`;
        const { rows } = await database.execute<{ times: number[] | null }>(sql`
          with newest as (
            select greatest(extract(epoch from completed_at - started_at), 0)::float8 as seconds, ${isSameSize} as is_same
            from ${generations}
            where workspace_id = ${workspaceId} and status = 'complete'
              and source_id = ${request.kind === "model" ? request.modelId : request.workflowId}
            order by completed_at desc
            limit 100
          )
          select percentile_cont(array[0.5, 0.9]) within group (order by seconds) as times from newest
          where is_same or (select count(*) from newest where is_same) < ${fewestOfOneSize}`);
        const [usualSeconds, slowSeconds] = rows[0]?.times ?? [];
        return usualSeconds === undefined || slowSeconds === undefined ? null : { usualSeconds, slowSeconds };
      }),
  };
}

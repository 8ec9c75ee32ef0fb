import {
  and,
  asc,
  desc,
  eq,
  getTableColumns,
  inArray,
  isNotNull,
  isNull,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import type { GalleryDay, GalleryFacets, GalleryItem, GalleryPage } from "../domain/gallery";
import { type GalleryFilter, type GalleryState, isAboutAssets, searchWords } from "../domain/gallery-filter";
import type { GenerationStatus } from "../domain/generation";
import { ProblemError, problemOf } from "../domain/problem";
import { cursorOf, placeOf } from "./cursor";
import type { Database, DatabaseAccess } from "./database";
import type { Viewer } from "./generation-reads";
import { withAssets } from "./generation-reads";
import type { GenerationRow } from "./generation-record";
import { askedFileIds, assetMarks, assets, boardItems, boards, generations } from "./schema";
import { storableText } from "./storable";

export interface GalleryQuery {
  filter: GalleryFilter;
  cursor: string | null;
  /** Which way from the cursor. */
  direction: "older" | "newer";
  limit: number;
  timeZone: string;
  /** Only these generations, where any are named. */
  among?: readonly string[];
}

const statusesOfState: Record<GalleryState, readonly GenerationStatus[]> = {
  running: ["submitting", "running"],
  complete: ["complete"],
  failed: ["failed", "refused"],
  unknown: ["unknown"],
  cancelled: ["cancelled", "deleted"],
};

const search = sql.raw(`"generations"."search"`);
const prompt = sql`(${generations.asked} #>> '{parameters,prompt}')`;

/** Scripts that put no spaces between words: the index knows only whole runs of them. */
const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/** Quoted for `to_tsquery`, whose own signs then mean nothing. */
const lexeme = (text: string) => `'${text.replace(/['\\]/g, " ")}'`;

function searchConditions(text: string): SQL[] {
  const conditions: SQL[] = [];
  const parts: string[] = [];
  for (const word of searchWords(storableText(text))) {
    if (spaceless.test(word.text)) {
      const pattern = `%${word.text.replace(/[\\%_]/g, "\\$&")}%`;
      conditions.push(
        word.isLeftOut ? sql`coalesce(${prompt}, '') not ilike ${pattern}` : sql`${prompt} ilike ${pattern}`,
      );
      continue;
    }
    // Quoted, several lexemes follow one another; outside of a phrase the last of them may go on.
    const term = word.isPhrase ? lexeme(word.text) : `${lexeme(word.text)}:*`;
    parts.push(word.isLeftOut ? `!${term}` : term);
  }
  if (parts.length > 0) conditions.push(sql`${search} @@ to_tsquery('simple', ${parts.join(" & ")})`);
  return conditions;
}

/** The moments between which calendar days of a time zone lie; the database knows when its clocks change. */
const startOf = (day: string, timeZone: string) => sql`(${day}::timestamp at time zone ${timeZone})`;
const endOf = (day: string, timeZone: string) =>
  sql`((${day}::timestamp + interval '1 day') at time zone ${timeZone})`;

const anyOf = (...conditions: (SQL | undefined)[]) => or(...conditions) ?? sql`true`;

/** What is asked of generations as wholes. */
function generationConditions(viewer: Viewer, filter: GalleryFilter, timeZone: string): SQL[] {
  const conditions: SQL[] = [
    eq(generations.workspaceId, viewer.workspaceId),
    ...searchConditions(filter.text),
  ];
  const cost = sql`coalesce(${generations.charge}, ${generations.estimate})`;
  if (filter.modalities.length > 0)
    conditions.push(inArray(generations.sourceModality, [...filter.modalities]));
  if (filter.sources.length > 0) conditions.push(inArray(generations.sourceId, [...filter.sources]));
  if (filter.kind) conditions.push(eq(generations.sourceKind, filter.kind));
  if (filter.people.length > 0 || filter.isMine)
    conditions.push(
      anyOf(
        filter.isMine ? eq(generations.personId, viewer.personId) : undefined,
        filter.people.length > 0 ? inArray(generations.personName, [...filter.people]) : undefined,
      ),
    );
  if (filter.sessions.length > 0) conditions.push(inArray(generations.sessionName, [...filter.sessions]));
  if (filter.states.length > 0)
    conditions.push(
      inArray(
        generations.status,
        filter.states.flatMap((state) => statusesOfState[state]),
      ),
    );
  if (filter.fromDay) conditions.push(sql`${generations.createdAt} >= ${startOf(filter.fromDay, timeZone)}`);
  if (filter.toDay) conditions.push(sql`${generations.createdAt} < ${endOf(filter.toDay, timeZone)}`);
  if (filter.minCreditUnits !== null) conditions.push(sql`${cost} >= ${filter.minCreditUnits}::numeric`);
  if (filter.maxCreditUnits !== null) conditions.push(sql`${cost} <= ${filter.maxCreditUnits}::numeric`);
  if (filter.usedFileId) conditions.push(sql`${askedFileIds(generations.asked)} ? ${filter.usedFileId}`);
  return conditions;
}

const isNotTrashed = isNull(assetMarks.trashedAt);

/** What is asked of one asset and its marks. */
function assetConditions(filter: GalleryFilter): SQL[] {
  const conditions: SQL[] = [];
  const { rating, verdicts, reviews } = filter;
  if (rating !== null)
    conditions.push(rating === 0 ? isNull(assetMarks.rating) : sql`${assetMarks.rating} >= ${rating}::int`);
  const verdictsSet = verdicts.filter((verdict) => verdict !== "none");
  if (verdicts.length > 0)
    conditions.push(
      anyOf(
        verdictsSet.length > 0 ? inArray(assetMarks.verdict, verdictsSet) : undefined,
        verdicts.includes("none") ? isNull(assetMarks.verdict) : undefined,
      ),
    );
  const reviewsSet = reviews.filter((review) => review !== "none");
  if (reviews.length > 0)
    conditions.push(
      anyOf(
        reviewsSet.length > 0 ? inArray(assetMarks.review, reviewsSet) : undefined,
        reviews.includes("none") ? isNull(assetMarks.review) : undefined,
      ),
    );
  if (filter.isFavourite) conditions.push(sql`${assetMarks.favourite}`);
  if (filter.tags.length > 0)
    conditions.push(
      sql`exists (select 1 from unnest(${assetMarks.tags}) as tag where lower(tag) = any(${sql.param(filter.tags.map((tag) => tag.toLowerCase()))}::text[]))`,
    );
  if (filter.minLongSidePixels !== null)
    conditions.push(
      sql`greatest(${assets.widthPixels}, ${assets.heightPixels}) >= ${filter.minLongSidePixels}`,
    );
  // A few pixels more or less do not make a square an oblong.
  const ratio = sql`${assets.widthPixels} / nullif(${assets.heightPixels}, 0)`;
  if (filter.shape === "square") conditions.push(sql`${ratio} between 0.95 and 1.05`);
  if (filter.shape === "landscape") conditions.push(sql`${ratio} > 1.05`);
  if (filter.shape === "portrait") conditions.push(sql`${ratio} < 0.95`);
  if (filter.hues.length > 0)
    conditions.push(sql`${assets.colours} && ${sql.param([...filter.hues])}::text[]`);
  return conditions;
}

const ofGeneration = eq(assets.generationId, generations.id);
const marksOfAsset = and(
  eq(assetMarks.generationId, assets.generationId),
  eq(assetMarks.position, assets.position),
);

/** The places of a generation's assets that fit, or null where nothing is asked of single assets. */
function fittingAssets(database: Database, filter: GalleryFilter) {
  if (filter.isTrash)
    // From the marks: a generation that failed has no assets and may be in the trash all the same.
    return database
      .select({ position: assetMarks.position })
      .from(assetMarks)
      .where(and(eq(assetMarks.generationId, generations.id), isNotNull(assetMarks.trashedAt)));
  return database
    .select({ position: assets.position })
    .from(assets)
    .leftJoin(assetMarks, marksOfAsset)
    .where(and(ofGeneration, isNotTrashed, ...assetConditions(filter)));
}

/** Something of the generation is not in the trash. */
function isVisible(database: Database): SQL {
  const trashed = database
    .select({ one: sql`1` })
    .from(assetMarks)
    .where(and(eq(assetMarks.generationId, generations.id), isNotNull(assetMarks.trashedAt)));
  const left = database
    .select({ one: sql`1` })
    .from(assets)
    .leftJoin(assetMarks, marksOfAsset)
    .where(and(ofGeneration, isNotTrashed));
  return sql`(not exists ${trashed} or exists ${left})`;
}

/** The rows of a stretch by time, apart from its run so that a test can ask the database how it would go about it. */
export function galleryQuery(database: Database, viewer: Viewer, query: GalleryQuery) {
  const { filter, cursor, direction, limit, timeZone, among = [] } = query;
  const conditions = generationConditions(viewer, filter, timeZone);
  if (among.length > 0) conditions.push(inArray(generations.id, [...among]));
  const fitting = isAboutAssets(filter) ? fittingAssets(database, filter) : null;
  conditions.push(fitting ? sql`exists ${fitting}` : isVisible(database));
  if (cursor !== null) {
    const { at, id } = placeOf(cursor);
    const place = sql`(${at.toISOString()}::timestamptz, ${id}::uuid)`;
    conditions.push(
      direction === "older"
        ? sql`(${generations.createdAt}, ${generations.id}) < ${place}`
        : sql`(${generations.createdAt}, ${generations.id}) > ${place}`,
    );
  }
  const inOrder = direction === "older" ? desc : asc;
  return database
    .select({
      ...getTableColumns(generations),
      positions: (fitting ? sql`array(${fitting} order by 1)` : sql`null`).mapWith(
        (value: number[] | null) => value,
      ),
    })
    .from(generations)
    .where(and(...conditions))
    .orderBy(inOrder(generations.createdAt), inOrder(generations.id))
    .limit(limit + 1);
}

async function itemsOf(
  database: Database,
  rows: ReadonlyArray<GenerationRow & { positions: number[] | null }>,
  viewer: Viewer,
): Promise<GalleryItem[]> {
  const found = await withAssets(database, rows, viewer.personId);
  return found.map((generation, index) => ({ generation, positions: rows[index]?.positions ?? null }));
}

/** A place on a board: its rank there, and the asset, because two may have come to the same rank. */
interface BoardPlace {
  rank: number;
  generationId: string;
  position: number;
}

const boardCursorOf = ({ rank, generationId, position }: BoardPlace) =>
  Buffer.from(`board ${rank} ${generationId} ${position}`).toString("base64url");

function boardPlaceOf(cursor: string): BoardPlace {
  const match = /^board (\d{1,9}) ([0-9a-f-]{36}) (\d{1,4})$/.exec(
    Buffer.from(cursor, "base64url").toString("utf8"),
  );
  const [, rank, generationId, position] = match ?? [];
  if (rank === undefined || generationId === undefined || position === undefined)
    throw new ProblemError(
      problemOf("invalid_request", {
        field: "cursor",
        detail: "This place on the board is not known. Start from the top.",
      }),
    );
  return { rank: Number(rank), generationId, position: Number(position) };
}

async function boardPage(
  database: Database,
  viewer: Viewer,
  { filter, cursor, direction, limit, timeZone }: GalleryQuery,
  boardId: string,
): Promise<GalleryPage> {
  const place = sql`(${boardItems.rank}, ${boardItems.generationId}, ${boardItems.position})`;
  const conditions = [
    eq(boardItems.boardId, boardId),
    // The board is of this workspace by its own row, whatever id the address names.
    eq(boards.workspaceId, viewer.workspaceId),
    ...generationConditions(viewer, filter, timeZone),
    ...assetConditions(filter),
    isNotTrashed,
  ];
  if (cursor !== null) {
    const { rank, generationId, position } = boardPlaceOf(cursor);
    const from = sql`(${rank}::int, ${generationId}::uuid, ${position}::int)`;
    conditions.push(direction === "older" ? sql`${place} > ${from}` : sql`${place} < ${from}`);
  }
  const inOrder = direction === "older" ? asc : desc;
  const found = await database
    .select({
      ...getTableColumns(generations),
      rank: boardItems.rank,
      place: boardItems.position,
    })
    .from(boardItems)
    .innerJoin(boards, eq(boards.id, boardItems.boardId))
    .innerJoin(generations, eq(generations.id, boardItems.generationId))
    .leftJoin(
      assets,
      and(eq(assets.generationId, boardItems.generationId), eq(assets.position, boardItems.position)),
    )
    .leftJoin(
      assetMarks,
      and(eq(assetMarks.generationId, boardItems.generationId), eq(assetMarks.position, boardItems.position)),
    )
    .where(and(...conditions))
    .orderBy(inOrder(boardItems.rank), inOrder(boardItems.generationId), inOrder(boardItems.position))
    .limit(limit + 1);
  const rows = found.slice(0, limit);
  if (direction === "newer") rows.reverse();
  const items = await itemsOf(
    database,
    rows.map((row) => ({ ...row, positions: [row.place] })),
    viewer,
  );
  const [first] = rows;
  const last = rows.at(-1);
  const placeOfRow = (row: (typeof rows)[number]) =>
    boardCursorOf({ rank: row.rank, generationId: row.id, position: row.place });
  const isMore = found.length > rows.length;
  return {
    items,
    olderCursor: last && (direction === "newer" || isMore) ? placeOfRow(last) : null,
    newerCursor: first ? placeOfRow(first) : cursor,
    // Where a stretch of older ones begins, something newer ends.
    hasNewer: direction === "newer" ? isMore : cursor !== null,
  };
}

/** Ids end before it: a cursor with it is the moment itself, whatever happened in it. */
const lastId = "ffffffff-ffff-ffff-ffff-ffffffffffff";

export function galleryReads(access: DatabaseAccess) {
  const listGallery = (viewer: Viewer, query: GalleryQuery) =>
    access.run(async (database): Promise<GalleryPage> => {
      const { filter, cursor, direction, limit } = query;
      if (filter.boardId !== null && !filter.isTrash)
        return await boardPage(database, viewer, query, filter.boardId);
      const found = await galleryQuery(database, viewer, query);
      const rows = found.slice(0, limit);
      if (direction === "newer") rows.reverse();
      const [first] = rows;
      const last = rows.at(-1);
      const isMore = found.length > rows.length;
      return {
        items: await itemsOf(database, rows, viewer),
        olderCursor:
          last && (direction === "newer" || isMore) ? cursorOf({ at: last.createdAt, id: last.id }) : null,
        newerCursor: first ? cursorOf({ at: first.createdAt, id: first.id }) : cursor,
        // Where a stretch of older ones begins, something newer ends.
        hasNewer: direction === "newer" ? isMore : cursor !== null,
      };
    });

  return {
    /**
     * One stretch of the gallery, in its order whichever way it was asked for. Throws `invalid_request` for a cursor
     * that is not one of its own.
     */
    listGallery,

    /** The stretch that begins just before a moment, with whether anything is newer. */
    galleryBefore: async (viewer: Viewer, query: Omit<GalleryQuery, "cursor">, moment: Date) => {
      const cursor = cursorOf({ at: moment, id: lastId });
      const [page, newer] = await Promise.all([
        listGallery(viewer, { ...query, direction: "older", cursor }),
        listGallery(viewer, { ...query, direction: "newer", cursor, limit: 1 }),
      ]);
      return { ...page, newerCursor: page.newerCursor ?? cursor, hasNewer: newer.items.length > 0 };
    },

    /** On which days something fits, newest first. */
    galleryDays: (viewer: Viewer, filter: GalleryFilter, timeZone: string) =>
      access.run(async (database): Promise<GalleryDay[]> => {
        const conditions = generationConditions(viewer, filter, timeZone);
        if (isAboutAssets(filter)) conditions.push(sql`exists ${fittingAssets(database, filter)}`);
        const day = sql<string>`to_char(${generations.createdAt} at time zone ${timeZone}, 'YYYY-MM-DD')`;
        return await database
          .select({ day, count: sql<number>`count(*)::int` })
          .from(generations)
          .where(and(...conditions))
          .groupBy(sql`1`)
          .orderBy(sql`1 desc`)
          .limit(2_000);
      }),

    /** What there is to filter by; at most `limit` of each. */
    galleryFacets: ({ workspaceId }: Viewer, limit: number) =>
      access.run(async (database): Promise<GalleryFacets> => {
        const inWorkspace = eq(generations.workspaceId, workspaceId);
        const count = sql<number>`count(*)::int`;
        const newest = desc(sql`max(${generations.createdAt})`);
        const [sources, people, sessions, tags] = await Promise.all([
          database
            .select({
              id: generations.sourceId,
              kind: generations.sourceKind,
              name: sql<string>`(array_agg(${generations.sourceName} order by ${generations.createdAt} desc))[1]`,
              count,
            })
            .from(generations)
            .where(inWorkspace)
            .groupBy(generations.sourceId, generations.sourceKind)
            .orderBy(desc(sql`count(*)`))
            .limit(limit),
          database
            .select({ name: generations.personName, count })
            .from(generations)
            .where(inWorkspace)
            .groupBy(generations.personName)
            .orderBy(desc(sql`count(*)`))
            .limit(limit),
          database
            .select({ name: sql<string>`${generations.sessionName}`, count })
            .from(generations)
            .where(and(inWorkspace, isNotNull(generations.sessionName)))
            .groupBy(generations.sessionName)
            .orderBy(newest)
            .limit(limit),
          database
            .select({ name: sql<string>`min(tag)`, count })
            .from(sql`${assetMarks}, unnest(${assetMarks.tags}) as tag`)
            .where(and(eq(assetMarks.workspaceId, workspaceId), sql`${assetMarks.tags} <> '{}'`))
            .groupBy(sql`lower(tag)`)
            .orderBy(desc(sql`count(*)`))
            .limit(limit),
        ]);
        return { sources, people, sessions, tags };
      }),
  };
}

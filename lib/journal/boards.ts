import { and, asc, eq, inArray, sql } from "drizzle-orm";
import {
  type BoardChange,
  type BoardItemsChange,
  maxBoardItems,
  maxBoards,
  mayGoUnder,
  reordered,
} from "../domain/board-tree";
import type { Board } from "../domain/gallery";
import { assetKeyOf } from "../domain/marks";
import { ProblemError, problemOf } from "../domain/problem";
import type { DatabaseAccess, Queryable } from "./database";
import type { Viewer } from "./generation-reads";
import { assets, boardItems, boards, generations } from "./schema";
import { storableText } from "./storable";

const refuse = (detail: string) => new ProblemError(problemOf("invalid_request", { detail }));
const notFound = () => new ProblemError(problemOf("not_found"));

const inWorkspace = ({ workspaceId }: Viewer) => eq(boards.workspaceId, workspaceId);

async function readBoards(database: Queryable, viewer: Viewer): Promise<Board[]> {
  return await database
    .select({
      id: boards.id,
      parentId: boards.parentId,
      name: boards.name,
      personName: boards.personName,
      count: sql<number>`(select count(*)::int from ${boardItems} where ${boardItems.boardId} = ${boards.id})`,
    })
    .from(boards)
    .where(inWorkspace(viewer))
    .orderBy(asc(boards.rank), asc(boards.createdAt), asc(boards.id));
}

/** All boards of the workspace, held against changes until the transaction ends: they are moved as a whole. */
async function holdBoards(database: Queryable, { workspaceId }: Viewer) {
  // A lock of the workspace's name rather than of rows: the first board has no row to lock yet.
  await database.execute(sql`select pg_advisory_xact_lock(hashtextextended('boards ' || ${workspaceId}, 0))`);
}

async function writeRanks(database: Queryable, ids: readonly string[]) {
  await database.execute(sql`
    update ${boards} set rank = given.rank
    from unnest(${sql.param([...ids])}::uuid[]) with ordinality as given(id, rank)
    where ${boards.id} = given.id`);
}

async function writeItemRanks(database: Queryable, boardId: string, keys: readonly string[]) {
  const places = keys.map((key) => key.split(":"));
  await database.execute(sql`
    update ${boardItems} set rank = given.rank
    from unnest(
      ${sql.param(places.map(([id]) => id))}::uuid[],
      ${sql.param(places.map(([, position]) => Number(position)))}::int[]
    ) with ordinality as given(generation_id, position, rank)
    where ${boardItems.boardId} = ${boardId}
      and ${boardItems.generationId} = given.generation_id and ${boardItems.position} = given.position`);
}

async function itemKeys(database: Queryable, boardId: string): Promise<string[]> {
  const rows = await database
    .select({ generationId: boardItems.generationId, position: boardItems.position })
    .from(boardItems)
    .where(eq(boardItems.boardId, boardId))
    .orderBy(asc(boardItems.rank), asc(boardItems.generationId), asc(boardItems.position));
  return rows.map(assetKeyOf);
}

export function boardQueries(access: DatabaseAccess) {
  return {
    /** The workspace's boards, siblings in their order. */
    listBoards: (viewer: Viewer) => access.run((database) => readBoards(database, viewer)),

    /** Makes a board, last among its siblings; the same id again changes nothing. Throws `invalid_request`. */
    addBoard: (
      viewer: Viewer,
      board: { id: string; name: string; parentId: string | null; personName: string },
    ) =>
      access.transaction(async (database): Promise<Board[]> => {
        await holdBoards(database, viewer);
        const known = await readBoards(database, viewer);
        if (known.some(({ id }) => id === board.id)) return known;
        if (known.length >= maxBoards)
          throw refuse(`There are ${maxBoards} boards already. Remove one that is no longer used.`);
        if (!mayGoUnder(known, board.id, board.parentId))
          throw refuse("A board cannot go there: boards go eight deep at most.");
        await database
          .insert(boards)
          .values({
            id: board.id,
            name: storableText(board.name),
            parentId: board.parentId,
            workspaceId: viewer.workspaceId,
            rank: known.length + 1,
            personId: viewer.personId,
            personName: storableText(board.personName),
          })
          // An id that another workspace has is not ours to take.
          .onConflictDoNothing();
        return await readBoards(database, viewer);
      }),

    /** Renames or moves a board. Throws `not_found`, `invalid_request`. */
    changeBoard: (viewer: Viewer, boardId: string, { name, move }: BoardChange) =>
      access.transaction(async (database): Promise<Board[]> => {
        await holdBoards(database, viewer);
        const known = await readBoards(database, viewer);
        if (!known.some(({ id }) => id === boardId)) throw notFound();
        if (name !== undefined)
          await database
            .update(boards)
            .set({ name: storableText(name) })
            .where(eq(boards.id, boardId));
        if (move) {
          if (!mayGoUnder(known, boardId, move.parentId))
            throw refuse("A board cannot go into itself or into one of its own.");
          await database.update(boards).set({ parentId: move.parentId }).where(eq(boards.id, boardId));
          const order = known.map(({ id }) => id);
          await writeRanks(database, reordered(order, [boardId], move.beforeId));
        }
        return await readBoards(database, viewer);
      }),

    /** Removes a board and those within it; the assets on them stay. Throws `not_found`. */
    removeBoard: (viewer: Viewer, boardId: string) =>
      access.transaction(async (database): Promise<Board[]> => {
        await holdBoards(database, viewer);
        const gone = await database
          .delete(boards)
          .where(and(inWorkspace(viewer), eq(boards.id, boardId)))
          .returning({ id: boards.id });
        if (gone.length === 0) throw notFound();
        return await readBoards(database, viewer);
      }),

    /** Puts assets of the workspace on a board, takes them off or moves them. Throws `not_found`, `invalid_request`. */
    changeBoardItems: (viewer: Viewer, personName: string, boardId: string, change: BoardItemsChange) =>
      access.transaction(async (database): Promise<Board[]> => {
        const [board] = await database
          .select({ id: boards.id })
          .from(boards)
          .where(and(inWorkspace(viewer), eq(boards.id, boardId)))
          .for("update");
        if (!board) throw notFound();
        const places = change.assets.map(({ generationId, position }) => ({
          generationId: generationId.toLowerCase(),
          position,
        }));
        const keys = await itemKeys(database, boardId);
        if (change.action === "remove") {
          const going = new Set(places.map(assetKeyOf));
          const gone = keys.filter((key) => going.has(key)).map((key) => key.split(":"));
          if (gone.length > 0)
            await database.execute(sql`
              delete from ${boardItems}
              using unnest(
                ${sql.param(gone.map(([id]) => id))}::uuid[],
                ${sql.param(gone.map(([, position]) => Number(position)))}::int[]
              ) as given(generation_id, position)
              where ${boardItems.boardId} = ${boardId}
                and ${boardItems.generationId} = given.generation_id and ${boardItems.position} = given.position`);
        } else if (change.action === "move") {
          const before = change.before
            ? assetKeyOf({ ...change.before, generationId: change.before.generationId.toLowerCase() })
            : null;
          await writeItemRanks(database, boardId, reordered(keys, places.map(assetKeyOf), before));
        } else {
          const ids = [...new Set(places.map(({ generationId }) => generationId))];
          const real = await database
            .select({ generationId: assets.generationId, position: assets.position })
            .from(assets)
            .innerJoin(generations, eq(generations.id, assets.generationId))
            .where(and(eq(generations.workspaceId, viewer.workspaceId), inArray(generations.id, ids)));
          const realKeys = new Set(real.map(assetKeyOf));
          const there = new Set(keys);
          const added = places.filter((place) => {
            const key = assetKeyOf(place);
            if (!realKeys.has(key) || there.has(key)) return false;
            there.add(key);
            return true;
          });
          if (there.size > maxBoardItems)
            throw refuse(
              `A board holds ${maxBoardItems.toLocaleString("en-US")} assets. Divide it into boards within it.`,
            );
          if (added.length > 0)
            await database.insert(boardItems).values(
              added.map((place, index) => ({
                ...place,
                boardId,
                rank: keys.length + index + 1,
                personName: storableText(personName),
              })),
            );
          // Those taken off left gaps, so that the count may stand below the last rank.
          await writeItemRanks(database, boardId, [...keys, ...added.map(assetKeyOf)]);
        }
        return await readBoards(database, viewer);
      }),

    /** On which boards an asset is. */
    boardsOfAsset: (viewer: Viewer, generationId: string, position: number) =>
      access.run(async (database): Promise<string[]> => {
        const rows = await database
          .select({ id: boards.id })
          .from(boardItems)
          .innerJoin(boards, eq(boards.id, boardItems.boardId))
          .where(
            and(
              inWorkspace(viewer),
              eq(boardItems.generationId, generationId),
              eq(boardItems.position, position),
            ),
          );
        return rows.map(({ id }) => id);
      }),
  };
}

import { and, asc, desc, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import type { AssetComment, Family, FamilyInput, SavedSearch } from "../domain/gallery";
import { ProblemError, problemOf } from "../domain/problem";
import type { Database, DatabaseAccess } from "./database";
import { type Viewer, withAssets } from "./generation-reads";
import { askedFileIds, assetComments, assets, generations, savedSearches, uploads } from "./schema";
import { storableText } from "./storable";

export interface NewComment {
  id: string;
  text: string;
  point: { x: number; y: number } | null;
  atSeconds: number | null;
}

/** As many as a person reads; the newest would be cut off beyond. */
const maxComments = 500;
const maxSearches = 100;
const maxChildren = 60;

async function readComments(
  database: Database,
  viewer: Viewer,
  generationId: string,
  position: number,
): Promise<AssetComment[]> {
  const rows = await database
    .select()
    .from(assetComments)
    .where(
      and(
        eq(assetComments.workspaceId, viewer.workspaceId),
        eq(assetComments.generationId, generationId),
        eq(assetComments.position, position),
        isNull(assetComments.removedAt),
      ),
    )
    .orderBy(asc(assetComments.createdAt), asc(assetComments.id))
    .limit(maxComments);
  return rows.map((row) => ({
    id: row.id,
    text: row.text,
    point: row.pointX === null || row.pointY === null ? null : { x: row.pointX, y: row.pointY },
    atSeconds: row.atSeconds,
    personName: row.personName,
    isMine: row.personId === viewer.personId,
    createdAt: row.createdAt.toISOString(),
    isResolved: row.resolvedAt !== null,
  }));
}

const notFound = () => new ProblemError(problemOf("not_found"));

async function requireGeneration(database: Database, viewer: Viewer, generationId: string) {
  const [row] = await database
    .select()
    .from(generations)
    .where(and(eq(generations.workspaceId, viewer.workspaceId), eq(generations.id, generationId)));
  if (!row) throw notFound();
  return row;
}

export function assetNotes(access: DatabaseAccess) {
  return {
    /** Throws `not_found` for a generation that is not in the workspace. */
    listComments: (viewer: Viewer, generationId: string, position: number) =>
      access.run(async (database) => {
        await requireGeneration(database, viewer, generationId);
        return await readComments(database, viewer, generationId, position);
      }),

    /** Writes a comment down once, however often it is sent. Throws `not_found`. */
    addComment: (
      viewer: Viewer,
      personName: string,
      generationId: string,
      position: number,
      comment: NewComment,
    ) =>
      access.run(async (database) => {
        await requireGeneration(database, viewer, generationId);
        await database
          .insert(assetComments)
          .values({
            id: comment.id,
            workspaceId: viewer.workspaceId,
            generationId,
            position,
            text: storableText(comment.text),
            pointX: comment.point?.x ?? null,
            pointY: comment.point?.y ?? null,
            atSeconds: comment.atSeconds,
            personId: viewer.personId,
            personName: storableText(personName),
          })
          .onConflictDoNothing();
        return await readComments(database, viewer, generationId, position);
      }),

    /** Anybody may say that a comment is dealt with; only its writer takes it away. Throws `not_found`. */
    changeComment: (
      viewer: Viewer,
      commentId: string,
      change: { isResolved: boolean } | { isRemoved: true },
    ) =>
      access.run(async (database) => {
        const mine = eq(assetComments.personId, viewer.personId);
        const [row] = await database
          .update(assetComments)
          .set(
            "isRemoved" in change
              ? { removedAt: sql`now()` }
              : { resolvedAt: change.isResolved ? sql`coalesce(${assetComments.resolvedAt}, now())` : null },
          )
          .where(
            and(
              eq(assetComments.workspaceId, viewer.workspaceId),
              eq(assetComments.id, commentId),
              isNull(assetComments.removedAt),
              "isRemoved" in change ? mine : undefined,
            ),
          )
          .returning({ generationId: assetComments.generationId, position: assetComments.position });
        if (!row) throw notFound();
        return await readComments(database, viewer, row.generationId, row.position);
      }),

    listSearches: (viewer: Viewer) =>
      access.run(
        async (database): Promise<SavedSearch[]> =>
          await database
            .select({ id: savedSearches.id, name: savedSearches.name, query: savedSearches.query })
            .from(savedSearches)
            .where(
              and(
                eq(savedSearches.workspaceId, viewer.workspaceId),
                eq(savedSearches.personId, viewer.personId),
              ),
            )
            .orderBy(asc(savedSearches.createdAt), asc(savedSearches.id))
            .limit(maxSearches),
      ),

    addSearch: (viewer: Viewer, search: SavedSearch) =>
      access.run(async (database) => {
        await database
          .insert(savedSearches)
          .values({
            id: search.id,
            name: storableText(search.name),
            query: storableText(search.query),
            workspaceId: viewer.workspaceId,
            personId: viewer.personId,
          })
          .onConflictDoNothing();
      }),

    /** A search of the person's own; removing what is not there changes nothing. */
    removeSearch: (viewer: Viewer, searchId: string) =>
      access.run(async (database) => {
        await database
          .delete(savedSearches)
          .where(
            and(
              eq(savedSearches.workspaceId, viewer.workspaceId),
              eq(savedSearches.personId, viewer.personId),
              eq(savedSearches.id, searchId),
            ),
          );
      }),

    /** What a generation was made from and what was made from it, all within the workspace. Throws `not_found`. */
    family: (viewer: Viewer, generationId: string) =>
      access.run(async (database): Promise<Family> => {
        const row = await requireGeneration(database, viewer, generationId);
        const { rows: asked } = await database.execute<{ file_id: string; role: string | null }>(sql`
          select file_id, min(role) filter (where role <> 'input') as role from (
            select lower(reference ->> 'fileId') as file_id, reference ->> 'role' as role
            from jsonb_array_elements(coalesce(${JSON.stringify(row.asked)}::jsonb -> 'references', '[]')) as reference
            union all
            select lower(${JSON.stringify(row.asked)}::jsonb #>> '{mask,fileId}'), 'mask'
            union all
            select lower(given #>> '{}'), 'input'
            from jsonb_array_elements(${askedFileIds(sql`${JSON.stringify(row.asked)}::jsonb`)}) as given
          ) as all_inputs
          where file_id is not null group by file_id`);
        const fileIds = asked.map(({ file_id }) => file_id);
        const made =
          fileIds.length === 0
            ? []
            : await database
                .select({ fileId: assets.fileId, position: assets.position, generation: generations })
                .from(assets)
                .innerJoin(generations, eq(generations.id, assets.generationId))
                .where(and(eq(generations.workspaceId, viewer.workspaceId), inArray(assets.fileId, fileIds)));
        const uploaded =
          fileIds.length === 0
            ? []
            : await database
                .select({
                  fileId: uploads.fileId,
                  name: uploads.name,
                  hasThumbnail: sql<boolean>`${uploads.thumbnail} is not null`,
                })
                .from(uploads)
                .where(and(eq(uploads.workspaceId, viewer.workspaceId), inArray(uploads.fileId, fileIds)));
        const parents = await withAssets(
          database,
          made.map(({ generation }) => generation),
          viewer.personId,
        );
        const own = await database
          .select({ fileId: assets.fileId })
          .from(assets)
          .where(eq(assets.generationId, generationId));
        const ownIds = own.flatMap(({ fileId }) => (fileId === null ? [] : [fileId]));
        const childRows =
          ownIds.length === 0
            ? []
            : await database
                .select()
                .from(generations)
                .where(
                  and(
                    eq(generations.workspaceId, viewer.workspaceId),
                    ne(generations.id, generationId),
                    sql`${askedFileIds(generations.asked)} ?| ${sql.param(ownIds)}::text[]`,
                  ),
                )
                .orderBy(desc(generations.createdAt), desc(generations.id))
                .limit(maxChildren + 1);
        const inputs = asked.map(({ file_id: fileId, role }): FamilyInput => {
          const index = made.findIndex((asset) => asset.fileId === fileId);
          const parent = parents[index];
          const upload = uploaded.find((file) => file.fileId === fileId);
          return {
            fileId,
            role: role ?? "input",
            parent: parent
              ? { generation: parent, generationId: parent.id, position: made[index]?.position ?? 0 }
              : null,
            upload: upload ? { name: upload.name, hasThumbnail: upload.hasThumbnail } : null,
          };
        });
        return {
          inputs,
          children: await withAssets(database, childRows.slice(0, maxChildren), viewer.personId),
          isCut: childRows.length > maxChildren,
        };
      }),
  };
}

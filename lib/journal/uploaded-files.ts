import { and, desc, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { UploadedFile } from "../domain/upload-rules";
import { cursorOf, placeOf } from "./cursor";
import type { Database, DatabaseAccess } from "./database";
import type { Viewer } from "./generation-reads";
import { askedFileIds, generations, uploads } from "./schema";
import { storableText } from "./storable";

// Without the picture itself: a page of them would be a megabyte that nobody asked for.
const listed = {
  fileId: uploads.fileId,
  name: uploads.name,
  contentType: uploads.contentType,
  sizeBytes: uploads.sizeBytes,
  personId: uploads.personId,
  personName: uploads.personName,
  uploadedAt: uploads.uploadedAt,
  hasThumbnail: sql<boolean>`${uploads.thumbnail} is not null`,
};

interface ListedRow {
  fileId: string;
  name: string;
  contentType: string;
  sizeBytes: number;
  personId: string;
  personName: string;
  uploadedAt: Date;
  hasThumbnail: boolean;
}

const fileOf = (row: ListedRow, viewer: Viewer, usedIn: FileUse | null): UploadedFile => ({
  fileId: row.fileId,
  name: row.name,
  contentType: row.contentType,
  sizeBytes: row.sizeBytes,
  personName: row.personName,
  isMine: row.personId === viewer.personId,
  uploadedAt: row.uploadedAt.toISOString(),
  hasThumbnail: row.hasThumbnail,
  usedCount: usedIn?.count ?? 0,
  lastUsedIn: usedIn?.lastId ?? null,
});

interface FileUse {
  count: number;
  lastId: string;
}

/** In which generations each of some files was used. One walk of the index a file. */
async function usesOf(
  database: Database,
  workspaceId: string,
  fileIds: readonly string[],
): Promise<Map<string, FileUse>> {
  const found = new Map<string, FileUse>();
  if (fileIds.length === 0) return found;
  const { rows } = await database.execute<{ file_id: string; count: number; last_id: string }>(sql`
    select asked_for.file_id, used.count, used.last_id
    from unnest(${sql.param([...fileIds])}::text[]) as asked_for(file_id)
    cross join lateral (
      select count(*)::int as count, (array_agg(${generations.id} order by ${generations.createdAt} desc))[1] as last_id
      from ${generations}
      where ${askedFileIds(generations.asked)} ? asked_for.file_id and ${generations.workspaceId} = ${workspaceId}
    ) as used
    where used.count > 0`);
  for (const row of rows) found.set(row.file_id, { count: row.count, lastId: row.last_id });
  return found;
}

/** A text to be found as it is: nothing in it is a pattern. */
const patternOf = (text: string) => `%${storableText(text).replace(/[\\%_]/g, "\\$&")}%`;

const within = ({ workspaceId }: Viewer, fileId: string) =>
  and(eq(uploads.workspaceId, workspaceId), eq(uploads.fileId, fileId));

export function uploadedFileQueries(access: DatabaseAccess) {
  return {
    /** Writes down a file whose last byte is stored; saying so again changes nothing. */
    addUpload: (
      { workspaceId, personId }: Viewer,
      file: { fileId: string; name: string; contentType: string; sizeBytes: number; personName: string },
    ) =>
      access.run(async (database) => {
        await database
          .insert(uploads)
          .values({
            ...file,
            name: storableText(file.name),
            personName: storableText(file.personName),
            workspaceId,
            personId,
          })
          .onConflictDoNothing();
      }),

    /**
     * Newest first, without what was taken off the list; `search` finds a part of a name in any case. Throws
     * `invalid_request` for a cursor that is not one of its own.
     */
    listUploads: (
      viewer: Viewer,
      { cursor, limit, search = "" }: { cursor: string | null; limit: number; search?: string },
    ) =>
      access.run(async (database): Promise<{ files: UploadedFile[]; nextCursor: string | null }> => {
        const conditions: SQL[] = [eq(uploads.workspaceId, viewer.workspaceId), isNull(uploads.removedAt)];
        if (cursor !== null) {
          const place = placeOf(cursor);
          conditions.push(
            sql`(${uploads.uploadedAt}, ${uploads.fileId}) < (${place.at.toISOString()}::timestamptz, ${place.id})`,
          );
        }
        if (search !== "") conditions.push(sql`${uploads.name} ilike ${patternOf(search)}`);
        const rows = await database
          .select(listed)
          .from(uploads)
          .where(and(...conditions))
          .orderBy(desc(uploads.uploadedAt), desc(uploads.fileId))
          .limit(limit + 1);
        const page = rows.slice(0, limit);
        const last = page.at(-1);
        const uses = await usesOf(
          database,
          viewer.workspaceId,
          page.map(({ fileId }) => fileId),
        );
        return {
          files: page.map((row) => fileOf(row, viewer, uses.get(row.fileId) ?? null)),
          nextCursor: rows.length > limit && last ? cursorOf({ at: last.uploadedAt, id: last.fileId }) : null,
        };
      }),

    /** The newest file of the workspace with these bytes, also one that was taken off the list, or null. */
    findUploadByBytes: (viewer: Viewer, bytes: { sha256: string; sizeBytes: number }) =>
      access.run(async (database): Promise<UploadedFile | null> => {
        const [row] = await database
          .select(listed)
          .from(uploads)
          .where(
            and(
              eq(uploads.workspaceId, viewer.workspaceId),
              eq(uploads.sha256, bytes.sha256),
              eq(uploads.sizeBytes, bytes.sizeBytes),
            ),
          )
          .orderBy(desc(uploads.uploadedAt))
          .limit(1);
        return row ? fileOf(row, viewer, null) : null;
      }),

    /**
     * Adds what only the browser that had the file knows of it. Each is written once, and by the person who uploaded it:
     * nobody else may say what is in their file. Returns whether there is such a file of theirs.
     */
    describeUpload: (
      viewer: Viewer,
      fileId: string,
      facts: { sha256: string | null; thumbnail: Buffer | null },
    ) =>
      access.run(async (database): Promise<boolean> => {
        const rows = await database
          .update(uploads)
          .set({
            sha256: sql`coalesce(${uploads.sha256}, ${facts.sha256}::text)`,
            thumbnail: sql`coalesce(${uploads.thumbnail}, ${facts.thumbnail}::bytea)`,
          })
          .where(and(within(viewer, fileId), eq(uploads.personId, viewer.personId)))
          .returning({ fileId: uploads.fileId });
        return rows.length > 0;
      }),

    uploadThumbnail: (viewer: Viewer, fileId: string) =>
      access.run(async (database): Promise<Buffer | null> => {
        const [row] = await database
          .select({ thumbnail: uploads.thumbnail })
          .from(uploads)
          .where(within(viewer, fileId));
        return row?.thumbnail ?? null;
      }),

    /** Takes a file off the list, or puts it back. Returns whether there is such a file. */
    setUploadRemoved: (viewer: Viewer, fileId: string, isRemoved: boolean) =>
      access.run(async (database): Promise<boolean> => {
        const rows = await database
          .update(uploads)
          .set({ removedAt: isRemoved ? sql`coalesce(${uploads.removedAt}, now())` : null })
          .where(within(viewer, fileId))
          .returning({ fileId: uploads.fileId });
        return rows.length > 0;
      }),
  };
}

import { and, desc, eq, sql } from "drizzle-orm";
import type { UploadedFile } from "../domain/upload-rules";
import { cursorOf, placeOf } from "./cursor";
import type { DatabaseAccess } from "./database";
import type { Viewer } from "./generation-reads";
import { uploads } from "./schema";
import { storableText } from "./storable";

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

    /** Newest first. Throws `invalid_request` for a cursor that is not one of its own. */
    listUploads: (viewer: Viewer, { cursor, limit }: { cursor: string | null; limit: number }) =>
      access.run(async (database): Promise<{ files: UploadedFile[]; nextCursor: string | null }> => {
        const place = cursor === null ? null : placeOf(cursor);
        const rows = await database
          .select()
          .from(uploads)
          .where(
            and(
              eq(uploads.workspaceId, viewer.workspaceId),
              place
                ? sql`(${uploads.uploadedAt}, ${uploads.fileId}) < (${place.at.toISOString()}::timestamptz, ${place.id})`
                : undefined,
            ),
          )
          .orderBy(desc(uploads.uploadedAt), desc(uploads.fileId))
          .limit(limit + 1);
        const page = rows.slice(0, limit);
        const last = page.at(-1);
        return {
          files: page.map((row) => ({
            fileId: row.fileId,
            name: row.name,
            contentType: row.contentType,
            sizeBytes: row.sizeBytes,
            personName: row.personName,
            isMine: row.personId === viewer.personId,
            uploadedAt: row.uploadedAt.toISOString(),
          })),
          nextCursor: rows.length > limit && last ? cursorOf({ at: last.uploadedAt, id: last.fileId }) : null,
        };
      }),
  };
}

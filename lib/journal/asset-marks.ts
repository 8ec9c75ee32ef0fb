import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Hue } from "../domain/gallery-filter";
import { assetKeyOf, type Decision, type MarkedAsset, marked, noMarks } from "../domain/marks";
import type { DatabaseAccess } from "./database";
import type { Viewer } from "./generation-reads";
import { marksOf } from "./generation-record";
import { assetMarks, assets, generations } from "./schema";
import { storable, storableText } from "./storable";

const marksColumns = {
  rating: sql`excluded.rating`,
  verdict: sql`excluded.verdict`,
  review: sql`excluded.review`,
  favourite: sql`excluded.favourite`,
  tags: sql`excluded.tags`,
  trashedAt: sql`excluded.trashed_at`,
  personId: sql`excluded.person_id`,
  personName: sql`excluded.person_name`,
  markedAt: sql`excluded.marked_at`,
};

export function assetMarkWrites(access: DatabaseAccess) {
  return {
    /** Writes the colours of an asset down where none are yet. Returns whether there is such an asset. */
    noteColours: (viewer: Viewer, generationId: string, position: number, hues: readonly Hue[]) =>
      access.run(async (database): Promise<boolean> => {
        const rows = await database
          .update(assets)
          .set({ colours: sql`coalesce(${assets.colours}, ${sql.param([...hues])}::text[])` })
          .from(generations)
          .where(
            and(
              eq(generations.id, assets.generationId),
              eq(generations.workspaceId, viewer.workspaceId),
              eq(assets.generationId, generationId),
              eq(assets.position, position),
            ),
          )
          .returning({ position: assets.position });
        return rows.length > 0;
      }),

    /**
     * Takes decisions in their order, all or none, and tells how the assets stand. What is not in the workspace, or not
     * an asset, is left out: a queue that waited offline must not be stopped by one of its members.
     */
    decide: (viewer: Viewer, personName: string, decisions: readonly Decision[]) =>
      access.transaction(async (database): Promise<MarkedAsset[]> => {
        const ids = [...new Set(decisions.map(({ generationId }) => generationId.toLowerCase()))];
        // Locked in one order: people who decide about the same assets at once wait for each other and lose nothing.
        const owned = await database
          .select({ id: generations.id })
          .from(generations)
          .where(and(eq(generations.workspaceId, viewer.workspaceId), inArray(generations.id, ids)))
          .orderBy(asc(generations.id))
          .for("update");
        const ownedIds = owned.map(({ id }) => id);
        if (ownedIds.length === 0) return [];
        const places = await database
          .select({ generationId: assets.generationId, position: assets.position })
          .from(assets)
          .where(inArray(assets.generationId, ownedIds));
        const withAssets = new Set(places.map(({ generationId }) => generationId));
        const known = new Set([
          ...places.map(assetKeyOf),
          ...ownedIds
            .filter((id) => !withAssets.has(id))
            .map((generationId) => assetKeyOf({ generationId, position: 0 })),
        ]);
        const rows = await database
          .select()
          .from(assetMarks)
          .where(inArray(assetMarks.generationId, ownedIds));
        const before = new Map(rows.map((row) => [assetKeyOf(row), row]));
        const after = new Map<string, MarkedAsset>();
        for (const { generationId: anyCase, position, change } of decisions) {
          const place = { generationId: anyCase.toLowerCase(), position };
          const key = assetKeyOf(place);
          if (!known.has(key)) continue;
          const row = before.get(key);
          const marks = after.get(key)?.marks ?? (row ? marksOf(row) : noMarks);
          after.set(key, { ...place, marks: marked(marks, storable(change), personName) });
        }
        const decided = [...after.values()];
        if (decided.length === 0) return [];
        await database
          .insert(assetMarks)
          .values(
            decided.map(({ generationId, position, marks }) => ({
              generationId,
              position,
              workspaceId: viewer.workspaceId,
              rating: marks.rating,
              verdict: marks.verdict,
              review: marks.review,
              favourite: marks.isFavourite,
              tags: [...marks.tags],
              trashedAt: marks.isTrashed
                ? (before.get(assetKeyOf({ generationId, position }))?.trashedAt ?? sql`now()`)
                : null,
              personId: viewer.personId,
              personName: storableText(personName),
              markedAt: sql`now()`,
            })),
          )
          .onConflictDoUpdate({
            target: [assetMarks.generationId, assetMarks.position],
            set: marksColumns,
          });
        // Said in the generations, so that the one poll for changes tells every other browser.
        await database
          .update(generations)
          .set({ updatedAt: sql`now()`, revision: sql`${generations.revision} + 1` })
          .where(inArray(generations.id, [...new Set(decided.map(({ generationId }) => generationId))]));
        return decided;
      }),
  };
}

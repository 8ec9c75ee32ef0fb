import { and, desc, eq, max } from "drizzle-orm";
import type { DatabaseAccess } from "./database";
import type { Viewer } from "./generation-reads";
import { favouriteModels, generations } from "./schema";

const mine = ({ workspaceId, personId }: Viewer) =>
  and(eq(favouriteModels.workspaceId, workspaceId), eq(favouriteModels.personId, personId));

export function favouriteModelQueries(access: DatabaseAccess) {
  return {
    /** The person's favourite models in this workspace, newest first. */
    favouriteModelIds: (viewer: Viewer, limit: number) =>
      access.run(async (database): Promise<string[]> => {
        const rows = await database
          .select({ modelId: favouriteModels.modelId })
          .from(favouriteModels)
          .where(mine(viewer))
          .orderBy(desc(favouriteModels.addedAt), favouriteModels.modelId)
          .limit(limit);
        return rows.map((row) => row.modelId);
      }),

    addFavouriteModel: (viewer: Viewer, modelId: string) =>
      access.run(async (database) => {
        await database
          .insert(favouriteModels)
          .values({ ...viewer, modelId })
          .onConflictDoNothing();
      }),

    removeFavouriteModel: (viewer: Viewer, modelId: string) =>
      access.run(async (database) => {
        await database.delete(favouriteModels).where(and(mine(viewer), eq(favouriteModels.modelId, modelId)));
      }),

    /** The models the person ran last in this workspace, each once, newest first. */
    recentModelIds: ({ workspaceId, personId }: Viewer, limit: number) =>
      access.run(async (database): Promise<string[]> => {
        const rows = await database
          .select({ modelId: generations.sourceId })
          .from(generations)
          .where(
            and(
              eq(generations.workspaceId, workspaceId),
              eq(generations.personId, personId),
              eq(generations.sourceKind, "model"),
            ),
          )
          .groupBy(generations.sourceId)
          .orderBy(desc(max(generations.createdAt)))
          .limit(limit);
        return rows.map((row) => row.modelId);
      }),
  };
}

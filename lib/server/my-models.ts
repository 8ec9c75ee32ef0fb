import "server-only";
import * as z from "zod";
import { uuid } from "@/lib/domain/identifier";
import type { ModelSummary } from "@/lib/domain/model";
import type { ModelResults } from "@/lib/domain/model-result";
import type { Journal } from "@/lib/journal/journal";
import { requireWorkspace } from "./access";
import { getModel } from "./catalog";
import { env } from "./env";
import { journal } from "./journal";
import type { Session } from "./session";
import { shownAssetPath, shownPreview } from "./shown-assets";

export interface MyModels {
  favouriteIds: string[];
  favourites: ModelSummary[];
  recent: ModelSummary[];
}

const maxFavourites = 200;
/** Models whose names are looked up, so that one page is not hundreds of reads at Layer. */
const maxShown = 24;
const maxRecent = 8;

/** The models by their ids, in order. What Layer no longer has, or cannot tell now, is left out. */
async function summaries(
  session: Session,
  workspaceId: string,
  modelIds: readonly string[],
): Promise<ModelSummary[]> {
  const found = await Promise.allSettled(modelIds.map((modelId) => getModel(session, workspaceId, modelId)));
  return found.flatMap((result) => {
    if (result.status === "rejected") return [];
    const { id, name, modality, timing, baseModel, description } = result.value;
    return [{ id, name, modality, timing, baseModel, description }];
  });
}

/** The person's favourite and last used models of a workspace, newest first. */
export async function myModels(
  session: Session,
  workspaceId: string,
  history: Journal = journal(),
): Promise<MyModels> {
  await requireWorkspace(session, workspaceId);
  const viewer = { workspaceId, personId: session.personId };
  const [favouriteIds, recentIds] = await Promise.all([
    history.favouriteModelIds(viewer, maxFavourites),
    history.recentModelIds(viewer, maxRecent),
  ]);
  const [favourites, recent] = await Promise.all([
    summaries(session, workspaceId, favouriteIds.slice(0, maxShown)),
    summaries(session, workspaceId, recentIds),
  ]);
  return { favouriteIds, favourites, recent };
}

/** As many models as a page of the browser has, and as many pictures as a card or a model's own page shows. */
export const modelResultsSchema = z.object({
  ids: z.array(uuid).min(1).max(100),
  each: z.coerce.number().int().min(1).max(24),
});

/** Pictures of what each of these models made last in the workspace. */
export async function modelResults(
  session: Session,
  workspaceId: string,
  { ids, each }: z.infer<typeof modelResultsSchema>,
  history: Journal = journal(),
): Promise<ModelResults> {
  await requireWorkspace(session, workspaceId);
  const found = await history.modelResults({ workspaceId, personId: session.personId }, ids, each);
  return Object.fromEntries(
    Object.entries(found).map(([modelId, results]) => [
      modelId,
      results.map((result) => ({
        ...result,
        previewUrl: shownPreview(
          result.previewUrl,
          shownAssetPath(workspaceId, result.generationId, result.position),
          env(),
        ),
      })),
    ]),
  );
}

/** Makes a model a favourite of the person in this workspace, or no longer one. */
export async function setFavourite(
  session: Session,
  workspaceId: string,
  modelId: string,
  isFavourite: boolean,
  history: Journal = journal(),
): Promise<void> {
  await requireWorkspace(session, workspaceId);
  const viewer = { workspaceId, personId: session.personId };
  if (isFavourite) await history.addFavouriteModel(viewer, modelId);
  else await history.removeFavouriteModel(viewer, modelId);
}

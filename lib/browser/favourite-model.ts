import { MutationObserver, type QueryClient } from "@tanstack/react-query";
import type { ModelSummary } from "../domain/model";
import { api, workspacePath } from "./api";
import { changeLists } from "./change-lists";
import { type MyModels, myModelsQuery } from "./queries";

interface FavouriteChange {
  model: ModelSummary;
  isFavourite: boolean;
}

/** The lists as they are once the change is made; the newest favourite first. */
function withFavourite(mine: MyModels, { model, isFavourite }: FavouriteChange): MyModels {
  const ids = mine.favouriteIds.filter((id) => id !== model.id);
  const favourites = mine.favourites.filter(({ id }) => id !== model.id);
  return {
    ...mine,
    favouriteIds: isFavourite ? [model.id, ...ids] : ids,
    favourites: isFavourite ? [model, ...favourites] : favourites,
  };
}

/**
 * Makes a model a favourite or no longer one; shown at once, taken back if the server refuses, which rejects. No hook,
 * because a mutation watched by each of a page's stars is work for every card and of use to none.
 */
export async function changeFavourite(
  client: QueryClient,
  workspaceId: string,
  change: FavouriteChange,
): Promise<void> {
  const show = (shown: FavouriteChange) =>
    changeLists<MyModels>(client, myModelsQuery(workspaceId).queryKey, (mine) => withFavourite(mine, shown));
  await new MutationObserver(client, {
    mutationFn: ({ model, isFavourite }: FavouriteChange) =>
      api<void>(workspacePath(workspaceId, "models", model.id, "favourite"), {
        method: isFavourite ? "PUT" : "DELETE",
      }),
    onMutate: (wanted) => show(wanted),
    // Once more: the list may have been read in between, before the server had it.
    onSuccess: (_answer, wanted) => show(wanted),
    onError: (_error, { model, isFavourite }) => show({ model, isFavourite: !isFavourite }),
  }).mutate(change);
}

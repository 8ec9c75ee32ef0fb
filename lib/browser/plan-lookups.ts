import { queryOptions } from "@tanstack/react-query";
import { isUuid } from "../domain/is-uuid";
import type { Model } from "../domain/model";
import type { SheetFile } from "./plan-rows";
import { modelQuery, modelsQuery, uploadsQuery } from "./queries";

const plain = (name: string) => name.trim().toLowerCase().replace(/\s+/g, " ");

/** A model by its id or its whole name, as a sheet calls it; null where the workspace has none. */
export function namedModelQuery(workspaceId: string, name: string) {
  return queryOptions({
    queryKey: ["named-model", workspaceId, plain(name)],
    queryFn: async ({ client }): Promise<Model | null> => {
      if (isUuid(name.trim())) return client.fetchQuery(modelQuery(workspaceId, name.trim()));
      const { pages } = await client.fetchInfiniteQuery(
        modelsQuery(workspaceId, { search: name.trim().slice(0, 200), modality: null, capabilities: [] }),
      );
      const summary = pages
        .flatMap(({ models }) => models)
        .find((model) => plain(model.name) === plain(name));
      return summary ? client.fetchQuery(modelQuery(workspaceId, summary.id)) : null;
    },
    staleTime: 5 * 60_000,
  });
}

/** A file by its id or its whole name, the newest of that name; null where none was uploaded here. */
export function namedFileQuery(workspaceId: string, name: string) {
  return queryOptions({
    queryKey: ["named-file", workspaceId, plain(name)],
    queryFn: async ({ client }): Promise<SheetFile | null> => {
      const id = name.trim();
      const { pages } = await client.fetchInfiniteQuery(uploadsQuery(workspaceId, isUuid(id) ? "" : id));
      const file = pages
        .flatMap(({ files }) => files)
        .find((each) => each.fileId === id || plain(each.name) === plain(name));
      if (file)
        return { fileId: file.fileId, name: file.name, contentType: file.contentType, thumbnail: null };
      // A result of a run has an id too, which Layer alone can look up.
      return isUuid(id) ? { fileId: id, name: id, contentType: "", thumbnail: null } : null;
    },
    staleTime: 30_000,
  });
}

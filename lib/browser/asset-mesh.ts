import { queryOptions } from "@tanstack/react-query";
import { meshFacts } from "../domain/mesh-facts";
import { ProblemError, problemOf } from "../domain/problem";

/** What a mesh is made of. The viewer has fetched the same file, so that the browser's cache gives it. */
export function meshFactsQuery(path: string) {
  return queryOptions({
    queryKey: ["asset-mesh", path],
    queryFn: async ({ signal }) => {
      const response = await fetch(path, { signal, cache: "force-cache" });
      if (!response.ok) throw new ProblemError(problemOf("asset_unavailable"));
      return meshFacts(new Uint8Array(await response.arrayBuffer()));
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

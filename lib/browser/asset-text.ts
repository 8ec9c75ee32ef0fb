import { queryOptions } from "@tanstack/react-query";
import { ProblemError, problemOf } from "../domain/problem";
import { noAnswer } from "./api";

/** More of a text than anybody reads in a viewer, and little enough for any machine to draw. */
const maxShownBytes = 200_000;

/** As much as a tile has room for. */
export const tileTextBytes = 1_500;

/** The beginning of a text asset, from its path under our own roof. Throws ProblemError. */
export function assetTextQuery(path: string, maxBytes = maxShownBytes) {
  return queryOptions({
    queryKey: ["asset-text", path, maxBytes],
    queryFn: async ({ signal }) => {
      const response = await fetch(path, {
        signal,
        headers: { range: `bytes=0-${maxBytes - 1}` },
      }).catch((error: unknown) => {
        if (signal.aborted) throw error;
        throw new ProblemError(noAnswer(), { cause: error });
      });
      if (!response.ok) throw new ProblemError(problemOf("asset_unavailable"));
      const bytes = new Uint8Array(await response.arrayBuffer());
      const isCut = bytes.length >= maxBytes;
      return { text: new TextDecoder().decode(bytes.subarray(0, maxBytes)), isCut };
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

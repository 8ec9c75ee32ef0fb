import { queryOptions } from "@tanstack/react-query";
import { fileFault } from "../domain/file-fault";
import { isProblem, noAnswer } from "./api";

export interface AssetFault {
  sentence: string;
  /** The bytes came as they are at Layer: the fault is theirs. */
  isWhole: boolean;
}

/** Why a file cannot be shown, from what its own path answers to a look at its first bytes. */
export function assetFault(status: number, beginning: Uint8Array, problem: unknown): AssetFault {
  if (isProblem(problem)) return { sentence: problem.detail, isWhole: false };
  if (status >= 400 && status !== 416)
    return { sentence: `Easel's server answered ${status}.`, isWhole: false };
  return { sentence: fileFault(status === 416 ? new Uint8Array() : beginning), isWhole: true };
}

const lookedAtBytes = 512;

/** Asks a file's path why it could not be shown. */
export function assetFaultQuery(path: string) {
  return queryOptions({
    queryKey: ["asset-fault", path],
    queryFn: async ({ signal }): Promise<AssetFault> => {
      // Past the cache, which may hold the answer of a better hour.
      const response = await fetch(path, {
        signal,
        cache: "no-store",
        headers: { range: `bytes=0-${lookedAtBytes - 1}` },
      }).catch((error: unknown) => {
        if (signal.aborted) throw error;
        return null;
      });
      if (!response) return { sentence: noAnswer().title, isWhole: false };
      const isTold = response.headers.get("content-type")?.startsWith("application/problem+json");
      const problem: unknown = isTold ? await response.json().catch(() => null) : null;
      const bytes = isTold ? new Uint8Array() : new Uint8Array(await response.arrayBuffer());
      return assetFault(response.status, bytes, problem);
    },
    staleTime: 60_000,
    retry: false,
  });
}

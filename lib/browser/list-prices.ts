import { queryOptions } from "@tanstack/react-query";
import type { Estimate } from "../domain/money";
import type { GenerationRequest } from "../domain/request";
import { api, workspacePath } from "./api";
import { Slots } from "./slots";

// A browser opens six connections to a host under HTTP/1.1; two stay free for what the person does meanwhile.
const slots = new Slots(4);
// Cards that only fly past while scrolling are not worth a question.
const dwellMs = 150;
const keptMs = 10 * 60_000;

function dwell(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, dwellMs);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        reject(signal.reason as Error);
      },
      { once: true },
    );
  });
}

/** The smallest thing one can ask of a model: one output, everything else as Layer has it. */
function smallestRequest(modelId: string): GenerationRequest {
  return {
    kind: "model",
    modelId,
    parameters: { batchSize: 1 },
    references: [],
    mask: null,
    sessionName: null,
  };
}

/** Layer's quote for one output of a model, for "from … CU". */
export function modelPriceQuery(workspaceId: string, modelId: string) {
  return listPriceQuery(workspaceId, modelId, smallestRequest(modelId));
}

/** Layer's quote for what a list offers, by its id. Asked for what is on the screen only, a few at a time. */
export function listPriceQuery(workspaceId: string, subjectId: string, request: GenerationRequest | null) {
  return queryOptions({
    queryKey: ["list-price", workspaceId, subjectId],
    queryFn: async ({ signal }) => {
      await dwell(signal);
      return await slots.run(signal, async () => {
        const estimate = await api<Estimate>(workspacePath(workspaceId, "estimates"), {
          method: "POST",
          body: request,
          signal,
        });
        return estimate.priceCreativeUnits;
      });
    },
    enabled: request !== null,
    staleTime: keptMs,
    gcTime: 3 * keptMs,
    // A model that cannot be priced without more settings says so at once and every time.
    retry: false,
    retryOnMount: false,
  });
}

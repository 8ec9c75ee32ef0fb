import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Generation } from "../domain/generation";
import type { StartGeneration } from "../domain/request";
import { api, workspacePath } from "./api";
import { everMoreRarely } from "./ever-more-rarely";
import { applyChanges } from "./live-generations";
import { changesQuery, estimatesKey, usageKey } from "./queries";

// Later than Layer usually answers, sooner than a person wonders whether the click was heard.
const slowAnswerMs = 600;

/**
 * The one paid action. The request id comes from the caller and names the click: sending it again, after a lost
 * answer or from a second tab, finds the generation it already started. Never retried by itself.
 */
export function useStartGeneration(workspaceId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (start: StartGeneration) => {
      // Where Layer takes its time to answer, the history already tells of the click: the page shows its tile meanwhile.
      const stopLooking = everMoreRarely(
        () => void client.invalidateQueries({ queryKey: changesQuery(workspaceId).queryKey }),
        slowAnswerMs,
      );
      try {
        return await api<Generation>(workspacePath(workspaceId, "generations"), {
          method: "POST",
          body: start,
        });
      } finally {
        stopLooking();
      }
    },
    retry: false,
    // Otherwise a click made offline would be held and spend by itself when the network is back.
    networkMode: "always",
    onSuccess: (generation) => {
      applyChanges(client, workspaceId, [generation]);
      void client.invalidateQueries({ queryKey: changesQuery(workspaceId).queryKey });
      void client.invalidateQueries({ queryKey: estimatesKey(workspaceId) });
      void client.invalidateQueries({ queryKey: usageKey(workspaceId) });
    },
  });
}

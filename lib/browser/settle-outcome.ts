import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Generation, SettledWord } from "../domain/generation";
import { api, workspacePath } from "./api";
import { applyChanges } from "./live-generations";

/** The person's word on a run whose outcome is unknown. It starts nothing and pays nothing. */
export function useSettleOutcome({ workspaceId, id }: Pick<Generation, "workspaceId" | "id">) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (as: SettledWord) =>
      api<Generation>(workspacePath(workspaceId, "generations", id, "outcome"), {
        method: "PUT",
        body: { as },
      }),
    networkMode: "always",
    onSuccess: (generation) => {
      applyChanges(client, workspaceId, [generation]);
      // Its row in a queue may run again now, or no longer.
      void client.invalidateQueries({ queryKey: ["batch", workspaceId] });
    },
  });
}

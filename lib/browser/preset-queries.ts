import { keepPreviousData, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { NewPreset, PastPrompt, Preset, PresetChange, Snippet } from "../domain/preset";
import { api, workspacePath } from "./api";
import { putAnswer } from "./put-answer";

export function presetsQuery(workspaceId: string) {
  return queryOptions({
    queryKey: ["presets", workspaceId],
    queryFn: ({ signal }) => api<{ presets: Preset[] }>(workspacePath(workspaceId, "presets"), { signal }),
    // Colleagues lend theirs while this page is open.
    staleTime: 15_000,
  });
}

type PresetWish =
  | { kind: "add"; preset: NewPreset }
  | { kind: "change"; presetId: string; change: PresetChange }
  | { kind: "remove"; presetId: string };

/** Adds, changes or removes a preset; what is listed afterwards is the server's own list. */
export async function writePreset(client: QueryClient, workspaceId: string, wish: PresetWish): Promise<void> {
  const answer =
    wish.kind === "add"
      ? await api<{ presets: Preset[] }>(workspacePath(workspaceId, "presets"), {
          method: "POST",
          body: wish.preset,
        })
      : await api<{ presets: Preset[] }>(
          workspacePath(workspaceId, "presets", wish.presetId),
          wish.kind === "change" ? { method: "PUT", body: wish.change } : { method: "DELETE" },
        );
  await putAnswer(client, presetsQuery(workspaceId).queryKey, answer);
}

/** The address that opens the form with a preset in it. */
export function presetPath(workspaceId: string, { id, request }: Pick<Preset, "id" | "request">): string {
  const form = request.kind === "workflow" ? `workflows/${request.workflowId}` : "generate";
  return `/w/${workspaceId}/${form}?preset=${id}`;
}

export function pastPromptsQuery(workspaceId: string, search: string) {
  return queryOptions({
    queryKey: ["past-prompts", workspaceId, search],
    queryFn: ({ signal }) =>
      api<{ prompts: PastPrompt[] }>(
        `${workspacePath(workspaceId, "prompts")}${search === "" ? "" : `?q=${encodeURIComponent(search)}`}`,
        { signal },
      ),
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });
}

export function snippetsQuery(workspaceId: string) {
  return queryOptions({
    queryKey: ["snippets", workspaceId],
    queryFn: ({ signal }) => api<{ snippets: Snippet[] }>(workspacePath(workspaceId, "snippets"), { signal }),
    staleTime: 60_000,
  });
}

export async function writeSnippet(
  client: QueryClient,
  workspaceId: string,
  wish: { kind: "add"; snippet: Snippet } | { kind: "remove"; snippetId: string },
): Promise<void> {
  const answer = await (wish.kind === "add"
    ? api<{ snippets: Snippet[] }>(workspacePath(workspaceId, "snippets"), {
        method: "POST",
        body: wish.snippet,
      })
    : api<{ snippets: Snippet[] }>(workspacePath(workspaceId, "snippets", wish.snippetId), {
        method: "DELETE",
      }));
  await putAnswer(client, snippetsQuery(workspaceId).queryKey, answer);
}

"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { SearchField } from "@/components/ui/search-field";
import { Segmented } from "@/components/ui/segmented";
import { TextField } from "@/components/ui/text-field";
import { toast } from "@/components/ui/toast";
import { problemFrom } from "@/lib/browser/api";
import { useOneAtATime } from "@/lib/browser/one-at-a-time";
import { pastPromptsQuery, snippetsQuery, writeSnippet } from "@/lib/browser/preset-queries";
import { useSettled } from "@/lib/browser/settled";
import type { Snippet } from "@/lib/domain/preset";

interface PromptLibraryProps {
  workspaceId: string;
  /** What would be kept as a snippet: what is selected, or else the whole prompt. */
  piece: string;
  onPrompt: (prompt: string) => void;
  onInsert: (text: string) => void;
  onClose: () => void;
}

const parts = [
  { value: "history", label: "History" },
  { value: "snippets", label: "Snippets" },
] as const;

/** The prompts one ran here, and the pieces one keeps: found by what they hold, put into the form by a press. */
export function PromptLibrary({ workspaceId, piece, onPrompt, onInsert, onClose }: PromptLibraryProps) {
  const client = useQueryClient();
  const [part, setPart] = useState<"history" | "snippets">("history");
  const [typed, setTyped] = useState("");
  const [name, setName] = useState("");
  const search = useSettled(typed.trim(), 200);
  const past = useQuery({ ...pastPromptsQuery(workspaceId, search), enabled: part === "history" });
  const kept = useQuery({ ...snippetsQuery(workspaceId), enabled: part === "snippets" });
  const list = part === "history" ? past : kept;
  const snippets = (kept.data?.snippets ?? []).filter((snippet) =>
    `${snippet.name} ${snippet.text}`.toLowerCase().includes(typed.trim().toLowerCase()),
  );
  const prompts = past.data?.prompts ?? [];
  const count = part === "history" ? prompts.length : snippets.length;
  const once = useOneAtATime();
  const write = async (wish: Parameters<typeof writeSnippet>[2]): Promise<boolean> => {
    try {
      await writeSnippet(client, workspaceId, wish);
      return true;
    } catch (error) {
      toast(problemFrom(error).detail);
      return false;
    }
  };
  const keep = async () => {
    const snippet: Snippet = { id: crypto.randomUUID(), name: name.trim(), text: piece };
    // What was typed meanwhile is the next one's name.
    if (await write({ kind: "add", snippet })) setName((typed) => (typed === name ? "" : typed));
  };
  const remove = async (snippet: Snippet) => {
    if (await write({ kind: "remove", snippetId: snippet.id }))
      toast(`“${snippet.name}” is removed.`, {
        label: "Undo",
        onSelect: () => void write({ kind: "add", snippet }),
      });
  };
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title="Prompts"
      isTitleHidden
      position="top"
    >
      <div className="flex flex-col gap-2 p-3">
        <div className="flex flex-wrap items-center gap-2">
          <SearchField
            label="Search prompts"
            placeholder={part === "history" ? "Search your prompts" : "Search your snippets"}
            value={typed}
            onChange={setTyped}
            className="min-w-40 grow"
          />
          <Segmented label="Show" value={part} onChange={setPart} choices={parts} />
        </div>
        {list.error ? (
          <ProblemNotice
            problem={problemFrom(list.error)}
            tone="warning"
            onRetry={() => void list.refetch()}
          />
        ) : null}
        <ul
          aria-label={part === "history" ? "Prompts you ran here" : "Snippets"}
          className="h-[min(24rem,46dvh)] overflow-y-auto"
        >
          {part === "history"
            ? prompts.map(({ prompt, modelName }) => (
                <li key={prompt}>
                  <button
                    type="button"
                    onClick={() => onPrompt(prompt)}
                    className="flex min-h-9 w-full flex-col rounded-control px-2 py-1.5 text-left hover:bg-hover touch:min-h-11"
                  >
                    <span className="line-clamp-3 text-13 break-words">{prompt}</span>
                    <span className="text-11 text-muted">{modelName}</span>
                  </button>
                </li>
              ))
            : snippets.map((snippet) => (
                <li key={snippet.id} className="flex items-center gap-1 rounded-control hover:bg-hover">
                  <button
                    type="button"
                    onClick={() => onInsert(snippet.text)}
                    className="flex min-h-9 min-w-0 grow flex-col px-2 py-1.5 text-left touch:min-h-11"
                  >
                    <span className="text-13 font-medium">{snippet.name}</span>
                    <span className="line-clamp-2 text-12 break-words text-muted">{snippet.text}</span>
                  </button>
                  <IconButton
                    label={`Remove ${snippet.name}`}
                    icon={<Trash2 size={14} />}
                    size="s"
                    ignoresDoubleClick
                    onClick={() => void remove(snippet)}
                  />
                </li>
              ))}
          {list.isSuccess && count === 0 ? (
            <li className="py-8 text-center text-13 text-muted">
              {typed.trim() !== ""
                ? "None of them holds that."
                : part === "history"
                  ? "The prompts you run in this workspace come here."
                  : "Select a part of your prompt, open this, and keep it under a name."}
            </li>
          ) : null}
        </ul>
        {part === "snippets" ? (
          <form
            className="flex items-end gap-2 border-t border-line pt-2"
            onSubmit={(event) => {
              event.preventDefault();
              if (name.trim() !== "" && piece.trim() !== "") void once(keep);
            }}
          >
            <TextField
              label={piece.trim() === "" ? "Write a prompt to keep a piece of it" : "Keep under a name"}
              autoComplete="off"
              maxLength={80}
              placeholder={piece.trim().slice(0, 60)}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              className="grow"
            />
            <Button type="submit" disabled={name.trim() === "" || piece.trim() === ""}>
              Keep
            </Button>
          </form>
        ) : null}
      </div>
    </Dialog>
  );
}

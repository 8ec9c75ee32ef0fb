"use client";

import { Plus, Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { listNameProblem, promptListsOf } from "@/lib/browser/plan-lists";
import type { PromptList } from "@/lib/browser/plan-store";
import { nameKey } from "@/lib/domain/expansion";

interface ListsDialogProps {
  lists: readonly PromptList[];
  onLists: (change: (lists: PromptList[]) => PromptList[]) => void;
  onClose: () => void;
}

/** The named lists of this person in this workspace: each line of one is an option of `__its name__`. */
export function ListsDialog({ lists, onLists, onClose }: ListsDialogProps) {
  const [name, setName] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const counts = promptListsOf(lists);
  const add = (event: FormEvent) => {
    event.preventDefault();
    const found = listNameProblem(name.trim(), lists);
    setProblem(found);
    if (found) return;
    onLists((known) => [...known, { name: name.trim(), text: "" }]);
    setName("");
  };
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title="Prompt lists"
      description="Kept in this browser, for this workspace. One option a line; lines that begin with # are remarks."
      size="m"
    >
      <div className="flex flex-col gap-4">
        {lists.map((list, index) => (
          <div key={list.name} className="flex items-start gap-1">
            <TextArea
              label={`__${list.name}__`}
              className="grow"
              value={list.text}
              minLines={3}
              maxLines={10}
              placeholder={"desert\npine forest\nvolcano"}
              aside={
                <span className="text-12 text-muted tabular">
                  {counts.get(nameKey(list.name))?.length ?? 0} options
                </span>
              }
              onChange={(event) => {
                const text = event.currentTarget.value;
                onLists((known) => known.toSpliced(index, 1, { ...list, text }));
              }}
            />
            <IconButton
              label={`Delete the list ${list.name}`}
              icon={<Trash2 size={14} />}
              size="s"
              className="mt-6"
              onClick={() => onLists((known) => known.filter((each) => each.name !== list.name))}
            />
          </div>
        ))}
        <form onSubmit={add} className="flex items-start gap-2">
          <TextField
            label="Name of a new list"
            className="grow"
            value={name}
            autoComplete="off"
            placeholder="biome"
            error={problem}
            onChange={(event) => {
              setName(event.currentTarget.value);
              setProblem(null);
            }}
          />
          <Button type="submit" className="mt-6" icon={<Plus size={14} aria-hidden="true" />}>
            Add list
          </Button>
        </form>
      </div>
    </Dialog>
  );
}

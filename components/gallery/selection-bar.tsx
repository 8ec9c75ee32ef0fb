"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import {
  Check,
  Columns2,
  Download,
  FolderMinus,
  FolderPlus,
  Heart,
  ImagePlus,
  MessageSquareText,
  Star,
  Tag,
  ThumbsDown,
  Trash2,
  Undo2,
  Workflow as WorkflowIcon,
  X,
} from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { Popover } from "@/components/ui/popover";
import { TextField } from "@/components/ui/text-field";
import { toast } from "@/components/ui/toast";
import { ToggleChip } from "@/components/ui/toggle-chip";
import { referencePath } from "@/components/viewers/generation-paths";
import { saving } from "@/components/viewers/saving";
import { WorkflowMenu } from "@/components/viewers/workflow-menu";
import { problemFrom } from "@/lib/browser/api";
import { downloadArchive } from "@/lib/browser/archive";
import { changeBoardItems } from "@/lib/browser/boards";
import { download } from "@/lib/browser/download";
import { galleryFacetsQuery } from "@/lib/browser/gallery-queries";
import { marksNow } from "@/lib/browser/marks";
import { assetPath } from "@/lib/browser/queries";
import { useShortcuts } from "@/lib/browser/shortcuts";
import { comparePath, maxCompared } from "@/lib/domain/compare";
import { type MarkChange, reviewLabels } from "@/lib/domain/marks";
import { problemWords } from "@/lib/domain/problem";
import { BoardPicker } from "./board-picker";
import { type GalleryEntry, marksOfEntry } from "./gallery-layout";

interface SelectionBarProps {
  workspaceId: string;
  entries: readonly GalleryEntry[];
  isTrash: boolean;
  /** The board that is shown, from which things can be taken. */
  boardId: string | null;
  onDecide: (change: MarkChange) => void;
  onTrash: (isTrashed: boolean) => void;
  onClear: () => void;
  /** They leave for the light table. */
  onCompare: () => void;
}

const placeOf = ({ generation, position }: GalleryEntry) => ({ generationId: generation.id, position });

/** What can be done with all that is selected. */
export function SelectionBar({
  workspaceId,
  entries,
  isTrash,
  boardId,
  onDecide,
  onTrash,
  onClear,
  onCompare,
}: SelectionBarProps) {
  const router = useRouter();
  const client = useQueryClient();
  const assets = entries.filter(({ tile }) => tile.kind === "asset");
  const [only] = assets;
  const one = assets.length === 1 && only?.tile.kind === "asset" ? only.tile.asset : null;
  const isAllFavourite = entries.every((entry) => marksNow(entry.key, marksOfEntry(entry)).isFavourite);

  const attempt = async (work: () => Promise<unknown>, done: string) => {
    try {
      await work();
      toast(done);
    } catch (error) {
      toast(problemWords[problemFrom(error).code].title);
    }
  };

  const compare = () => {
    onCompare();
    router.push(comparePath(workspaceId, assets.map(placeOf)));
  };
  const save = () => {
    if (!only) return;
    void saving(
      one
        ? download(assetPath(only.generation, one.position, true))
        : downloadArchive(workspaceId, assets.map(placeOf)),
    );
  };
  useShortcuts("Selection", [
    ...(assets.length > 1 && assets.length <= maxCompared
      ? [{ keys: "c", label: "Compare what is selected", run: compare }]
      : []),
    ...(assets.length > 1 ? [{ keys: "d", label: "Download what is selected as a ZIP", run: save }] : []),
  ]);

  return (
    <section
      aria-label="Selection"
      data-bottom-bar=""
      className="sticky bottom-2 z-30 mx-auto mt-auto flex w-fit max-w-[calc(100%-1rem)] animate-enter items-center gap-0.5 overflow-x-auto rounded-dialog bg-float p-1.5 shadow-float max-md:flex-wrap max-md:justify-center"
    >
      <IconButton label="Select nothing" shortcut="escape" icon={<X size={16} />} onClick={onClear} />
      <output className="pr-2 pl-1 text-13 font-medium whitespace-nowrap tabular">
        {entries.length === 0 ? "Select results" : `${entries.length} selected`}
      </output>
      {entries.length === 0 ? null : isTrash ? (
        <IconButton label="Put back" icon={<Undo2 size={16} />} onClick={() => onTrash(false)} />
      ) : (
        <>
          <IconButton
            label="Pick"
            shortcut="p"
            icon={<Check size={16} />}
            onClick={() => onDecide({ verdict: "pick" })}
          />
          <IconButton
            label="Reject"
            shortcut="x"
            icon={<ThumbsDown size={16} />}
            onClick={() => onDecide({ verdict: "reject" })}
          />
          <Menu side="top" trigger={<IconButton label="Rate" icon={<Star size={16} />} />}>
            {[5, 4, 3, 2, 1].map((rating) => (
              <MenuItem key={rating} shortcut={String(rating)} onSelect={() => onDecide({ rating })}>
                {"★".repeat(rating)}
              </MenuItem>
            ))}
            <MenuItem onSelect={() => onDecide({ rating: null })}>No stars</MenuItem>
          </Menu>
          <IconButton
            label={isAllFavourite ? "No longer favourites" : "Favourites"}
            shortcut="f"
            isPressed={isAllFavourite}
            icon={<Heart size={16} />}
            onClick={() => onDecide({ isFavourite: !isAllFavourite })}
          />
          <Popover
            side="top"
            label="Tags"
            className="w-64"
            trigger={<IconButton label="Tag" icon={<Tag size={16} />} />}
          >
            <TagPicker workspaceId={workspaceId} entries={entries} onDecide={onDecide} />
          </Popover>
          <Popover
            side="top"
            label="Put on a board"
            className="w-72"
            trigger={<IconButton label="Put on a board" icon={<FolderPlus size={16} />} />}
          >
            <BoardPicker
              workspaceId={workspaceId}
              onPick={(id, name) =>
                void attempt(
                  () =>
                    changeBoardItems(client, workspaceId, id, {
                      action: "add",
                      assets: assets.map(placeOf),
                    }),
                  `${assets.length === 1 ? "One result" : `${assets.length} results`} on ${name}`,
                )
              }
            />
          </Popover>
          {boardId === null ? null : (
            <IconButton
              label="Take off this board"
              icon={<FolderMinus size={16} />}
              onClick={() =>
                void attempt(async () => {
                  await changeBoardItems(client, workspaceId, boardId, {
                    action: "remove",
                    assets: assets.map(placeOf),
                  });
                  onClear();
                }, "Taken off the board")
              }
            />
          )}
          <Menu side="top" trigger={<IconButton label="Review" icon={<MessageSquareText size={16} />} />}>
            {(["proposed", "changes", "approved"] as const).map((review) => (
              <MenuItem key={review} onSelect={() => onDecide({ review })}>
                {reviewLabels[review]}
              </MenuItem>
            ))}
            <MenuItem onSelect={() => onDecide({ review: null })}>Not proposed</MenuItem>
          </Menu>
          {one?.fileId ? (
            <IconButton
              label="Use as reference"
              shortcut="r"
              icon={<ImagePlus size={16} />}
              onClick={() => router.push(referencePath(workspaceId, one.fileId ?? ""))}
            />
          ) : null}
          {one?.fileId ? (
            <WorkflowMenu
              side="top"
              workspaceId={workspaceId}
              fileId={one.fileId}
              contentType={one.contentType}
              trigger={<IconButton label="Use in a workflow" icon={<WorkflowIcon size={16} />} />}
            />
          ) : null}
          {assets.length > 1 && assets.length <= maxCompared ? (
            <IconButton label="Compare" shortcut="c" icon={<Columns2 size={16} />} onClick={compare} />
          ) : null}
          {only ? (
            <IconButton
              label={one ? "Download" : `Download ${assets.length} files as a ZIP`}
              shortcut="d"
              icon={<Download size={16} />}
              onClick={save}
            />
          ) : null}
          <IconButton
            label="Into the trash"
            shortcut="backspace"
            icon={<Trash2 size={16} />}
            onClick={() => onTrash(true)}
          />
        </>
      )}
    </section>
  );
}

interface TagPickerProps {
  workspaceId: string;
  entries: readonly GalleryEntry[];
  onDecide: (change: MarkChange) => void;
}

/** Tags of the studio; one that all of the selection carries is on. */
function TagPicker({ workspaceId, entries, onDecide }: TagPickerProps) {
  const { data: facets } = useQuery(galleryFacetsQuery(workspaceId));
  const [text, setText] = useState("");
  const [added, setAdded] = useState<readonly string[]>([]);
  const known = [...new Set([...added, ...(facets?.tags.map(({ name }) => name) ?? [])])];
  const wanted = text.trim().toLowerCase();
  const shown = known.filter((name) => name.toLowerCase().includes(wanted)).slice(0, 30);
  const isOn = (name: string) =>
    entries.every((entry) =>
      marksNow(entry.key, marksOfEntry(entry)).tags.some((tag) => tag.toLowerCase() === name.toLowerCase()),
    );
  return (
    <form
      className="flex flex-col gap-2 p-3"
      onSubmit={(event) => {
        event.preventDefault();
        const name = text.trim();
        if (name === "") return;
        onDecide({ addTags: [name] });
        setAdded([name, ...added]);
        setText("");
      }}
    >
      <TextField
        label="Find or make a tag"
        isLabelHidden
        placeholder="Find or make a tag"
        maxLength={60}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <fieldset aria-label="Tags" className="flex max-h-56 flex-wrap gap-1.5 overflow-y-auto">
        {shown.map((name) => {
          const isTagged = isOn(name);
          return (
            <ToggleChip
              key={name}
              isOn={isTagged}
              onToggle={() => {
                onDecide(isTagged ? { removeTags: [name] } : { addTags: [name] });
                setAdded([...added]);
              }}
            >
              {name}
            </ToggleChip>
          );
        })}
      </fieldset>
    </form>
  );
}

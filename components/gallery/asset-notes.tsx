"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Check, FolderPlus, Heart, Plus, X } from "lucide-react";
import { useEffect, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { IconButton } from "@/components/ui/icon-button";
import { passFocus } from "@/components/ui/pass-focus";
import { Popover } from "@/components/ui/popover";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { problemFrom } from "@/lib/browser/api";
import { noteColours } from "@/lib/browser/asset-colours";
import { changeBoardItems } from "@/lib/browser/boards";
import { assetBoardsQuery, boardsQuery } from "@/lib/browser/gallery-queries";
import { decide, undoDecision, useMarks, useMarksDelivery } from "@/lib/browser/marks";
import { useShortcuts } from "@/lib/browser/shortcuts";
import { type Asset, assetKind } from "@/lib/domain/asset";
import type { Generation } from "@/lib/domain/generation";
import { assetKeyOf, type MarkChange, type Review, reviewLabels } from "@/lib/domain/marks";
import { problemWords } from "@/lib/domain/problem";
import { AssetComments } from "./asset-comments";
import { BoardPicker } from "./board-picker";
import { FamilyView } from "./family-view";
import { RatingStars } from "./rating-stars";

interface AssetNotesProps {
  generation: Generation;
  /** The one in sight. */
  asset: Asset;
}

/** What the studio says about one asset: decided, tagged, collected, talked about, and where it comes from. */
export function AssetNotes({ generation, asset }: AssetNotesProps) {
  const client = useQueryClient();
  const { workspaceId } = generation;
  const place = { generationId: generation.id, position: asset.position };
  const key = assetKeyOf(place);
  const marks = useMarks(key, asset.marks);
  const [tag, setTag] = useState("");
  const boardsOf = assetBoardsQuery(workspaceId, generation.id, asset.position);
  const { data: boardIds } = useQuery(boardsOf);
  const { data: boardList } = useQuery(boardsQuery(workspaceId));
  useMarksDelivery();
  // An effect, because counting a picture's colours and writing them down is work outside of the page.
  useEffect(() => {
    if (assetKind(asset) === "image") void noteColours(generation, asset);
  }, [generation, asset]);

  const set = (change: MarkChange) => decide(workspaceId, [{ ...place, marks }], change);
  const toggleVerdict = (verdict: "pick" | "reject") =>
    set({ verdict: marks.verdict === verdict ? null : verdict });
  const change = async (boardId: string, action: "add" | "remove") => {
    try {
      await changeBoardItems(client, workspaceId, boardId, { action, assets: [place] });
    } catch (error) {
      toast(problemWords[problemFrom(error).code].title);
    }
  };

  useShortcuts("Deciding", [
    { keys: "p", label: "Pick", run: () => set({ verdict: "pick" }) },
    { keys: "x", label: "Reject", run: () => set({ verdict: "reject" }) },
    ...[1, 2, 3, 4, 5].map((rating) => ({
      keys: String(rating),
      label: "That many stars",
      run: () => set({ rating }),
    })),
    { keys: "0", label: "No stars and no verdict", run: () => set({ rating: null, verdict: null }) },
    { keys: "f", label: "Favourite", run: () => set({ isFavourite: !marks.isFavourite }) },
    { keys: "u", label: "Undo the newest decision", run: () => void undoDecision() },
  ]);

  const onBoards = (boardList?.boards ?? []).filter(({ id }) => boardIds?.boardIds.includes(id));
  return (
    <>
      <section aria-label="Decided" className="flex flex-col gap-3">
        <div className="flex flex-wrap items-center gap-1">
          <IconButton
            label="Pick"
            shortcut="p"
            isPressed={marks.verdict === "pick"}
            className={classNames(marks.verdict === "pick" && "bg-success-soft text-success!")}
            icon={<Check size={16} />}
            onClick={() => toggleVerdict("pick")}
          />
          <IconButton
            label="Reject"
            shortcut="x"
            isPressed={marks.verdict === "reject"}
            className={classNames(marks.verdict === "reject" && "bg-danger-soft text-danger!")}
            icon={<X size={16} />}
            onClick={() => toggleVerdict("reject")}
          />
          <IconButton
            label="Favourite"
            shortcut="f"
            isPressed={marks.isFavourite}
            icon={<Heart size={16} className={marks.isFavourite ? "fill-current" : ""} />}
            onClick={() => set({ isFavourite: !marks.isFavourite })}
          />
          <RatingStars rating={marks.rating} onRate={(rating) => set({ rating })} />
        </div>
        {marks.personName ? <p className="text-11 text-muted">Last decided by {marks.personName}</p> : null}
        <Select
          label="Review"
          value={marks.review ?? ""}
          onChange={(review) => set({ review: review === "" ? null : review })}
          choices={[
            { value: "", label: "Not proposed" },
            ...(Object.entries(reviewLabels) as Array<[Review, string]>).map(([value, label]) => ({
              value,
              label,
            })),
          ]}
        />
        <form
          className="flex flex-wrap items-center gap-1.5"
          onSubmit={(event) => {
            event.preventDefault();
            if (tag.trim() === "") return;
            set({ addTags: [tag.trim()] });
            setTag("");
          }}
        >
          {marks.tags.map((name) => (
            <button
              key={name}
              type="button"
              aria-label={`Take the tag ${name} away`}
              onClick={({ currentTarget }) => {
                passFocus(currentTarget, currentTarget.parentElement?.lastElementChild);
                set({ removeTags: [name] });
              }}
              className="inline-flex h-6 items-center gap-1 rounded-full bg-raised pr-1.5 pl-2.5 text-12 text-soft hover:text-text touch:h-11 touch:px-4"
            >
              {name}
              <X size={12} aria-hidden="true" className="text-muted" />
            </button>
          ))}
          <input
            aria-label="Add a tag"
            placeholder="Add a tag"
            maxLength={60}
            value={tag}
            onChange={(event) => setTag(event.currentTarget.value)}
            className="h-6 w-28 rounded-control bg-transparent px-1.5 text-12 outline-none placeholder:text-muted focus-visible:bg-well touch:h-11 touch:text-16"
          />
        </form>
        <div className="flex flex-wrap items-center gap-1.5">
          {onBoards.map(({ id, name }) => (
            <button
              key={id}
              type="button"
              aria-label={`Take off the board ${name}`}
              onClick={({ currentTarget }) => {
                passFocus(currentTarget, currentTarget.parentElement?.lastElementChild);
                void change(id, "remove");
              }}
              className="inline-flex h-6 items-center gap-1 rounded-control bg-raised pr-1.5 pl-2 text-12 text-soft hover:text-text touch:h-11 touch:px-4"
            >
              {name}
              <X size={12} aria-hidden="true" className="text-muted" />
            </button>
          ))}
          <Popover
            label="Put on a board"
            className="w-72"
            align="end"
            trigger={
              <button
                type="button"
                className="inline-flex h-6 items-center gap-1 rounded-control px-1.5 text-12 text-muted hover:bg-hover hover:text-text touch:h-11"
              >
                {onBoards.length > 0 ? <Plus size={12} /> : <FolderPlus size={12} />}
                Put on a board
              </button>
            }
          >
            <BoardPicker workspaceId={workspaceId} onPick={(id) => void change(id, "add")} />
          </Popover>
        </div>
      </section>
      <AssetComments key={key} generation={generation} asset={asset} />
      <FamilyView generation={generation} asset={asset} />
    </>
  );
}

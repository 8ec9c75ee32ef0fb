"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { addBoard } from "@/lib/browser/boards";
import { boardsQuery } from "@/lib/browser/gallery-queries";
import { boardNodes } from "@/lib/domain/board-tree";
import { NameForm } from "./name-form";

interface BoardPickerProps {
  workspaceId: string;
  onPick: (id: string, name: string) => void;
}

export function BoardPicker({ workspaceId, onPick }: BoardPickerProps) {
  const client = useQueryClient();
  const { data } = useQuery(boardsQuery(workspaceId));
  return (
    <div className="flex flex-col gap-2 p-2">
      <ul className="max-h-64 overflow-y-auto">
        {boardNodes(data?.boards ?? []).map(({ board, depth }) => (
          <li key={board.id} style={{ paddingLeft: depth * 14 }}>
            <button
              type="button"
              className="flex h-8 w-full items-center rounded-control px-2 text-13 text-soft hover:bg-hover hover:text-text touch:h-11"
              onClick={() => onPick(board.id, board.name)}
            >
              <span className="truncate">{board.name}</span>
            </button>
          </li>
        ))}
      </ul>
      <NameForm
        label="New board"
        initial=""
        action="Make"
        onName={async (name) => onPick(await addBoard(client, workspaceId, { name, parentId: null }), name)}
      />
    </div>
  );
}

"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ChevronsRight, Ellipsis, Folder, Pencil, Trash2, Undo2 } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { focusAtOnce, passFocus } from "@/components/ui/pass-focus";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { problemFrom } from "@/lib/browser/api";
import { addBoard, changeBoard, changeBoardItems, removeBoard } from "@/lib/browser/boards";
import { boardsQuery } from "@/lib/browser/gallery-queries";
import { type BoardNode, boardNodes, mayGoUnder } from "@/lib/domain/board-tree";
import type { GalleryFilter } from "@/lib/domain/gallery-filter";
import { type Problem, problemWords } from "@/lib/domain/problem";
import { placeOfKey } from "./board-moves";
import { NameForm } from "./name-form";

interface BoardsPanelProps {
  workspaceId: string;
  filter: GalleryFilter;
  onChange: (change: Partial<GalleryFilter>) => void;
}

/** The studio's boards, one within another: a press shows one, a name makes one. */
export function BoardsPanel({ workspaceId, filter, onChange }: BoardsPanelProps) {
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(boardsQuery(workspaceId));
  const [renamed, setRenamed] = useState<string | null>(null);
  const [doubted, setDoubted] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  /** The board to whose button the keyboard goes back once it is drawn again. */
  const back = useRef<string | null>(null);
  if (error)
    return <ProblemNotice className="m-3" problem={problemFrom(error)} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton className="m-3 h-40" />;
  const nodes = boardNodes(data.boards);

  const attempt = async (work: () => Promise<unknown>) => {
    setProblem(null);
    try {
      await work();
    } catch (failure) {
      setProblem(problemFrom(failure));
    }
  };
  const move = (id: string, parentId: string | null, beforeId: string | null) =>
    attempt(() => changeBoard(client, workspaceId, id, { move: { parentId, beforeId } }));

  /** Under the board above it that stands as deep as it does. */
  const nestingTarget = ({ board }: BoardNode) => {
    const siblings = nodes.filter((node) => node.board.parentId === board.parentId);
    const index = siblings.findIndex((node) => node.board.id === board.id);
    const target = siblings[index - 1]?.board ?? null;
    return target && mayGoUnder(data.boards, board.id, target.id) ? target : null;
  };

  return (
    <div className="flex flex-col gap-2 p-2">
      <ul aria-label="Boards" className="max-h-[50dvh] overflow-y-auto">
        {nodes.length === 0 ? (
          <li className="px-2 py-1 text-13 text-muted">
            No boards yet. A board collects results of any kind, in the order you put them, for everybody
            here.
          </li>
        ) : null}
        {nodes.map((node) => {
          const { board, depth } = node;
          const isShown = filter.boardId === board.id;
          const target = nestingTarget(node);
          const siblings = nodes.filter((other) => other.board.parentId === board.parentId);
          const index = siblings.findIndex((other) => other.board.id === board.id);
          const above = siblings[index - 1]?.board;
          const parent = data.boards.find(({ id }) => id === board.parentId);
          return (
            <li
              key={board.id}
              style={{ paddingLeft: depth * 14 }}
              onDragOver={(event) => {
                if (event.dataTransfer.types.includes("application/x-easel-assets")) event.preventDefault();
              }}
              onDrop={(event) => {
                const key = event.dataTransfer.getData("application/x-easel-assets");
                if (!key) return;
                event.preventDefault();
                void attempt(() =>
                  changeBoardItems(client, workspaceId, board.id, {
                    action: "add",
                    assets: [placeOfKey(key)],
                  }),
                );
              }}
            >
              {renamed === board.id ? (
                <NameForm
                  label="Name of the board"
                  initial={board.name}
                  action="Rename"
                  isFocusedAtOnce
                  onName={async (name) => {
                    await changeBoard(client, workspaceId, board.id, { name });
                    back.current = board.id;
                    setRenamed(null);
                  }}
                />
              ) : doubted === board.id ? (
                <div className="flex flex-wrap items-center gap-2 p-2 text-13">
                  <p className="grow">Remove “{board.name}” and the boards in it? The results stay.</p>
                  <Button
                    size="s"
                    ref={focusAtOnce}
                    onClick={() => {
                      back.current = board.id;
                      setDoubted(null);
                    }}
                  >
                    Keep
                  </Button>
                  <Button
                    size="s"
                    variant="danger"
                    onClick={({ currentTarget }) => {
                      passFocus(currentTarget, currentTarget.closest("[role=dialog]"));
                      void attempt(async () => {
                        await removeBoard(client, workspaceId, board.id);
                        setDoubted(null);
                        if (isShown) onChange({ boardId: null });
                      });
                    }}
                  >
                    Remove
                  </Button>
                </div>
              ) : (
                <div className="flex items-center">
                  <button
                    type="button"
                    aria-current={isShown ? "true" : undefined}
                    className={classNames(
                      "flex h-8 min-w-0 grow items-center gap-2 rounded-control px-2 text-13 hover:bg-hover touch:h-11",
                      isShown ? "bg-hover text-text" : "text-soft",
                    )}
                    onClick={() => onChange({ boardId: isShown ? null : board.id, isTrash: false })}
                  >
                    <Folder size={14} aria-hidden="true" className="shrink-0 text-muted" />
                    <span className="truncate">{board.name}</span>
                    <span className="ml-auto text-12 text-muted tabular">{board.count}</span>
                  </button>
                  <Menu
                    align="end"
                    trigger={
                      <IconButton
                        size="s"
                        label={`More about ${board.name}`}
                        icon={<Ellipsis size={14} />}
                        ref={(element) => {
                          if (!element || back.current !== board.id) return;
                          back.current = null;
                          element.focus();
                        }}
                      />
                    }
                  >
                    <MenuItem icon={<Pencil size={14} />} onSelect={() => setRenamed(board.id)}>
                      Rename
                    </MenuItem>
                    <MenuItem
                      isDisabled={!above}
                      onSelect={() => void move(board.id, board.parentId, above?.id ?? null)}
                    >
                      Move up
                    </MenuItem>
                    <MenuItem
                      isDisabled={!target}
                      icon={<ChevronsRight size={14} />}
                      onSelect={() => void move(board.id, target?.id ?? null, null)}
                    >
                      {target ? `Put into ${target.name}` : "Put into the one above"}
                    </MenuItem>
                    <MenuItem
                      isDisabled={!parent}
                      icon={<Undo2 size={14} />}
                      onSelect={() => void move(board.id, parent?.parentId ?? null, null)}
                    >
                      Take out of {parent?.name ?? "its board"}
                    </MenuItem>
                    <MenuSeparator />
                    <MenuItem isDanger icon={<Trash2 size={14} />} onSelect={() => setDoubted(board.id)}>
                      Remove
                    </MenuItem>
                  </Menu>
                </div>
              )}
            </li>
          );
        })}
      </ul>
      {problem ? (
        <p role="alert" className="px-2 text-12 text-danger">
          {problemWords[problem.code].title} {problem.detail}
        </p>
      ) : null}
      <NameForm
        label="New board"
        initial=""
        action="Make"
        onName={async (name) => {
          await addBoard(client, workspaceId, { name, parentId: filter.boardId });
        }}
      />
      {filter.boardId === null ? null : (
        <p className="px-2 text-11 text-muted">It is made within the board that is shown.</p>
      )}
      <button
        type="button"
        aria-pressed={filter.isTrash}
        className="flex h-8 items-center gap-2 rounded-control px-2 text-13 text-soft hover:bg-hover hover:text-text aria-pressed:bg-hover touch:h-11"
        onClick={() => onChange({ isTrash: !filter.isTrash, boardId: null })}
      >
        <Trash2 size={14} aria-hidden="true" className="text-muted" />
        Trash
      </button>
    </div>
  );
}

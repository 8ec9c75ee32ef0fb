import type { Board } from "./gallery";
import type { AssetPlace } from "./marks";

export const maxBoards = 500;
/** More than anybody arranges by hand; the order of a board is read and written whole. */
export const maxBoardItems = 5_000;
const maxBoardDepth = 8;

export interface BoardChange {
  name?: string | undefined;
  /** Moves it: under that board, or to the top, before `beforeId` or last. */
  move?: { parentId: string | null; beforeId: string | null } | undefined;
}

export type BoardItemsChange =
  | { action: "add"; assets: AssetPlace[] }
  | { action: "remove"; assets: AssetPlace[] }
  /** Puts them, in the order given, before an asset of the board or last. */
  | { action: "move"; assets: AssetPlace[]; before: AssetPlace | null };

export interface BoardNode {
  board: Board;
  depth: number;
}

/** Boards as a list that reads as a tree: each after its parent, with its depth. What has no parent here is at the top. */
export function boardNodes(boards: readonly Board[]): BoardNode[] {
  const known = new Set(boards.map(({ id }) => id));
  const nodes: BoardNode[] = [];
  const add = (parentId: string | null, depth: number) => {
    for (const board of boards) {
      const at = board.parentId !== null && known.has(board.parentId) ? board.parentId : null;
      if (at !== parentId) continue;
      nodes.push({ board, depth });
      if (depth < maxBoardDepth) add(board.id, depth + 1);
    }
  };
  add(null, 0);
  return nodes;
}

/** Whether a board may go under another: not under itself or its own, and not deeper than a person can follow. */
export function mayGoUnder(
  boards: ReadonlyArray<Pick<Board, "id" | "parentId">>,
  boardId: string,
  parentId: string | null,
): boolean {
  const parents = new Map(boards.map((board) => [board.id, board.parentId]));
  let depth = 0;
  for (let at = parentId; at !== null; at = parents.get(at) ?? null) {
    if (at === boardId || !parents.has(at)) return false;
    depth += 1;
    if (depth >= maxBoardDepth) return false;
  }
  return true;
}

/** Keys in a new order: the moved ones, as they are given, before one that stays or last. Unknown ones are left out. */
export function reordered(
  keys: readonly string[],
  moved: readonly string[],
  before: string | null,
): string[] {
  const known = new Set(keys);
  const going = [...new Set(moved)].filter((key) => known.has(key));
  const goingSet = new Set(going);
  const rest = keys.filter((key) => !goingSet.has(key));
  // Before one that moves too is where that one was.
  const anchor =
    before === null ? -1 : keys.slice(keys.indexOf(before)).findIndex((key) => !goingSet.has(key));
  const stays = anchor < 0 || before === null ? undefined : keys[keys.indexOf(before) + anchor];
  const index = stays === undefined ? rest.length : rest.indexOf(stays);
  return [...rest.slice(0, index), ...going, ...rest.slice(index)];
}
